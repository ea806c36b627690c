package dev.gatehouse.gateway.clasp;

import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Client;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.PinRequest;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.SetupCode;
import dev.gatehouse.pairing.SubjectKey;
import java.util.List;
import java.util.Optional;

/** What the pairing service has, in the console's words. */
final class ClaspRows {
    /** The id of the offer of QR codes. */
    static final String QR = "qr";

    private final String profile;

    ClaspRows(String profile) {
        this.profile = profile;
    }

    /** A client that waits. */
    PinRequest request(Waiting waiting) {
        return new PinRequest(
                RequestKey.client(profile, waiting.entity(), waiting.publicKey()),
                waiting.id(),
                waiting.name(),
                waiting.permissions().access(),
                new Client("", "", waiting.program(), "", waiting.address()),
                new PairingCode(waiting.pin().value(), PairingCode.Direction.FROM_OPERATOR),
                waiting.wrong(),
                PairingService.TRIES,
                waiting.entered(),
                waiting.requestedAt(),
                waiting.requestedAt(),
                waiting.expiresAt());
    }

    /** A code of a QR picture; {@code url} is where the service is, or empty while it is closed. */
    IssuedCode code(OneTimeCodes.Code code, String url) {
        boolean open = code.state() == OneTimeCodes.State.OPEN && !url.isEmpty();
        return new IssuedCode(
                new IssuedCode.Key(profile, code.id()),
                QR,
                open ? new SetupCode(url + "#c=" + code.code().value()) : null,
                purpose(code.permissions()),
                code.issuedAt(),
                code.expiresAt(),
                state(code));
    }

    private IssuedCode.State state(OneTimeCodes.Code code) {
        return switch (code.state()) {
            case OPEN -> new IssuedCode.State.Open();
            case USED ->
                new IssuedCode.State.Used(
                        new SubjectKey(profile, "", "", code.usedBy()), code.usedName(), code.usedAt());
            case EXPIRED -> new IssuedCode.State.Expired();
            case CANCELLED -> new IssuedCode.State.Cancelled();
        };
    }

    /** What somebody with {@code permissions} may do, in words. */
    static Phrase purpose(Permissions permissions) {
        List<String> read = permissions.patterns(Scope.Action.READ);
        List<String> write = permissions.patterns(Scope.Action.WRITE);
        if (write.contains("/**")) {
            return Phrase.of("clasp.permits.everything");
        }
        return write.isEmpty()
                ? Phrase.of("clasp.permits.read", String.join(", ", read))
                : Phrase.of("clasp.permits", String.join(", ", read), String.join(", ", write));
    }

    /** Somebody who was not let in, and not by the operator. */
    static Problem turnedAway(TurnedAway.Row row) {
        String key = row.rule() ? "clasp.note.rule" : "clasp.note.locked";
        return new Problem.Particular(
                Phrase.of(key, row.name().text(), row.reason(), row.at()), Phrase.of(key + ".remedy"), null);
    }

    /** Somebody who is in and has not come for its token. */
    static Problem notTaken(Waiting waiting) {
        return new Problem.Particular(
                Phrase.of("clasp.note.not-taken", waiting.name().text()),
                Phrase.of("clasp.note.not-taken.remedy"),
                null);
    }

    /** What {@code access} lets do, in the product's words; empty if that cannot be written down there. */
    static Optional<Permissions> permissions(Access access) {
        return Permissions.of(access).filter(permissions -> permissions.access().equals(access));
    }
}
