package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Phrase;
import org.jspecify.annotations.Nullable;

/** What it means that a gateway made no setup code. It gives no codes for that, so its words decide (OpenClaw 2026.7.1, 2026.9.6). */
final class SetupErrors {
    private SetupErrors() {}

    /** What {@code words} mean, or null if they mean what they say. */
    static @Nullable Problem of(String words) {
        if (words.contains("only bound to loopback")) {
            return particular(Phrase.of("openclaw.setup.loopback"), Phrase.of("openclaw.setup.loopback.remedy"), words);
        }
        if (words.contains("no private LAN IP")
                || words.contains("no tailnet IP")
                || words.contains("customBindHost")) {
            return particular(
                    Phrase.of("openclaw.setup.no-address"), Phrase.of("openclaw.setup.no-address.remedy"), words);
        }
        if (words.contains("require a secure gateway URL")) {
            return particular(Phrase.of("openclaw.setup.insecure"), Phrase.of("openclaw.setup.insecure.remedy"), words);
        }
        if (words.contains("publicUrl is invalid") || words.contains("pairing URL is invalid")) {
            return badUrl();
        }
        if (words.contains("remote.url is invalid")) {
            return particular(
                    Phrase.of("openclaw.setup.bad-remote"), Phrase.of("openclaw.setup.bad-remote.remedy"), words);
        }
        if (words.contains("MagicDNS")) {
            return particular(
                    Phrase.of("openclaw.setup.tailscale"), Phrase.of("openclaw.setup.tailscale.remedy"), words);
        }
        if (words.contains("auth is not configured")
                || words.contains("Gateway auth is set to")
                || words.contains("requires gateway.auth.mode")) {
            return particular(Phrase.of("openclaw.setup.no-auth"), Phrase.of("openclaw.setup.no-auth.remedy"), words);
        }
        return null;
    }

    /** What was entered is no address of a gateway. */
    static Problem badUrl() {
        return new Problem.Particular(
                Phrase.of("openclaw.setup.bad-url"), Phrase.of("openclaw.setup.bad-url.remedy"), null);
    }

    private static Problem particular(Phrase sentence, Phrase remedy, String words) {
        return new Problem.Particular(sentence, remedy, words);
    }
}
