package dev.gatehouse.gateway.smith;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.io.FolderWatch;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.testing.MemorySecrets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A computer that a test makes up, and a console's way to Smith. */
final class SmithFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-20T13:30:00Z");

    /** What runs on that computer; null where its system does not tell. */
    @Nullable
    List<Daemons.Daemon> daemons = List.of();

    final SmithProduct product = new SmithProduct(() -> Optional.ofNullable(daemons));
    final MemorySecrets secrets = new MemorySecrets();
    final FolderWatch watch;
    final Path home;
    final Map<String, String> variables = new HashMap<>();
    Instant now = NOW;

    SmithFixture(Path home) throws IOException {
        this.home = home;
        this.watch = new FolderWatch();
    }

    Environment environment() {
        return new Environment(variables, home, home, () -> now, watch);
    }

    GatewayProfile profile(Map<String, String> values) throws GatewayException {
        return product.profile("p1", "Smith", values, environment());
    }

    SmithGateway connect(Map<String, String> values) throws GatewayException {
        return product.connect(profile(values), secrets, environment());
    }

    void secret(String field, String value) {
        secrets.put(new SecretName("p1", field), new Secret(value));
    }

    static List<Grant> grants(Snapshot snapshot) {
        return snapshot.grants().stream().map(listed -> listed.what()).toList();
    }

    static List<IssuedCode> codes(Snapshot snapshot) {
        return snapshot.codes().stream().map(listed -> listed.what()).toList();
    }

    @Override
    public void close() {
        watch.close();
    }
}
