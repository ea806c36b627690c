import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a package for Debian and Ubuntu depends on: the libraries that its native code names and does not bring along, by
 * {@code linux/libraries}. Not by the packages of this computer, whose names and versions would shut out older and newer
 * releases.
 */
final class NeededPackages {
    /** JavaFX asks this one for the fonts, without being linked to it. */
    private static final Set<String> OPENED_BY_NAME = Set.of("libfontconfig.so.1");

    private static final Pattern NEEDED = Pattern.compile("^\\s+NEEDED\\s+(\\S+)$", Pattern.MULTILINE);
    private static final Pattern GLIBC = Pattern.compile("\\bGLIBC_2\\.(\\d+)\\b");

    private final Project project;

    NeededPackages(Project project) {
        this.project = project;
    }

    /**
     * The packages for the native code below {@code folder}.
     *
     * @throws IllegalStateException if it names a library that the list does not know
     */
    List<String> of(Path folder) throws IOException, InterruptedException {
        Map<String, String> known = Files.readAllLines(project.resource("linux/libraries")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\s+", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1]));
        Set<String> needed = new TreeSet<>(OPENED_BY_NAME);
        Set<String> own = new TreeSet<>();
        int glibc = 0;
        for (Path file : nativeCode(folder)) {
            own.add(file.getFileName().toString());
            String told = Tools.run(folder, Map.of("LC_ALL", "C"), List.of("objdump", "-p", file.toString()));
            for (Matcher match = NEEDED.matcher(told); match.find(); ) {
                needed.add(match.group(1));
            }
            for (Matcher match = GLIBC.matcher(told); match.find(); ) {
                glibc = Math.max(glibc, Integer.parseInt(match.group(1)));
            }
        }
        needed.removeAll(own);
        Set<String> packages = new TreeSet<>();
        for (String library : needed) {
            String from = known.get(library);
            if (from == null) {
                throw new IllegalStateException("packaging/linux/libraries does not say who has " + library);
            }
            packages.add(from);
        }
        String c = "libc6 (>= 2." + glibc + ")";
        return packages.stream().map(name -> name.equals("libc6") ? c : name).toList();
    }

    private static List<Path> nativeCode(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).filter(NeededPackages::isElf).toList();
        }
    }

    private static boolean isElf(Path file) {
        try (var in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(4);
            return head.length == 4 && head[0] == 0x7f && head[1] == 'E' && head[2] == 'L' && head[3] == 'F';
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
