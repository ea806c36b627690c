package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.LinkProblems;
import dev.gatehouse.io.NetworkFault;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a gateway's refusals and closings mean to the operator. The codes are those of OpenClaw 2026.9.6
 * (connect-error-details); where an older gateway or Fased sends none, its words decide.
 *
 * @param address where the gateway is
 * @param console the name under which the console asks to join
 */
record LiveProblems(String address, String console) {
    /** The call that opens a connection. */
    static final String CONNECT = "connect";

    /** The code of a signature that does not fit; also given when a gateway knows an older form of it alone. */
    static final String BAD_SIGNATURE = "DEVICE_AUTH_SIGNATURE_INVALID";

    /** How long a lockout lasts where the gateway does not tell (OpenClaw 2026.9.6, to who proves to be a device). */
    private static final Duration LOCKOUT = Duration.ofMinutes(5);

    private static final Pattern SCOPE = Pattern.compile("missing scope: (\\S{1,64})");
    private static final String UNKNOWN_METHOD = "unknown method";

    /** What it means that {@code call} was refused. */
    LinkProblem of(String call, LiveError error) {
        String code = error.detail().isEmpty() ? codeOf(call, error) : error.detail();
        return switch (code) {
            case "AUTH_TOKEN_MISMATCH" -> new LinkProblem.WrongSecret("token");
            case "AUTH_PASSWORD_MISMATCH" -> new LinkProblem.WrongSecret("password");
            case "AUTH_TOKEN_MISSING", "AUTH_REQUIRED" -> new LinkProblem.NoSecret("token");
            case "AUTH_PASSWORD_MISSING" -> new LinkProblem.NoSecret("password");
            case "AUTH_DEVICE_TOKEN_MISMATCH", "AUTH_SCOPE_MISMATCH" -> new LinkProblem.DeviceTokenRefused();
            case "AUTH_BOOTSTRAP_TOKEN_INVALID" -> new LinkProblem.SetupTokenRefused();
            case "AUTH_RATE_LIMITED" ->
                new LinkProblem.LockedOut(error.retryAfter().isZero() ? LOCKOUT : error.retryAfter());
            case "DEVICE_IDENTITY_REQUIRED", "CONTROL_UI_DEVICE_IDENTITY_REQUIRED" -> new LinkProblem.DeviceRequired();
            case "DEVICE_AUTH_SIGNATURE_EXPIRED" -> new LinkProblem.ClockApart();
            case "PAIRING_REQUIRED" ->
                new LinkProblem.PairingRequired(console, error.text("requestId"), error.text("reason"));
            case "MISSING_SCOPE" -> new LinkProblem.ScopeMissing(scope(error));
            case "PROTOCOL_MISMATCH" -> new LinkProblem.Protocol(protocol(error));
            case "UNKNOWN_METHOD" -> new LinkProblem.Unsupported(call);
            case "APPROVAL_DENIED" -> new LinkProblem.ApprovalDenied();
            case "STARTING" -> new LinkProblem.Starting();
            default -> {
                if (code.startsWith("DEVICE_AUTH_")) {
                    yield new LinkProblem.IdentityRefused(code);
                }
                if (code.startsWith("AUTH_")) {
                    yield new LinkProblem.IdentityRefused(error.words());
                }
                yield error.code().equals("INVALID_REQUEST") && error.message().startsWith("invalid ")
                        ? new LinkProblem.Misunderstood(call, error.message())
                        : new LinkProblem.Failed(call, error.words());
            }
        };
    }

    /** The code that a newer gateway would have given, or empty. */
    private static String codeOf(String call, LiveError error) {
        String words = error.message().toLowerCase(Locale.ROOT);
        if (SCOPE.matcher(words).find()) {
            return "MISSING_SCOPE";
        }
        if (words.startsWith(UNKNOWN_METHOD)) {
            return "UNKNOWN_METHOD";
        }
        if (words.endsWith(" denied")) {
            return "APPROVAL_DENIED";
        }
        if (error.code().equals("UNAVAILABLE")
                && (words.contains("starting") || error.text("reason").equals("startup-sidecars"))) {
            return "STARTING";
        }
        return call.equals(CONNECT) ? connectCode(words) : "";
    }

    private static String connectCode(String words) {
        if (words.startsWith("pairing required")) {
            return "PAIRING_REQUIRED";
        }
        if (words.startsWith("device identity required")) {
            return "DEVICE_IDENTITY_REQUIRED";
        }
        if (words.startsWith("device identity mismatch")) {
            return "DEVICE_AUTH_DEVICE_ID_MISMATCH";
        }
        if (words.startsWith("device signature expired")) {
            return "DEVICE_AUTH_SIGNATURE_EXPIRED";
        }
        if (words.startsWith("device signature")) {
            return BAD_SIGNATURE;
        }
        if (words.startsWith("device nonce")) {
            return "DEVICE_AUTH_NONCE_MISMATCH";
        }
        if (words.startsWith("protocol mismatch")) {
            return "PROTOCOL_MISMATCH";
        }
        if (words.contains("too many failed")) {
            return "AUTH_RATE_LIMITED";
        }
        if (!words.startsWith("unauthorized")) {
            return "";
        }
        if (words.contains("device token")) {
            return "AUTH_DEVICE_TOKEN_MISMATCH";
        }
        if (words.contains("setup code") || words.contains("bootstrap")) {
            return "AUTH_BOOTSTRAP_TOKEN_INVALID";
        }
        String secret = words.contains("password") ? "AUTH_PASSWORD_" : "AUTH_TOKEN_";
        if (words.contains("not configured")) {
            return secret + "NOT_CONFIGURED";
        }
        return secret + (words.contains("missing") ? "MISSING" : "MISMATCH");
    }

    private static String scope(LiveError error) {
        if (!error.text("missingScope").isEmpty()) {
            return error.text("missingScope");
        }
        Matcher named = SCOPE.matcher(error.message());
        return named.find() ? named.group(1) : "";
    }

    private static String protocol(LiveError error) {
        var expected = error.details().path("expectedProtocol");
        return expected.isIntegralNumber() ? Plain.text(expected.asString("")) : "";
    }

    /** What it means that the connection is of no more use, or that there is none. */
    LinkProblem of(NetworkFault fault) {
        return switch (fault) {
            case NetworkFault.Closed closed -> closed(closed, Plain.text(closed.reason()));
            // The gateway itself while it stops, and what stands before it while it is not there.
            case NetworkFault.Foreign foreign
            when foreign.status() >= 502 && foreign.status() <= 504 -> new LinkProblem.Restarting();
            default -> LinkProblems.of(fault, address);
        };
    }

    private LinkProblem closed(NetworkFault.Closed closed, String reason) {
        String words = reason.toLowerCase(Locale.ROOT);
        return switch (closed.code()) {
            case 1002 -> new LinkProblem.Protocol("");
            case 1008 -> policy(closed, words);
            case 1012 -> new LinkProblem.Restarting();
            case 1013 -> new LinkProblem.Starting();
            case 4001 ->
                switch (words) {
                    case "device removed" -> new LinkProblem.Removed();
                    case "gateway auth changed" -> new LinkProblem.SecretsChanged();
                    default -> LinkProblems.of(closed, address);
                };
            // 1000, 1006, 1009, 1011, 4000 and whatever comes
            default -> LinkProblems.of(closed, address);
        };
    }

    private LinkProblem policy(NetworkFault.Closed closed, String words) {
        if (words.startsWith("slow consumer") || words.startsWith("slow-consumer")) {
            return new LinkProblem.TooSlow();
        }
        String code = connectCode(words);
        // The reason is cut, so that an id in it may not be whole.
        return code.isEmpty()
                ? LinkProblems.of(closed, address)
                : of(CONNECT, new LiveError("", words, JsonNodeFactory.instance.objectNode(), Duration.ZERO));
    }

    /** What it means that the gateway sent what makes no sense; {@code where} that is. */
    LinkProblem garbled(String where) {
        return new LinkProblem.Garbled(address, where);
    }
}
