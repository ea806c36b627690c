package dev.gatehouse.gateway.clasp;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.StoreProblems;
import dev.gatehouse.io.AtomicFile;
import dev.gatehouse.pairing.Client;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.Presence;
import dev.gatehouse.pairing.SubjectKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code tokens.json}: what the product's command made ({@code tokens}), and what its page has clients keep
 * ({@code routers}), in one file of one name. No router reads it, so that its rows say what somebody may hold, and not who
 * gets in; the console reads it and never writes it.
 */
final class TokenStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String profile;
    private final Path path;
    private final AtomicFile file;

    TokenStore(String profile, Path path) {
        this.profile = profile;
        this.path = path;
        this.file = new AtomicFile(path);
    }

    /** Where the product's command keeps it (clasp-cli 4.5.0, token.rs). */
    static Path usual(Environment environment) {
        String system = System.getProperty("os.name", "");
        String appData = environment.variable("APPDATA");
        if (system.startsWith("Windows") && appData != null) {
            return Path.of(appData, "clasp", "tokens.json");
        }
        if (system.startsWith("Mac")) {
            return environment.home().resolve("Library/Application Support/clasp/tokens.json");
        }
        String config = environment.variable("XDG_CONFIG_HOME");
        Path folder = config == null ? environment.home().resolve(".config") : Path.of(config);
        return folder.resolve("clasp/tokens.json");
    }

    /** Its rows; none if there is no such file. */
    Enforcement.Roll read() {
        List<Listed<Grant>> grants = new ArrayList<>();
        List<Problem> notes = new ArrayList<>();
        int leftOut = 0;
        try {
            AtomicFile.Content content = file.read();
            JsonNode root = content.bytes().length == 0 ? JSON.createObjectNode() : JSON.readTree(content.bytes());
            if (!root.isObject()) {
                throw new IOException("no object");
            }
            for (String section : List.of("tokens", "routers")) {
                for (Map.Entry<String, JsonNode> entry : root.path(section).properties()) {
                    Optional<DeviceGrant> grant = row(section, entry.getKey(), entry.getValue());
                    grant.ifPresent(row -> grants.add(new Listed<>(
                            row, path.toString(), Map.of(Feature.REMOVE_DEVICE, Phrase.of("clasp.absent.store")))));
                    leftOut += grant.isPresent() ? 0 : 1;
                }
            }
        } catch (JacksonException e) {
            // What Jackson says of a place may quote the content.
            notes.add(new Problem.Malformed(path.toString(), "line " + line(e)));
        } catch (IOException e) {
            notes.add(StoreProblems.of(e, path));
        }
        if (leftOut > 0) {
            notes.add(new Problem.LeftOut(path.toString(), leftOut));
        }
        return new Enforcement.Roll(grants, notes);
    }

    private static int line(JacksonException e) {
        return e.getLocation() == null ? 0 : e.getLocation().getLineNr();
    }

    private Optional<DeviceGrant> row(String section, String key, JsonNode value) {
        boolean made = section.equals("tokens");
        String token = value.path("token").asString(made ? key : "");
        if (!value.isObject() || token.isBlank()) {
            return Optional.empty();
        }
        Optional<CapabilityToken> capability = CapabilityToken.read(token);
        List<Scope> scopes = new ArrayList<>();
        value.path("scopes").forEach(scope -> Scope.parse(scope.asString("")).ifPresent(scopes::add));
        Instant end = capability.map(CapabilityToken::expiresAt).orElseGet(() -> seconds(value.path("expires_at")));
        String name =
                made ? value.path("subject").asString("") : value.path("name").asString(key);
        return Optional.of(new DeviceGrant(
                new SubjectKey(profile, "", "", "token-" + TokenLines.hash(token)),
                "",
                Name.of(name),
                Kind.CLIENT,
                capability
                        .map(CapabilityToken::permissions)
                        .orElseGet(() -> new Permissions(scopes))
                        .access(),
                List.of(),
                new Client(
                        "",
                        sort(token),
                        "",
                        end == null ? "" : "until " + end,
                        made ? "" : Name.of(key).text()),
                List.of(new Origin(Origin.Type.CONFIG, path + ", " + section)),
                made
                        ? seconds(value.path("created_at"))
                        : time(value.path("paired_at").asString("")),
                null,
                Presence.UNKNOWN,
                ""));
    }

    /** The beginning that tells what sort of token it is. */
    private static String sort(String token) {
        int end = token.indexOf('_');
        String start = end < 0 ? "" : token.substring(0, end);
        return List.of("cap", "cpsk", "ent").contains(start) ? start + "_" : token.startsWith("eyJ") ? "JWT" : "";
    }

    private static @Nullable Instant seconds(JsonNode node) {
        boolean sensible = node.isIntegralNumber()
                && node.canConvertToLong()
                && node.asLong() > 0
                && node.asLong() < Instant.MAX.getEpochSecond();
        return sensible ? Instant.ofEpochSecond(node.asLong()) : null;
    }

    private static @Nullable Instant time(String text) {
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeException _) {
            return null;
        }
    }
}
