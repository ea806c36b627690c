package dev.gatehouse.gateway.clasp;

import dev.gatehouse.gateway.CodeContents;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Issued;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.clasp.Enforcement.Admission;
import dev.gatehouse.gateway.clasp.Enforcement.Admitted;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Code;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.PinRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Does what was decided: by the pairing service, and by whoever enforces. */
final class ClaspActs {
    /** The longest reason that a client is told, in characters. */
    private static final int LONGEST_REASON = 200;

    private final PairingService service;
    private final PairingDoor door;
    private final ClaspSettings settings;
    private final Enforcement enforcement;
    private final ClaspRows rows;
    private final InstantSource clock;

    ClaspActs(
            PairingService service,
            PairingDoor door,
            ClaspSettings settings,
            Enforcement enforcement,
            ClaspRows rows,
            InstantSource clock) {
        this.service = service;
        this.door = door;
        this.settings = settings;
        this.enforcement = enforcement;
        this.rows = rows;
        this.clock = clock;
    }

    Receipt perform(Decision decision) throws GatewayException {
        return switch (decision) {
            case Decision.Approve(var shown, var options) -> approve(shown, options);
            case Decision.Reject(var shown, var reason) -> reject(shown, reason);
            case Decision.Revoke(DeviceGrant shown, var role) when role == null -> enforcement.expel(shown);
            case Decision.RevokeAll all -> revokeAll(all.shown());
            case Decision.CancelCode(var shown) -> cancel(shown);
            case Decision.Configure(var _, var key, var value) -> configure(key, value);
            case Decision.Revoke _, Decision.RotateToken _, Decision.Rename _, Decision.IssueCode _ ->
                throw new GatewayException(new Problem.NotOffered(Phrase.of("feature.not-offered")));
        };
    }

    private Waiting current(PairingRequest shown) throws GatewayException {
        Waiting waiting = service.waiting().stream()
                .filter(one -> one.id().equals(shown.id()))
                .findFirst()
                .orElseThrow(() -> new GatewayException(new Problem.Changed(null)));
        PinRequest now = rows.request(waiting);
        if (!shown.sameAsShown(now)) {
            throw new GatewayException(new Problem.Changed(now));
        }
        return waiting;
    }

    private Receipt approve(PairingRequest shown, Decision.Options options) throws GatewayException {
        Waiting waiting = current(shown);
        Access access = options.access() == null ? shown.access() : options.access();
        Permissions permissions = ClaspRows.permissions(access)
                .filter(some -> !some.scopes().isEmpty())
                .orElseThrow(() -> particular("clasp.invalid.pattern"));
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Duration lasts = options.lasts();
        if (lasts != null && (lasts.isNegative() || lasts.isZero())) {
            throw particular("clasp.invalid.lasts");
        }
        Optional<EntityKey> key = service.claim(waiting.id());
        if (key == null) {
            throw new GatewayException(new Problem.Changed(null));
        }
        boolean told = false;
        try {
            String via = waiting.scanned() ? "qr" : waiting.entered() ? "pin" : "manual";
            @Nullable Instant end = lasts == null ? null : now.plus(lasts);
            Admitted admitted = enforcement.admit(new Admission(waiting, key, permissions, via, now, end));
            if (admitted.receipt().answered()) {
                service.approve(waiting.id(), admitted.token(), permissions);
                told = true;
            }
            return admitted.receipt();
        } finally {
            if (!told) {
                service.release(waiting.id());
            }
        }
    }

    private static GatewayException particular(String key) {
        return new GatewayException(new Problem.Particular(Phrase.of(key), Phrase.of(key + ".remedy"), null));
    }

    private Receipt reject(PairingRequest shown, String reason) throws GatewayException {
        Waiting waiting = current(shown);
        String plain = reason.strip().replaceAll("\\p{C}", " ");
        String told = plain.length() > LONGEST_REASON ? plain.substring(0, LONGEST_REASON) : plain;
        if (!service.reject(waiting.id(), told)) {
            throw new GatewayException(new Problem.Changed(null));
        }
        return new Receipt(Phrase.of("clasp.receipt.rejected"), List.of(), List.of());
    }

    private Receipt revokeAll(List<Grant> shown) throws GatewayException {
        int done = 0;
        boolean answered = true;
        Receipt last = new Receipt(Phrase.of("clasp.receipt.nobody"), List.of(), List.of());
        Problem failed = null;
        for (Grant grant : shown) {
            if (!(grant instanceof DeviceGrant device) || device.revocable().isEmpty()) {
                continue;
            }
            try {
                last = enforcement.expel(device);
                answered &= last.answered();
                done++;
            } catch (GatewayException e) {
                failed = e.problem();
                if (!(failed instanceof Problem.GrantChanged)) {
                    throw done == 0 ? e : new GatewayException(new Problem.Partial(done, shown.size(), failed), e);
                }
            }
        }
        if (failed != null) {
            throw new GatewayException(done == 0 ? failed : new Problem.Partial(done, shown.size(), failed));
        }
        if (!answered) {
            return new Receipt(Phrase.of("clasp.receipt.unanswered"), last.touched(), last.remark(), false);
        }
        return done == 0
                ? last
                : new Receipt(Phrase.of("clasp.receipt.revoked-all", done), last.touched(), last.remark());
    }

    private Receipt cancel(IssuedCode shown) throws GatewayException {
        if (!service.cancel(shown.key().id())) {
            throw new GatewayException(new Problem.Changed(null));
        }
        return new Receipt(Phrase.of("clasp.receipt.cancelled"), List.of(), List.of());
    }

    private Receipt configure(String key, String value) throws GatewayException {
        settings.refresh();
        if (!key.equals(ClaspSettings.PAIRING)) {
            if (key.equals(ClaspSettings.LAN) && door.place().isPresent()) {
                throw new GatewayException(new Problem.NotOffered(Phrase.of("clasp.absent.close-first")));
            }
            return settings.set(key, value);
        }
        Duration time = ClaspSettings.openFor(value);
        if (time.isZero()) {
            door.close();
            return new Receipt(Phrase.of("clasp.receipt.closed"), List.of(), List.of());
        }
        Phrase why = enforcement.obstacle() == null ? settings.whyClosed() : enforcement.obstacle();
        if (why != null) {
            throw new GatewayException(new Problem.NotOffered(why));
        }
        door.open(time);
        settings.opened(value);
        String url = door.place().map(PairingDoor.Place::url).orElse("");
        return new Receipt(
                Phrase.of("clasp.receipt.open", url), List.of(url), List.of(Phrase.of("clasp.quiet.service")));
    }

    /** What is in a code, as long as its text is there. */
    Optional<CodeContents> contents(IssuedCode code) {
        PairingDoor.Place place = door.place().orElse(null);
        Code text = code.text();
        if (place == null || text == null || !text.value().startsWith(place.url() + "#c=")) {
            return Optional.empty();
        }
        boolean secure = !place.fingerprint().isEmpty();
        return Optional.of(new CodeContents(
                List.of(place.url()),
                secure,
                Phrase.of("clasp.contents.token"),
                Phrase.of("clasp.contents.who"),
                code.expiresAt(),
                code.purpose(),
                List.of(
                        Phrase.of("clasp.quiet.service"),
                        secure
                                ? Phrase.of("clasp.remark.certificate", place.fingerprint())
                                : Phrase.of("clasp.remark.this-computer"))));
    }

    /** Makes a one-time code for a QR picture; what it permits stays here. */
    Issued issue(Decision.IssueCode decision) throws GatewayException {
        PairingDoor.Place place = door.place()
                .filter(_ -> service.openUntil().isPresent())
                .orElseThrow(
                        () -> new GatewayException(new Problem.NotOffered(Phrase.of("clasp.absent.pairing-closed"))));
        Map<String, String> values = decision.values();
        Permissions permissions = Permissions.of(
                ClaspSettings.patterns(values.getOrDefault("read", "")),
                ClaspSettings.patterns(values.getOrDefault("write", "")));
        if (permissions.scopes().isEmpty()) {
            throw particular("clasp.no-scope");
        }
        Duration wanted = ClaspSettings.openFor(values.getOrDefault("lasts", ""));
        Duration left = service.openFor();
        Duration lasts = wanted.isZero() || wanted.compareTo(left) > 0 ? left : wanted;
        IssuedCode code = rows.code(service.issue(permissions, lasts), place.url());
        return new Issued(
                code,
                new Receipt(
                        Phrase.of("clasp.receipt.code"),
                        List.of(place.url()),
                        place.fingerprint().isEmpty()
                                ? List.of(Phrase.of("clasp.remark.this-computer"))
                                : List.of(Phrase.of("clasp.remark.certificate", place.fingerprint()))));
    }
}
