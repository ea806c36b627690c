package dev.gatehouse.gateway;

import dev.gatehouse.pairing.Phrase;
import java.time.Duration;

/** What can go wrong on the way to a gateway, or when it is asked. Texts of the gateway's own are made safe to show. */
public sealed interface LinkProblem extends Problem {
    @Override
    default Phrase remedy() {
        return new Phrase(sentence().key() + ".remedy", sentence().args());
    }

    /**
     * Nobody listens there: the gateway does not run, or at another port.
     *
     * @param address where it was tried
     */
    record Refused(String address) implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.refused", address);
        }
    }

    /**
     * The host has no address, or no way leads there.
     *
     * @param address where it was tried
     */
    record Unreachable(String address) implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.unreachable", address);
        }
    }

    /**
     * It accepts connections and then says nothing.
     *
     * @param address where
     * @param limit how long was waited
     */
    record Mute(String address, Duration limit) implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.mute", address, limit.toSeconds());
        }
    }

    /**
     * Something else answers there, or something in between.
     *
     * @param address where
     * @param status the HTTP status, or 0
     */
    record Foreign(String address, int status) implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.foreign", address);
        }

        @Override
        public boolean halts() {
            return true;
        }
    }

    /**
     * The connection would be in clear text to another computer.
     *
     * @param host the other computer
     */
    record PlainText(String host) implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.plain-text", host);
        }

        @Override
        public boolean halts() {
            return true;
        }
    }

    /**
     * The connection broke.
     *
     * @param address where
     * @param detail what the system says
     */
    record Dropped(String address, String detail) implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.dropped", address);
        }
    }

    /**
     * It sent a message larger than any that it may send.
     *
     * @param address where
     * @param limit the most that is read, in bytes
     */
    record TooMuch(String address, long limit) implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.too-much", address, limit >> 20);
        }
    }

    /**
     * It sent what makes no sense.
     *
     * @param address where
     * @param detail what does not make sense, without content
     */
    record Garbled(String address, String detail) implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.garbled", address);
        }
    }

    /**
     * The gateway ended the connection for a reason of its own.
     *
     * @param address where
     * @param code the close code
     * @param reason the gateway's words, made safe
     */
    record Ended(String address, int code, String reason) implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.ended", address, Integer.toString(code), reason);
        }
    }

    /**
     * A secret is missing or not accepted, in the words of the product.
     *
     * @param field the key of its {@link FormField}
     * @param line how a line of the product's own settings begins behind which a new secret would help; empty where none
     *     would
     * @param sentence what went wrong
     * @param remedy the one thing to do about it
     */
    record SecretWanted(String field, String line, Phrase sentence, Phrase remedy) implements LinkProblem {
        /** A new secret would not help. */
        public SecretWanted(String field, Phrase sentence, Phrase remedy) {
            this(field, "", sentence, remedy);
        }

        @Override
        public boolean halts() {
            return true;
        }
    }

    /**
     * It answers a request with an error of its own.
     *
     * @param address where
     * @param status the HTTP status
     */
    record ServerError(String address, int status) implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.server-error", address, Integer.toString(status));
        }
    }

    /**
     * It was asked too often and answers again after a while.
     *
     * @param address where
     * @param pause how long it is left alone
     */
    record Throttled(String address, Duration pause) implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.throttled", address, pause.toSeconds());
        }

        @Override
        public Duration leaveAlone() {
            return pause;
        }
    }

    /**
     * It sends whoever asks to another place. Nothing was sent there.
     *
     * @param address where
     * @param to where to, made safe
     */
    record Redirected(String address, String to) implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.redirected", address, to);
        }

        @Override
        public boolean halts() {
            return true;
        }
    }

    /** The gateway is starting. */
    record Starting() implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.starting");
        }
    }

    /** The gateway is stopping or restarting. */
    record Restarting() implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.restarting");
        }
    }

    /** The gateway gave this console up as too slow a reader. */
    record TooSlow() implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.too-slow");
        }
    }

    /** The gateway has removed this console as a device, or revoked its token. */
    record Removed() implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.removed");
        }

        @Override
        public boolean halts() {
            return true;
        }
    }

    /** The gateway's own token or password was changed. */
    record SecretsChanged() implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.secrets-changed");
        }
    }

    /**
     * The gateway wants a token or password, and the console has none.
     *
     * @param kind {@code token} or {@code password}
     */
    record NoSecret(String kind) implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.no-secret", kind);
        }

        @Override
        public boolean halts() {
            return true;
        }
    }

    /**
     * The config says where the token is, and the console cannot get it from there.
     *
     * @param place the setting that refers to it
     * @param source where it refers to
     */
    record SecretElsewhere(String place, String source) implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.secret-elsewhere", place, source);
        }

        @Override
        public boolean halts() {
            return true;
        }
    }

    /**
     * The gateway does not accept the token or password.
     *
     * @param kind {@code token} or {@code password}
     */
    record WrongSecret(String kind) implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.wrong-secret", kind);
        }

        @Override
        public boolean halts() {
            return true;
        }
    }

    /** The gateway does not accept the token that it gave to this console. */
    record DeviceTokenRefused() implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.device-token-refused");
        }

        @Override
        public boolean halts() {
            return true;
        }
    }

    /** A setup token was used before, or has ended. */
    record SetupTokenRefused() implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.setup-token-refused");
        }

        @Override
        public boolean halts() {
            return true;
        }
    }

    /** The gateway wants the console to prove itself as a device. */
    record DeviceRequired() implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.device-required");
        }

        @Override
        public boolean halts() {
            return true;
        }
    }

    /**
     * The gateway does not accept how the console proves itself.
     *
     * @param detail the gateway's code for it
     */
    record IdentityRefused(String detail) implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.identity-refused", detail);
        }

        @Override
        public boolean halts() {
            return true;
        }
    }

    /** The clocks here and there are too far apart for a signature to be accepted. */
    record ClockApart() implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.clock-apart");
        }

        @Override
        public boolean halts() {
            return true;
        }
    }

    /**
     * The console has asked to join as a device, and waits for approval.
     *
     * @param name the name under which the console asks
     * @param request the gateway's id of the console's request, may be empty
     * @param reason the gateway's word: {@code not-paired}, {@code scope-upgrade} …
     */
    record PairingRequired(String name, String request, String reason) implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.pairing-required", name, request);
        }
    }

    /**
     * The connection lacks a scope for what was asked.
     *
     * @param scope the scope that is needed
     */
    record ScopeMissing(String scope) implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.scope-missing", scope);
        }
    }

    /**
     * Too many failed attempts from this address.
     *
     * @param lockout how long the gateway wants no attempt, or zero if it does not tell
     */
    record LockedOut(Duration lockout) implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.locked-out", lockout.toSeconds());
        }

        @Override
        public boolean halts() {
            return true;
        }
    }

    /**
     * The gateway speaks another version of the protocol.
     *
     * @param versions what the gateway expects
     */
    record Protocol(String versions) implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.protocol", versions);
        }

        @Override
        public boolean halts() {
            return true;
        }
    }

    /**
     * This version of the gateway does not know the call.
     *
     * @param call the call
     */
    record Unsupported(String call) implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.unsupported", call);
        }
    }

    /**
     * The gateway does not accept what the console sent.
     *
     * @param call the call
     * @param detail the gateway's words, made safe
     */
    record Misunderstood(String call, String detail) implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.misunderstood", call);
        }
    }

    /** The gateway refuses to let this connection approve or manage that device. */
    record ApprovalDenied() implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.approval-denied");
        }
    }

    /**
     * A call got no answer in time.
     *
     * @param call the call
     * @param limit how long was waited
     */
    record NoAnswer(String call, Duration limit) implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.no-answer", call, limit.toSeconds());
        }
    }

    /**
     * The gateway reports an error that the console has no words for.
     *
     * @param call the call
     * @param detail the gateway's code and words, made safe
     */
    record Failed(String call, String detail) implements LinkProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.gateway-failed", call, detail);
        }
    }

    /**
     * The certificate there is vouched for neither by the system nor by the operator.
     *
     * @param address where
     * @param fingerprint SHA-256 of the certificate there, hex in pairs with colons
     * @param expected the one that the operator has pinned, or empty
     */
    record Untrusted(String address, String fingerprint, String expected) implements LinkProblem {
        @Override
        public Phrase sentence() {
            return expected.isEmpty()
                    ? Phrase.of("problem.untrusted", address, fingerprint)
                    : Phrase.of("problem.untrusted-changed", address, fingerprint, expected);
        }

        @Override
        public boolean halts() {
            return true;
        }
    }
}
