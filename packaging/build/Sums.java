import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** The SHA-256 sums of what was made, as {@code sha256sum --check} reads them. */
final class Sums {
    private Sums() {}

    static Path write(Path folder, List<Path> files) throws IOException {
        StringBuilder sums = new StringBuilder();
        for (Path file : files.stream().sorted().collect(Collectors.toList())) {
            sums.append(sum(file)).append("  ").append(file.getFileName()).append('\n');
        }
        return Files.writeString(folder.resolve("SHA256SUMS"), sums);
    }

    private static String sum(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
