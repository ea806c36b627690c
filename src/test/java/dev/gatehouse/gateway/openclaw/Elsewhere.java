package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.io.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.sqlite.SQLiteConfig;

/** Another process on a database, as a gateway is one; locks count between processes only. */
final class Elsewhere implements AutoCloseable {
    private final Process process;

    Elsewhere(Path database, String... statements) throws IOException {
        Path list = Files.write(Files.createTempFile("statements", ""), List.of(statements));
        Path ready = Path.of(list + ".ready");
        process = ChildJvm.start(Elsewhere.class, database.toString(), list.toString(), ready.toString());
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(ready) || !process.isAlive());
        Files.deleteIfExists(ready);
        Files.delete(list);
    }

    public static void main(String[] arguments) throws SQLException, IOException, InterruptedException {
        SQLiteConfig config = new SQLiteConfig();
        try (Connection connection = config.createConnection(
                        "jdbc:sqlite:" + Path.of(arguments[0]).toUri());
                Statement statement = connection.createStatement()) {
            for (String each : Files.readAllLines(Path.of(arguments[1]))) {
                statement.execute(each);
            }
            Files.createFile(Path.of(arguments[2]));
            new CountDownLatch(1).await();
        }
    }

    /** Ends it the hard way, as a crash would: its locks go, its files stay. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
