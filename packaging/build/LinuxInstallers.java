import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The {@code .deb}, the {@code .rpm} and the portable folder. jpackage would put everything below {@code /opt} and add to
 * the desktop by scripts; here each file lies where Linux looks for it, so that installing and removing needs no script.
 */
final class LinuxInstallers implements Installers {
    private static final String LIB = "usr/lib/gatehouse";

    private final Project project;
    private final Platform platform;
    private final Map<String, String> clock;

    LinuxInstallers(Project project, Platform platform) {
        this.project = project;
        this.platform = platform;
        // Asks rpmbuild and dpkg-deb to write this time instead of now.
        this.clock = Map.of("SOURCE_DATE_EPOCH", String.valueOf(project.time().getEpochSecond()));
    }

    @Override
    public void check() {
        Map.of("dpkg-deb", "dpkg", "rpmbuild", "rpm", "objdump", "binutils", "tar", "tar").forEach((program, from) -> {
            if (!Tools.has(program)) {
                throw new Problem(program + " is missing: install it with `apt install " + from + "` on Debian and Ubuntu.");
            }
        });
    }

    @Override
    public List<Path> make(Path image, Icons icons) throws IOException, InterruptedException {
        Path root = project.work().resolve("root");
        Path installed = root.resolve(LIB);
        Tools.copy(image, installed);
        List<String> depends = new NeededPackages(project).of(installed);
        Files.createDirectories(root.resolve("usr/bin"));
        Files.createSymbolicLink(root.resolve("usr/bin/gatehouse"), Path.of("../lib/gatehouse/bin/gatehouse"));
        desktop(root, icons);
        Path tar = tar(image);
        modes(root);
        Path rpm = rpm(root);
        // Last, because the description of the .deb lies in the folder itself.
        return List.of(deb(root, depends), rpm, tar);
    }

    private void desktop(Path root, Icons icons) throws IOException {
        fill("linux/gatehouse.desktop", root.resolve("usr/share/applications/" + Project.ID + ".desktop"), "");
        fill("linux/gatehouse.metainfo.xml", root.resolve("usr/share/metainfo/" + Project.ID + ".metainfo.xml"), "");
        Path hicolor = root.resolve("usr/share/icons/hicolor");
        for (int size : Icons.SIZES) {
            Path folder = Files.createDirectories(hicolor.resolve(size + "x" + size + "/apps"));
            icons.png(folder.resolve(Project.ID + ".png"), size);
        }
        Path scalable = Files.createDirectories(hicolor.resolve("scalable/apps"));
        Files.copy(project.base().resolve("icons/gatehouse.svg"), scalable.resolve(Project.ID + ".svg"));
        fill("linux/copyright", root.resolve("usr/share/doc/gatehouse/copyright"), "");
    }

    /** Everybody may read what is installed, and its owner alone change it, whatever the umask of this build was. */
    private void modes(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.filter(each -> !Files.isSymbolicLink(each)).toList()) {
                boolean runs = Files.isDirectory(path) || Files.isExecutable(path);
                Files.setPosixFilePermissions(
                        path, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
                Files.setLastModifiedTime(path, FileTime.from(project.time()));
            }
        }
    }

    private Path deb(Path root, List<String> depends) throws IOException, InterruptedException {
        long size;
        try (Stream<Path> files = Files.walk(root)) {
            size = files.filter(Files::isRegularFile).mapToLong(LinuxInstallers::kibibytes).sum();
        }
        Path control = Files.createDirectories(root.resolve("DEBIAN")).resolve("control");
        fill("linux/control", control, String.join(", ", depends), "@SIZE@", String.valueOf(size));
        modes(root.resolve("DEBIAN"));
        String arch = platform.arm() ? "arm64" : "amd64";
        Path deb = project.packages().resolve("gatehouse_" + project.version() + "_" + arch + ".deb");
        // xz, which every release reads; a higher level takes three times as long for a twentieth of the size.
        Tools.run(project.base(), clock, List.of(
                "dpkg-deb", "--root-owner-group", "-Zxz", "-z3", "--build", root.toString(), deb.toString()));
        return deb;
    }

    private static long kibibytes(Path file) {
        return (file.toFile().length() + 1023) / 1024;
    }

    private Path rpm(Path root) throws IOException, InterruptedException {
        Path top = Files.createDirectories(project.work().resolve("rpm"));
        Path spec = top.resolve("gatehouse.spec");
        fill("linux/gatehouse.spec", spec, "");
        Tools.run(project.base(), clock, List.of(
                "rpmbuild", "-bb", "--quiet",
                "--define", "_topdir " + top,
                "--define", "staged " + root,
                "--target", platform.arm() ? "aarch64" : "x86_64",
                spec.toString()));
        try (Stream<Path> made = Files.walk(top.resolve("RPMS"))) {
            Path rpm = made.filter(each -> each.toString().endsWith(".rpm")).findFirst().orElseThrow();
            return Files.move(
                    rpm,
                    project.packages().resolve(rpm.getFileName()),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The folder as it is; it runs from anywhere. */
    private Path tar(Path image) throws IOException, InterruptedException {
        String name = "gatehouse-" + project.version() + "-" + platform.jmod();
        Path tar = project.packages().resolve(name + ".tar.gz");
        Tools.run(image.getParent(), Map.of(), List.of(
                "tar", "--create", "--gzip", "--file", tar.toString(),
                "--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--mode=u+rwX,go+rX,go-w",
                "--mtime=@" + project.time().getEpochSecond(),
                "--transform=s,^gatehouse," + name + ",",
                image.getFileName().toString()));
        return tar;
    }

    private void fill(String template, Path target, String depends, String... more) throws IOException {
        List<String> values = new ArrayList<>(List.of(
                "@VERSION@", project.version(),
                "@DATE@", LocalDate.ofInstant(project.time(), ZoneOffset.UTC).toString(),
                "@ARCH@", platform.arm() ? "arm64" : "amd64",
                "@HOME@", project.home(),
                "@VENDOR@", Project.VENDOR,
                "@SUMMARY@", Project.SUMMARY,
                "@DEPENDS@", depends));
        values.addAll(List.of(more));
        String text = Files.readString(project.resource(template));
        for (int i = 0; i < values.size(); i += 2) {
            text = text.replace(values.get(i), values.get(i + 1));
        }
        if (text.matches("(?s).*@[A-Z]+@.*")) {
            throw new IllegalStateException(template + " has a place that nothing fills: "
                    + text.lines().filter(line -> line.matches(".*@[A-Z]+@.*")).collect(Collectors.joining()));
        }
        Files.createDirectories(target.getParent());
        Files.writeString(target, text);
    }
}
