import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code .msi}. */
final class WindowsInstaller implements Installers {
    /** By this Windows knows that a newer version replaces an older one. Never to be changed. */
    private static final String UPGRADE = "6f0f3d0e-3a3f-4c57-9a0e-5d8c7a0c5b1e";

    private final Project project;
    private final Platform platform;

    WindowsInstaller(Project project, Platform platform) {
        this.project = project;
        this.platform = platform;
    }

    @Override
    public void check() {
        if (!Tools.has("wix") && !Tools.has("candle")) {
            throw new Problem("WiX is missing: install it with `dotnet tool install --global wix --version 6.0.2` and its"
                    + " extensions WixToolset.UI.wixext and WixToolset.Util.wixext.");
        }
    }

    @Override
    public List<Path> make(Path image, Icons icons) throws IOException {
        Path folder = Files.createDirectories(project.work().resolve("msi"));
        Tools.java("jpackage", List.of(
                "--type", "msi",
                "--app-image", image.toString(),
                "--name", platform.name(),
                "--app-version", AppImage.numbers(project.version(), platform),
                "--vendor", Project.VENDOR,
                "--description", Project.SUMMARY,
                "--about-url", project.home(),
                "--license-file", project.base().resolve("LICENSE").toString(),
                "--win-upgrade-uuid", UPGRADE,
                "--win-per-user-install",
                "--win-dir-chooser",
                "--win-menu",
                "--win-menu-group", "Gatehouse",
                "--win-shortcut-prompt",
                "--dest", folder.toString()));
        Path made = folder.resolve(platform.name() + "-" + AppImage.numbers(project.version(), platform) + ".msi");
        Path target = project.packages().resolve("gatehouse-" + project.version() + "-" + platform.jmod() + ".msi");
        Files.move(made, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return new ArrayList<>(List.of(target));
    }
}
