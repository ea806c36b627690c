package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.io.Messages;
import dev.gatehouse.io.NetworkFault;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the console introduces itself: the gateway sends a challenge, the console answers with {@code connect}, the gateway
 * says hello or why not (OpenClaw 2026.9.6, connect; Fased 0.1.76 with protocol 3).
 *
 * @param console what it says of itself
 * @param credential by what it is let in
 * @param identity the device it proves to be, or null for a connection without one
 * @param scopes what it wants to be allowed
 * @param problems what refusals mean
 * @param time the time here
 */
record LiveHandshake(
        LiveConsole console,
        LiveCredential credential,
        @Nullable DeviceIdentity identity,
        LiveScopes scopes,
        LiveProblems problems,
        LiveTime time) {
    /** The gateway itself gives up after 15 s. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    private static final int FIRST_PROTOCOL = 3;
    private static final int LAST_PROTOCOL = 4;
    private static final String ID = "connect";

    /** What the gateway has signed, before it knows anybody. */
    private record Challenge(String nonce, Instant sentAt, Instant heardAt) {}

    /** The forms of what is signed. */
    enum Form {
        /** With the platform and the sort of device. */
        V3("v3"),
        /** Without. */
        V2("v2");

        private final String mark;

        Form(String mark) {
            this.mark = mark;
        }
    }

    /**
     * Introduces the console on {@code messages}, on which nothing was said yet.
     *
     * @throws GatewayException why it was not let in; the connection is then of no more use
     */
    LiveHello shake(Messages messages, Form form) throws GatewayException {
        long end = time.nanos().getAsLong() + LIMIT.toNanos();
        try {
            Challenge challenge = challenge(messages, end);
            messages.send(LiveFrames.call(ID, LiveProblems.CONNECT, params(challenge, form)));
            return hello(messages, end, challenge);
        } catch (NetworkFault.Silent _) {
            throw new GatewayException(new LinkProblem.Mute(problems.address(), LIMIT));
        } catch (NetworkFault e) {
            throw new GatewayException(problems.of(e), e);
        } catch (LiveFrames.Bad e) {
            throw new GatewayException(problems.garbled(e.where()), e);
        }
    }

    private Challenge challenge(Messages messages, long end) throws NetworkFault, LiveFrames.Bad {
        while (true) {
            LiveFrame frame = LiveFrames.read(messages.receive(rest(end)));
            if (frame instanceof LiveFrame.Event event && event.name().equals("connect.challenge")) {
                JsonNode nonce = event.payload().path("nonce");
                if (!nonce.isString() || nonce.stringValue().isBlank()) {
                    throw new LiveFrames.Bad("connect.challenge: nonce");
                }
                Instant heard = time.clock().instant();
                return new Challenge(nonce.stringValue(), sentAt(event.payload(), heard), heard);
            }
        }
    }

    /** The gateway's clock, by which it judges a signature's age; an older gateway does not tell it. */
    private static Instant sentAt(ObjectNode challenge, Instant heard) throws LiveFrames.Bad {
        try {
            Instant told = new Entry(challenge).millis("ts");
            return told == null ? heard : told;
        } catch (Entry.Bad | DateTimeException _) {
            throw new LiveFrames.Bad("connect.challenge: ts");
        }
    }

    private LiveHello hello(Messages messages, long end, Challenge challenge)
            throws NetworkFault, LiveFrames.Bad, GatewayException {
        while (true) {
            LiveFrame frame = LiveFrames.read(messages.receive(rest(end)));
            if (frame instanceof LiveFrame.Answer answer && answer.id().equals(ID)) {
                LiveError refusal = answer.refusal();
                if (refusal != null) {
                    throw new GatewayException(problems.of(LiveProblems.CONNECT, refusal));
                }
                try {
                    return LiveHello.of(
                            answer.result(),
                            scopes,
                            identity == null ? "" : identity.id(),
                            credential instanceof LiveCredential.DeviceToken,
                            Duration.between(challenge.heardAt(), challenge.sentAt()));
                } catch (LiveHello.Bad e) {
                    throw new GatewayException(problems.garbled("hello-ok: " + e.getMessage()), e);
                }
            }
        }
    }

    private Duration rest(long end) throws NetworkFault.Silent {
        long rest = end - time.nanos().getAsLong();
        if (rest <= 0) {
            throw new NetworkFault.Silent(LIMIT);
        }
        return Duration.ofNanos(rest);
    }

    private ObjectNode params(Challenge challenge, Form form) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        ObjectNode params = json.objectNode().put("minProtocol", FIRST_PROTOCOL).put("maxProtocol", LAST_PROTOCOL);
        params.putObject("client")
                .put("id", LiveConsole.CLIENT)
                .put("displayName", console.name())
                .put("version", console.version())
                .put("platform", LiveConsole.PLATFORM)
                .put("mode", LiveConsole.MODE);
        params.put("role", LiveConsole.ROLE);
        ArrayNode wanted = params.putArray("scopes");
        scopes.names().forEach(wanted::add);
        params.putArray("caps");
        ObjectNode auth = credential.auth();
        if (!auth.isEmpty()) {
            params.set("auth", auth);
        }
        if (identity != null) {
            params.putObject("device")
                    .put("id", identity.id())
                    .put("publicKey", identity.publicKey())
                    .put("signature", identity.sign(signed(identity, challenge, form)))
                    .put("signedAt", challenge.sentAt().toEpochMilli())
                    .put("nonce", challenge.nonce());
        }
        return params;
    }

    private String signed(DeviceIdentity device, Challenge challenge, Form form) {
        String text = String.join(
                "|",
                form.mark,
                device.id(),
                LiveConsole.CLIENT,
                LiveConsole.MODE,
                LiveConsole.ROLE,
                String.join(",", scopes.names()),
                Long.toString(challenge.sentAt().toEpochMilli()),
                credential.signed(),
                challenge.nonce());
        return switch (form) {
            case V3 -> String.join("|", text, LiveConsole.PLATFORM.toLowerCase(Locale.ROOT), "");
            case V2 -> text;
        };
    }
}
