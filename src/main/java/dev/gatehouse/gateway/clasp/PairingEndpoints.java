package dev.gatehouse.gateway.clasp;

import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.clasp.Waiting.State;
import dev.gatehouse.gateway.clasp.Waiting.Told;
import dev.gatehouse.pairing.Name;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What can be asked of the pairing service over HTTP; docs/clasp-pairing.md describes it. It answers to its own address
 * alone, so that a foreign name that leads here (DNS rebinding) opens nothing, and changes nothing for other sites' pages.
 */
final class PairingEndpoints implements PairingListener.Handler {
    /** How long a poll waits at most. */
    static final Duration LONG_POLL = Duration.ofSeconds(25);

    /** How far the clock of a client with its own key may be off. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    private static final Pattern REQUEST = Pattern.compile("/pair/([A-Za-z0-9_-]{22})(/pin)?");
    private static final Pattern KNOWN = Pattern.compile("v=([0-9]{1,18})");
    private static final Pattern PIN = Pattern.compile("[0-9]{1,32}");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PairingService service;
    private final PairingPage page;
    private final Terms terms;
    private final InstantSource clock;

    /** What holds at the moment. */
    interface Terms {
        /** The settings in force. */
        PairingSettings settings();

        /** The rules in force. */
        PairingRules rules();

        /** The address of the router as clients know it, may be empty. */
        String router();

        /** Where this service is reached ({@code host:port}), in every spelling that leads here. */
        Set<String> authorities();

        /** {@code http} or {@code https}. */
        String scheme();

        /** Whether clients prove themselves by a key, and may bring their own. */
        boolean ownKeys();
    }

    PairingEndpoints(PairingService service, PairingPage page, Terms terms, InstantSource clock) {
        this.service = service;
        this.page = page;
        this.terms = terms;
        this.clock = clock;
    }

    @Override
    public WebAnswer answer(WebRequest request) throws InterruptedException {
        String host = request.header("host").orElse("").toLowerCase(Locale.ROOT);
        if (!terms.authorities().contains(host)) {
            return WebAnswer.bare(421);
        }
        if (foreign(request, host)) {
            return WebAnswer.bare(403);
        }
        Matcher poll = REQUEST.matcher(request.path());
        return switch (request.method()) {
            case "GET", "HEAD" ->
                poll.matches() && poll.group(2) == null
                        ? poll(request, poll.group(1))
                        : page.part(request.path()).orElseGet(() -> WebAnswer.bare(404));
            case "POST" -> {
                if (!request.header("content-type")
                        .orElse("")
                        .toLowerCase(Locale.ROOT)
                        .startsWith(WebAnswer.JSON)) {
                    // Another site's page can send forms and plain text without asking, but no JSON.
                    yield WebAnswer.bare(415);
                }
                if (request.path().equals("/pair")) {
                    yield ask(request);
                }
                yield poll.matches() && poll.group(2) != null ? enter(request, poll.group(1)) : WebAnswer.bare(404);
            }
            default -> WebAnswer.bare(405);
        };
    }

    /** Whether a page of another site asks. Programs send neither header. */
    private boolean foreign(WebRequest request, String host) {
        String own = terms.scheme() + "://" + host;
        boolean otherOrigin = request.header("origin")
                .filter(origin -> !origin.toLowerCase(Locale.ROOT).equals(own))
                .isPresent();
        // To follow a link to the page itself is allowed from anywhere.
        boolean otherSite = request.header("sec-fetch-site")
                        .filter(site -> !site.equals("same-origin") && !site.equals("none"))
                        .isPresent()
                && !(request.method().equals("GET") && request.path().equals("/"));
        return otherOrigin || otherSite;
    }

    private WebAnswer ask(WebRequest request) {
        JsonNode body = json(request);
        if (body == null || !body.path("name").isString()) {
            return WebAnswer.bare(400);
        }
        Name name = Name.of(body.path("name").asString());
        if (name.text().isBlank()) {
            return WebAnswer.bare(400);
        }
        String program = Name.of(request.header("user-agent").orElse("")).text();
        Secret code =
                body.path("code").isString() ? new Secret(body.path("code").asString()) : null;
        PairingAsk ask;
        if (body.has("publicKey")) {
            Optional<byte[]> key = ownKey(body);
            if (key.isEmpty() || !terms.ownKeys()) {
                return WebAnswer.bare(400);
            }
            ask = new PairingAsk(name, program, request.from(), key.get(), null, code);
        } else {
            ask = PairingAsk.keyless(name, program, request.from(), code);
        }
        return switch (service.ask(ask, terms.settings(), terms.rules())) {
            case Asked.Refused(var why, var reason) -> refused(PairingTexts.of(why), reason);
            case Asked.Waits(var ticket, var told) -> {
                ObjectNode answer = told(told);
                answer.put("pairingId", ticket.value());
                answer.put("expiresIn", told.secondsLeft());
                yield WebAnswer.json(202, answer.toString());
            }
        };
    }

    /**
     * The key that the client brings, if it has shown that it has the private half: a public key is known to others, and an
     * approval would change what its owner may do.
     */
    private Optional<byte[]> ownKey(JsonNode body) {
        String hex = body.path("publicKey").asString("").toLowerCase(Locale.ROOT);
        Optional<byte[]> key = EntityKey.parse(hex);
        String signature = body.path("signature").asString("");
        JsonNode at = body.path("at");
        if (key.isEmpty()
                || !signature.matches("[0-9a-fA-F]{128}")
                || !at.isIntegralNumber()
                || !at.canConvertToLong()) {
            return Optional.empty();
        }
        long apart = Math.abs(clock.instant().getEpochSecond() - at.asLong());
        byte[] signed = proof(hex, at.asLong()).getBytes(StandardCharsets.UTF_8);
        boolean proven = apart <= CLOCKS_APART.toSeconds()
                && EntityKey.signed(key.get(), signed, HexFormat.of().parseHex(signature));
        return proven ? key : Optional.empty();
    }

    /** What a client with its own key signs, to show that it has it. */
    static String proof(String publicHex, long epochSecond) {
        return "clasp-pair:1 " + publicHex + " " + epochSecond;
    }

    private WebAnswer enter(WebRequest request, String ticket) {
        JsonNode body = json(request);
        String pin = body == null ? "" : body.path("pin").asString("").replaceAll("[\\s-]", "");
        if (!PIN.matcher(pin).matches()) {
            return WebAnswer.bare(400);
        }
        Tried tried = service.enter(ticket, pin, request.from());
        return tried == Tried.RIGHT
                ? WebAnswer.json(
                        200, JSON.createObjectNode().put("status", "entered").toString())
                : refused(PairingTexts.of(tried), "");
    }

    private WebAnswer poll(WebRequest request, String ticket) throws InterruptedException {
        Matcher known = KNOWN.matcher(request.query());
        // A HEAD would take a token and not show it.
        if (request.method().equals("HEAD")) {
            return WebAnswer.bare(405);
        }
        long version = known.matches() ? Long.parseLong(known.group(1)) : -1;
        return service.await(ticket, version, LONG_POLL)
                .map(told -> WebAnswer.json(200, told(told).toString()))
                .orElseGet(() -> refused(PairingTexts.of(Tried.UNKNOWN), ""));
    }

    private ObjectNode told(Told told) {
        ObjectNode answer = JSON.createObjectNode();
        State state = told.state().open() ? State.PENDING : told.state();
        answer.put("status", state.name().toLowerCase(Locale.ROOT));
        answer.put("version", told.version());
        answer.put("entity", told.entity());
        if (state == State.PENDING) {
            answer.put("secondsLeft", told.secondsLeft());
            answer.put("triesLeft", told.triesLeft());
            answer.put("entered", told.entered());
            answer.put("digits", terms.settings().pinLength());
        } else if (state == State.APPROVED) {
            answer.set("read", JSON.valueToTree(told.granted().patterns(Scope.Action.READ)));
            answer.set("write", JSON.valueToTree(told.granted().patterns(Scope.Action.WRITE)));
            answer.put("taken", told.taken());
            if (!terms.router().isEmpty()) {
                answer.put("router", terms.router());
            }
            Secret token = told.token();
            if (token != null) {
                answer.put("token", token.value());
            }
        } else {
            explain(answer, PairingTexts.of(state), told.reason());
        }
        return answer;
    }

    private static WebAnswer refused(PairingTexts texts, String reason) {
        ObjectNode answer = JSON.createObjectNode();
        explain(answer, texts, reason);
        return WebAnswer.json(texts.status(), answer.toString());
    }

    private static void explain(ObjectNode answer, PairingTexts texts, String reason) {
        answer.put("error", texts.code());
        answer.put("message", texts.text());
        answer.put("remedy", texts.remedy());
        if (!reason.isEmpty()) {
            answer.put("reason", reason);
        }
    }

    private static @Nullable JsonNode json(WebRequest request) {
        try {
            JsonNode body = JSON.readTree(request.text());
            return body.isObject() ? body : null;
        } catch (JacksonException _) {
            return null;
        }
    }
}
