package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.io.AtomicFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SecretsTest {
    private static final String SECRET = "s3cret";

    @TempDir
    Path folder;

    @Test
    void nothingThatHoldsASecretPrintsIt() throws Exception {
        try (StoreFixture store = new StoreFixture(folder)) {
            store.variables.put("OPENCLAW_TOKEN", SECRET);
            store.config("{channels: {telegram: {botToken: '" + SECRET + "'}}}");
            Path file = store.write("devices/paired.json", """
                {"d": {"deviceId": "d", "publicKey": "k", "tokens": {"operator": {"token": "%s"}}}}
                """.formatted(SECRET));
            StorePaths paths = StorePaths.in(Dialect.OPENCLAW, store.state, null, null);
            StoreFiles files = new StoreFiles(AtomicFile.Observer.NONE);
            DeviceRows devices = new DeviceRows("p");
            var opened = files.open(file, devices.devicesPaired("x"));
            JsonNode node = opened.root().path("d");
            Config config = new ConfigReader(paths, List.of()).read();
            assertThat(node.toString()).contains(SECRET);
            assertThat(config.usable()).isTrue();
            assertThat(List.of(
                            config,
                            opened,
                            opened.rows(),
                            files.read(file, devices.devicesPaired("x")),
                            Entry.of(node),
                            store.environment()))
                    .extracting(Object::toString)
                    .noneMatch(text -> text.contains(SECRET));
        }
    }
}
