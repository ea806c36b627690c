package dev.gatehouse.gateway.praisonai;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.io.AtomicFile;
import dev.gatehouse.io.FolderWatch;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SenderGrant;
import dev.gatehouse.testing.MemorySecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;

/** A home folder with a store as the product writes it, and a clock to match. */
final class PraisonFixture implements AutoCloseable {
    static final String SECRET = "aaaabbbbccccddddeeeeffff0000111122223333444455556666777788889999";

    /** The code that the vectors are of, and what the product makes of it. */
    static final String CODE = "ABCD2345";

    static final String HASH = "98bca4de40a6f386d4ef25591f6e961befe5186da1199a2c3f3e880aec166229";
    static final String SIGNATURE = "8e6a5c426fe25e3d22673240ef662cc7f7039de43db075dfe2de1e4bd02d00b3";

    static final String PAIRED = """
                {
                  "channel_id": "987654321",
                  "channel_type": "telegram",
                  "paired_at": 1795181109.6739097,
                  "label": "alice"
                }""";
    static final String PENDING = """
                {
                  "code_hash": "%s",
                  "signature": "%s",
                  "channel_type": "telegram",
                  "channel_id": null,
                  "created_at": 1795181109.85822
                }""".formatted(HASH, SIGNATURE);

    final Path home;
    final Path base;
    final Path store;
    final Map<String, String> variables = new HashMap<>();
    final MemorySecrets secrets = new MemorySecrets();
    final Map<String, String> values = new HashMap<>();
    Instant now = Instant.ofEpochSecond(1795181170);
    AtomicFile.Observer observer = AtomicFile.Observer.NONE;
    final PraisonProduct product;
    private final FolderWatch watch = new FolderWatch();

    PraisonFixture(Path root) throws IOException {
        // Long enough for a computer with much else to do.
        this(root, Duration.ofSeconds(20));
    }

    /** Waits {@code limit} for an answer over HTTP. */
    PraisonFixture(Path root, Duration limit) throws IOException {
        product = new PraisonProduct(limit, (step, path) -> observer.before(step, path));
        home = Files.createDirectories(root.resolve("home"));
        base = home.resolve(".praisonai");
        store = Files.createDirectories(base.resolve("gateway"));
        Files.writeString(store.resolve(".gateway_secret"), SECRET);
        values.put(PraisonProduct.FOLDER, store.toString());
    }

    /** The file with these rows. */
    PraisonFixture with(List<String> paired, List<String> pending) throws IOException {
        text(file(paired, pending));
        return this;
    }

    /** What the product would write of these rows. */
    static String file(List<String> paired, List<String> pending) {
        return "{\n  \"paired\": " + list(paired) + ",\n  \"pending\": " + list(pending) + "\n}";
    }

    private static String list(List<String> rows) {
        return rows.isEmpty()
                ? "[]"
                : "[\n"
                        + String.join(
                                ",\n",
                                rows.stream()
                                        .map(row -> row.indent(4).stripTrailing())
                                        .toList()) + "\n  ]";
    }

    void text(String text) throws IOException {
        // As the product does it: the file is another one afterwards.
        Path temporary = store.resolve("pairing_x.tmp");
        Files.writeString(temporary, text);
        Files.move(temporary, store.resolve("pairing.json"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    String text() throws IOException {
        return Files.readString(store.resolve("pairing.json"));
    }

    void secret(String field, String value) {
        secrets.put(new SecretName("p", field), new Secret(value));
    }

    Environment environment() {
        return new Environment(variables, home, home, () -> now, watch);
    }

    GatewayProfile profile() throws GatewayException {
        return product.profile("p", "mine", values, environment());
    }

    PraisonGateway connect() throws GatewayException {
        return product.connect(profile(), secrets, environment());
    }

    /** Over HTTP alone. */
    PraisonGateway connect(FakeGateway server) throws GatewayException {
        values.clear();
        values.put(PraisonProduct.ADDRESS, server.address());
        return connect();
    }

    static List<DmRequest> requests(Snapshot snapshot) {
        return snapshot.requests().stream()
                .map(Listed::what)
                .map(DmRequest.class::cast)
                .toList();
    }

    static List<SenderGrant> grants(Snapshot snapshot) {
        return snapshot.grants().stream()
                .map(Listed::what)
                .map(SenderGrant.class::cast)
                .toList();
    }

    static List<String> notes(Snapshot snapshot) {
        return snapshot.notes().stream().map(note -> note.sentence().key()).toList();
    }

    /** An approval that names the person. */
    static Decision.Approve approve(DmRequest shown, String person, String label) {
        return new Decision.Approve(shown, new Decision.Options(false, false, person, label, null, null, null));
    }

    static Problem refused(PraisonGateway gateway, Decision decision) {
        GatewayException thrown =
                Assertions.catchThrowableOfType(GatewayException.class, () -> gateway.perform(decision));
        Assertions.assertThat(thrown).as("refused").isNotNull();
        return thrown.problem();
    }

    static String why(PraisonGateway gateway, Feature feature) {
        Phrase why = gateway.features().whyNot(feature);
        return why == null ? "" : why.key();
    }

    @Override
    public void close() {
        watch.close();
    }
}
