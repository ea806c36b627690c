package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.io.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.sqlite.SQLiteConfig;

/** Another process on a database, as a gateway is one; locks count between processes only. */
final class Elsewhere implements AutoCloseable {
    private final Path folder;
    private final Process process;

    Elsewhere(Path database, String... statements) throws IOException {
        folder = Files.createTempDirectory("elsewhere");
        Files.write(folder.resolve("statements"), List.of(statements));
        process = ChildJvm.start(Elsewhere.class, database.toString(), folder.toString());
        Path ready = folder.resolve("ready");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(ready) || !process.isAlive());
        if (!Files.exists(ready)) {
            throw new IllegalStateException("the other process failed");
        }
    }

    public static void main(String[] arguments) throws SQLException, IOException, InterruptedException {
        Path folder = Path.of(arguments[1]);
        // A process that is killed leaves the library behind that it unpacked.
        System.setProperty("org.sqlite.tmpdir", folder.toString());
        SQLiteConfig config = new SQLiteConfig();
        try (Connection connection = config.createConnection(
                        "jdbc:sqlite:" + Path.of(arguments[0]).toUri());
                Statement statement = connection.createStatement()) {
            for (String each : Files.readAllLines(folder.resolve("statements"))) {
                statement.execute(each);
            }
            Files.createFile(folder.resolve("ready"));
            new CountDownLatch(1).await();
        }
    }

    /** Ends it the hard way, as a crash would: its locks go, its files stay. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            try (Stream<Path> left = Files.list(folder)) {
                for (Path file : left.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
