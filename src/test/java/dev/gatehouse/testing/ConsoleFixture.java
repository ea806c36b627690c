package dev.gatehouse.testing;

import static org.awaitility.Awaitility.await;

import dev.gatehouse.console.AuditLog;
import dev.gatehouse.console.Console;
import dev.gatehouse.console.Labels;
import dev.gatehouse.console.SettingsFile;
import dev.gatehouse.console.secrets.Secrets;
import dev.gatehouse.console.secrets.TestSecrets;
import dev.gatehouse.gateway.Catalogue;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.GatewayProduct;
import dev.gatehouse.io.FolderWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** The real console, with gateways of {@link StubProduct} and a history in a folder of the test's. */
public final class ConsoleFixture implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final StubProduct product = new StubProduct();
    private final FolderWatch watch = new FolderWatch();
    private final Console console;
    private final AuditLog log;

    /** A console that tells its changes to {@code publisher}, on a computer without a keychain. */
    public ConsoleFixture(Path folder, Executor publisher) {
        this(folder, publisher, TestSecrets.in(folder));
    }

    /** A console that has {@code secrets}. */
    public ConsoleFixture(Path folder, Executor publisher, Secrets secrets) {
        this(folder, publisher, secrets, SettingsFile.inMemory(), Labels.inMemory());
    }

    /** A console that keeps everything in files, as the application does. */
    public static ConsoleFixture withFiles(Path folder, Executor publisher) throws IOException {
        return new ConsoleFixture(
                folder,
                publisher,
                TestSecrets.in(folder),
                SettingsFile.keptIn(folder.resolve("settings.json")),
                Labels.keptIn(folder.resolve("labels.json")));
    }

    /** The same, with {@code products} and nothing else, on a computer whose home is {@code home}. */
    public static ConsoleFixture withFiles(Path folder, Path home, Executor publisher, GatewayProduct... products)
            throws IOException {
        return new ConsoleFixture(
                folder,
                home,
                publisher,
                TestSecrets.in(folder),
                SettingsFile.keptIn(folder.resolve("settings.json")),
                Labels.keptIn(folder.resolve("labels.json")),
                List.of(products));
    }

    private ConsoleFixture(Path folder, Executor publisher, Secrets secrets, SettingsFile settings, Labels labels) {
        this(folder, folder, publisher, secrets, settings, labels, List.of());
    }

    private ConsoleFixture(
            Path folder,
            Path home,
            Executor publisher,
            Secrets secrets,
            SettingsFile settings,
            Labels labels,
            List<GatewayProduct> products) {
        log = new AuditLog(folder.resolve("history.jsonl"));
        console = new Console(
                new Catalogue(products.isEmpty() ? List.of(product) : products),
                new Environment(Map.of(), home, home, InstantSource.system(), watch),
                secrets,
                System::nanoTime,
                settings,
                labels,
                log,
                publisher);
    }

    /** The console. */
    public Console console() {
        return console;
    }

    /** The product of its gateways. */
    public StubProduct product() {
        return product;
    }

    /** Where decisions are kept. */
    public AuditLog log() {
        return log;
    }

    /** Connects a gateway whose folder and id are {@code id}. */
    public StubGateway gateway(String id, String name) {
        StubGateway gateway = product.at(id);
        console.gateways().add(product.profile(id, name));
        return gateway;
    }

    /** Waits for {@code condition}, looking again and again on this thread after {@code work} was done. */
    public static void awaitOnThisThread(Runnable work, BooleanSupplier condition) {
        await().pollInSameThread()
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    work.run();
                    return condition.getAsBoolean();
                });
    }

    @Override
    public void close() {
        console.close();
        watch.close();
    }
}
