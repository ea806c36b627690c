package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.CodeContents;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SetupCode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what is in a setup code. */
final class SetupReader {
    private SetupReader() {}

    /** What is in {@code code}; empty if its text is not there any more, or is none of these products'. */
    static Optional<CodeContents> contents(IssuedCode code) {
        return code.text() instanceof SetupCode text
                ? SetupPayload.read(text).map(payload -> contents(code, payload))
                : Optional.empty();
    }

    private static CodeContents contents(IssuedCode code, SetupPayload payload) {
        boolean once = payload.sort() == SetupPayload.Sort.BOOTSTRAP;
        return new CodeContents(
                payload.urls().stream().map(Plain::text).toList(),
                payload.urls().stream().allMatch(url -> url.startsWith("wss:")),
                switch (payload.sort()) {
                    case BOOTSTRAP -> Phrase.of("openclaw.code.token.bootstrap");
                    case TOKEN -> Phrase.of("openclaw.code.token.token");
                    case PASSWORD -> Phrase.of("openclaw.code.token.password");
                },
                once ? Phrase.of("openclaw.code.who.once") : Phrase.of("openclaw.code.who.always"),
                payload.expiresAt() == null ? code.expiresAt() : payload.expiresAt(),
                (once ? SetupAccess.of(code) : SetupAccess.PERMANENT).grants(),
                warnings(payload));
    }

    private static List<Phrase> warnings(SetupPayload payload) {
        Set<Phrase> warnings = new LinkedHashSet<>();
        if (payload.sort() != SetupPayload.Sort.BOOTSTRAP) {
            warnings.add(Phrase.of("openclaw.code.warn.permanent"));
        }
        payload.urls()
                .forEach(url -> SetupUrl.of(url)
                        .ifPresentOrElse(
                                good -> warn(good, warnings),
                                () -> warnings.add(Phrase.of("openclaw.code.warn.bad-url"))));
        return List.copyOf(warnings);
    }

    private static void warn(SetupUrl url, Set<Phrase> warnings) {
        if (url.open()) {
            warnings.add(Phrase.of("openclaw.code.warn.plain"));
        }
        if (url.leadsNowhere()) {
            warnings.add(Phrase.of("openclaw.code.warn.loopback"));
        } else if (url.refused()) {
            warnings.add(Phrase.of("openclaw.code.warn.refused"));
        }
    }
}
