package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.io.Address;
import dev.gatehouse.pairing.Phrase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * How a gateway of this computer is reached and what it wants to hear, as its config and the environment say (OpenClaw
 * 2026.9.6, gateway configuration and secrets). Secrets are read where the product keeps them, and kept nowhere else.
 *
 * @param config its config
 * @param environment this computer
 */
record LocalSetup(Config config, Environment environment) {
    /** The port of both products where nothing says otherwise. */
    static final int PORT = 18789;

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_][A-Z0-9_]*)}");
    private static final long LARGEST_DOTENV = 1 << 20;

    /** Without what it reads, some of which is secret. */
    @Override
    public String toString() {
        return "LocalSetup[" + config.paths().state() + "]";
    }

    /**
     * A credential, and where it was found.
     *
     * @param credential the credential
     * @param where for the operator
     */
    record Found(LiveCredential credential, Phrase where) {}

    /** Where the gateway listens on this computer. */
    Address address() {
        boolean secure = gateway().path("tls").path("enabled").asBoolean(false);
        return new Address(secure, "127.0.0.1", port(), "/");
    }

    private int port() {
        String variable = environment.variable(prefix() + "GATEWAY_PORT");
        if (variable != null && variable.matches("\\d{1,5}")) {
            return valid(Integer.parseInt(variable));
        }
        JsonNode port = gateway().path("port");
        if (port.isIntegralNumber() && port.canConvertToInt()) {
            return valid(port.intValue());
        }
        String text = port.isString() ? filledIn(port.stringValue()) : "";
        return text.matches("\\d{1,5}") ? valid(Integer.parseInt(text)) : PORT;
    }

    private static int valid(int port) {
        return port > 0 && port <= 65535 ? port : PORT;
    }

    /**
     * What the gateway wants to hear.
     *
     * @throws GatewayException if it wants a secret that is not to be had from here
     */
    Found credential() throws GatewayException {
        String mode = gateway().path("auth").path("mode").asString("");
        return switch (mode) {
            case "none" -> new Found(new LiveCredential.None(), Phrase.of("openclaw.secret.none"));
            case "password" -> required("password");
            case "token" -> required("token");
            default -> {
                Found token = optional("token");
                Found password = token == null ? optional("password") : null;
                yield token != null ? token : password != null ? password : required("token");
            }
        };
    }

    private Found required(String kind) throws GatewayException {
        Found found = optional(kind);
        if (found == null) {
            throw new GatewayException(new LinkProblem.NoSecret(kind));
        }
        return found;
    }

    private @Nullable Found optional(String kind) throws GatewayException {
        String name = prefix() + "GATEWAY_" + (kind.equals("token") ? "TOKEN" : "PASSWORD");
        String variable = variable(name);
        if (variable != null) {
            return found(kind, variable, Phrase.of("openclaw.secret.variable", name));
        }
        JsonNode setting = gateway().path("auth").path(kind);
        String place = config.paths().shown(config.paths().config()) + ": gateway.auth." + kind;
        if (setting.isObject()) {
            return referred(kind, setting, place);
        }
        String text = setting.isString() ? filledIn(setting.stringValue()).strip() : "";
        Matcher open = VARIABLE.matcher(text);
        if (open.find()) {
            throw new GatewayException(new LinkProblem.SecretElsewhere(place, open.group()));
        }
        return text.isEmpty() ? null : found(kind, text, Phrase.of("openclaw.secret.config", place));
    }

    /** A secret that the config only refers to: {@code {source, provider, id}}. */
    private Found referred(String kind, JsonNode reference, String place) throws GatewayException {
        String source = reference.path("source").asString("");
        String id = reference.path("id").asString("");
        String variable = source.equals("env") ? variable(id) : null;
        if (variable == null) {
            Problem elsewhere = new LinkProblem.SecretElsewhere(place, Plain.text(source + " " + id));
            throw new GatewayException(elsewhere);
        }
        return found(kind, variable, Phrase.of("openclaw.secret.variable", Plain.text(id)));
    }

    private static Found found(String kind, String text, Phrase where) {
        Secret secret = new Secret(text);
        return new Found(
                kind.equals("token") ? new LiveCredential.Token(secret) : new LiveCredential.Password(secret), where);
    }

    private String filledIn(String text) {
        return VARIABLE.matcher(text).replaceAll(match -> {
            String value = variable(match.group(1));
            return Matcher.quoteReplacement(value == null ? match.group() : value);
        });
    }

    /** A variable as the gateway sees it: of the system, of its config, of the file beside its config. */
    private @Nullable String variable(String name) {
        String system = environment.variable(name);
        if (system != null) {
            return system;
        }
        JsonNode block = root().path("env");
        String configured =
                block.path("vars").path(name).asString(block.path(name).asString(""));
        return configured.isBlank() ? dotenv(name) : configured.strip();
    }

    private @Nullable String dotenv(String name) {
        Path file = config.paths().state().resolve(".env");
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_DOTENV) {
                return null;
            }
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            Matcher line = Pattern.compile("(?m)^\\s*(?:export\\s+)?" + Pattern.quote(name) + "\\s*=\\s*(.*?)\\s*$")
                    .matcher(text);
            return line.find() ? unquoted(line.group(1)) : null;
        } catch (IOException _) {
            // Who may not read it does not know the variable.
            return null;
        }
    }

    private static @Nullable String unquoted(String value) {
        String plain = value.matches("\"[^\"]*\"|'[^']*'") ? value.substring(1, value.length() - 1) : value;
        return plain.isBlank() ? null : plain;
    }

    private String prefix() {
        return config.paths().dialect().prefix();
    }

    private JsonNode gateway() {
        return root().path("gateway");
    }

    private JsonNode root() {
        JsonNode root = config.root();
        return root == null ? MissingNode.getInstance() : root;
    }
}
