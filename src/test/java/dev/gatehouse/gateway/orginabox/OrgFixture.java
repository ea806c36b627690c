package dev.gatehouse.gateway.orginabox;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.io.FolderWatch;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.SenderGrant;
import dev.gatehouse.testing.MemorySecrets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** A console that is connected to a simulated server, and what a test wants to know of it. */
final class OrgFixture implements AutoCloseable {
    static final String PROFILE = "p1";

    final MemorySecrets secrets = new MemorySecrets();
    final Map<String, String> values = new HashMap<>();
    final Map<String, String> variables = new HashMap<>();
    private final FolderWatch watch = new FolderWatch();
    private final OrgProduct product = new OrgProduct();
    private final Path home;
    private @Nullable Gateway gateway;

    OrgFixture(Path home) {
        this.home = home;
    }

    Environment environment() {
        return new Environment(variables, home, home, InstantSource.system(), watch);
    }

    OrgProduct product() {
        return product;
    }

    void secret(String field, String value) {
        secrets.put(new SecretName(PROFILE, field), new Secret(value));
    }

    GatewayProfile profile() throws GatewayException {
        return product.profile(PROFILE, "mine", values, environment());
    }

    Gateway connect() throws GatewayException {
        return connect(profile());
    }

    Gateway connect(GatewayProfile profile) throws GatewayException {
        end();
        Gateway made = product.connect(profile, secrets, environment());
        gateway = made;
        return made;
    }

    private void end() {
        Gateway old = gateway;
        if (old != null) {
            old.close();
        }
    }

    static List<DmRequest> requests(Snapshot snapshot) {
        return snapshot.requests().stream()
                .map(listed -> (DmRequest) listed.what())
                .toList();
    }

    static DmRequest request(Snapshot snapshot, String user) {
        return requests(snapshot).stream()
                .filter(request -> request.key().subject().equals(user))
                .findFirst()
                .orElseThrow();
    }

    static SenderGrant grant(Snapshot snapshot, String user) {
        return snapshot.grants().stream()
                .map(listed -> (SenderGrant) listed.what())
                .filter(grant -> grant.key().subject().equals(user))
                .findFirst()
                .orElseThrow();
    }

    static List<String> notes(Snapshot snapshot) {
        return snapshot.notes().stream().map(note -> note.sentence().key()).toList();
    }

    static Route.@Nullable Type by(Gateway gateway, Feature feature) {
        return gateway.features().by().get(feature);
    }

    static Problem problem(ThrowingCallable call) {
        return catchThrowableOfType(GatewayException.class, call).problem();
    }

    @Override
    public void close() {
        end();
        watch.close();
    }
}
