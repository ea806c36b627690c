package dev.gatehouse.console;

import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SubjectKey;
import dev.gatehouse.pairing.TokenState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a fresh read says of a decision. A request that merely vanished confirms a reject, never an approval.
 *
 * @param doubt what speaks against it, or null if nothing does
 * @param unseen why the list cannot show it, or null if it does show it
 */
record Verdict(@Nullable Doubt doubt, @Nullable Phrase unseen) {
    /**
     * Why the list does not show what was decided.
     *
     * @param said what speaks against it
     * @param next what the operator does now
     * @param wider whether more was granted than was shown
     */
    record Doubt(Phrase said, Phrase next, boolean wider) {}

    /**
     * How things stood when a decision was made.
     *
     * @param held what the asker had
     * @param source where the request was listed, or null if that is not known
     */
    record Before(Access held, @Nullable String source) {}

    private static final Verdict SHOWN = new Verdict(null, null);

    /** The gateway did not answer, and no list can show whether it was done. */
    static final Doubt UNANSWERED = new Doubt(Phrase.of("doubt.unanswered"), Phrase.of("doubt.unanswered.next"), false);

    /**
     * Compares.
     *
     * @param before how things stood when the decision was made
     */
    static Verdict of(Decision decision, Before before, Snapshot fresh) {
        return switch (decision) {
            case Decision.Approve approve -> approved(approve, before, fresh);
            case Decision.Reject(var shown, var _) -> rejected(shown, before.source(), fresh);
            case Decision.Revoke(DeviceGrant shown, var role) when role != null -> roleRevoked(shown, role, fresh);
            case Decision.Revoke revoke -> revoked(List.of(revoke.shown()), fresh);
            case Decision.RevokeAll all -> revoked(all.shown(), fresh);
            case Decision.RotateToken(var shown, var role) -> rotated(shown, role, fresh);
            case Decision.Rename(var shown, var name) -> renamed(shown, name, fresh);
            case Decision.CancelCode(var shown) -> cancelled(shown, fresh);
            case Decision.Configure(var _, var setting, var value) -> configured(setting, value, fresh);
            case Decision.IssueCode _ -> throw new IllegalArgumentException("see issued");
        };
    }

    /**
     * Compares for a code that was just made.
     *
     * @param notListed why the gateway's codes cannot be listed, or null if they can
     */
    static Verdict issued(IssuedCode made, @Nullable Phrase notListed, Snapshot fresh) {
        if (notListed != null) {
            return new Verdict(null, notListed);
        }
        boolean there = fresh.codes().stream().map(Listed::what).anyMatch(listed -> same(made, listed));
        return there ? SHOWN : doubt("doubt.no-code", fresh);
    }

    private static boolean same(IssuedCode one, IssuedCode other) {
        return one.key().equals(other.key())
                || (one.text() != null && one.text().equals(other.text()));
    }

    private static Verdict cancelled(IssuedCode shown, Snapshot fresh) {
        boolean used = fresh.codes().stream()
                .map(Listed::what)
                .anyMatch(listed -> listed.state() instanceof IssuedCode.State.Used && same(shown, listed));
        if (used) {
            return doubt("doubt.code-used", fresh);
        }
        boolean still = fresh.codes().stream()
                .map(Listed::what)
                .anyMatch(listed -> listed.state() instanceof IssuedCode.State.Open && same(shown, listed));
        return still || !fresh.troubles().isEmpty() ? doubt("doubt.still-open", fresh) : SHOWN;
    }

    private static Verdict configured(String setting, String value, Snapshot fresh) {
        boolean set = fresh.settings().stream()
                .anyMatch(now -> now.key().equals(setting) && now.value().equals(value));
        return set ? SHOWN : doubt("doubt.not-set", fresh);
    }

    /** Whether {@code fresh} shows what was decided, however it came about. */
    static boolean shows(Decision decision, Snapshot fresh) {
        Access all = fresh.grants().stream().map(grant -> grant.what().access()).reduce(Access.NONE, Access::with);
        return of(decision, new Before(all, null), fresh).equals(SHOWN);
    }

    /** Nothing could be read after a decision that the gateway has {@code answered} or not. */
    static Verdict unreadable(Problem problem, boolean answered) {
        Phrase said = answered ? Phrase.of("doubt.unread") : UNANSWERED.said();
        return new Verdict(new Doubt(said, problem.remedy(), false), null);
    }

    private static Verdict approved(Decision.Approve approve, Before before, Snapshot fresh) {
        PairingRequest shown = approve.shown();
        Phrase unseen = fresh.unseen().get(shown.key().kind());
        if (unseen != null) {
            Verdict gone = rejected(shown, before.source(), fresh);
            return gone.doubt() == null ? new Verdict(null, unseen) : gone;
        }
        List<Grant> now = grantsOf(approve.granted(), fresh).stream()
                .filter(grant -> !grant.revocable().isEmpty() && answers(shown, grant))
                .toList();
        if (now.isEmpty()) {
            return doubt("doubt.no-grant", fresh);
        }
        Access granted = now.stream().map(Grant::access).reduce(Access.NONE, Access::with);
        if (!granted.covers(approve.access())) {
            return doubt("doubt.less-granted", fresh);
        }
        Access expected = approve.access().with(before.held());
        if (!expected.covers(granted)) {
            return new Verdict(new Doubt(Phrase.of("doubt.wider"), Phrase.of("doubt.wider.next"), true), null);
        }
        return SHOWN;
    }

    private static boolean answers(PairingRequest shown, Grant grant) {
        boolean asksCapability = shown.key().kind() == Kind.CAPABILITY;
        boolean sameSort = asksCapability == (grant.kind() == Kind.CAPABILITY);
        // A device is let in by its key and a token that is good; an older record of it proves nothing.
        return sameSort
                && (!(shown instanceof DeviceRequest device)
                        || !(grant instanceof DeviceGrant now)
                        || (now.publicKey().equals(device.key().publicKey()) && !now.allTokensRevoked()));
    }

    private static Verdict rejected(PairingRequest shown, @Nullable String source, Snapshot fresh) {
        boolean still = fresh.requests().stream()
                .map(Listed::what)
                .anyMatch(now -> now.key().equals(shown.key()) && now.id().equals(shown.id()));
        boolean unread = fresh.troubles().stream().anyMatch(trouble -> source == null || trouble.concerns(source));
        return still || unread ? doubt("doubt.still-pending", fresh) : SHOWN;
    }

    private static Verdict revoked(List<Grant> shown, Snapshot fresh) {
        boolean still = shown.stream()
                .anyMatch(grant -> grantsOf(grant.key(), fresh).stream()
                        .anyMatch(now ->
                                now.kind() == grant.kind() && !now.revocable().isEmpty()));
        // Several files may let somebody in; one that cannot be read may be one of them.
        if (still || !fresh.troubles().isEmpty()) {
            return doubt("doubt.still-in", fresh);
        }
        // That somebody is not listed proves nothing where nobody of their kind can be.
        return shown.stream()
                .map(grant -> fresh.unseen().get(grant.kind()))
                .filter(Objects::nonNull)
                .findFirst()
                .map(unseen -> new Verdict(null, unseen))
                .orElse(SHOWN);
    }

    private static Verdict roleRevoked(DeviceGrant shown, String role, Snapshot fresh) {
        boolean still = devices(shown, fresh).anyMatch(now -> {
            TokenState token = now.token(role);
            return token != null && token.revokedAt() == null;
        });
        return still || !fresh.troubles().isEmpty() ? doubt("doubt.still-in", fresh) : SHOWN;
    }

    private static Verdict rotated(DeviceGrant shown, String role, Snapshot fresh) {
        TokenState old = shown.token(role);
        Instant before = old == null ? null : old.createdAt();
        boolean newer = devices(shown, fresh)
                .map(now -> now.token(role))
                .filter(Objects::nonNull)
                .filter(now -> now.revokedAt() == null)
                .map(TokenState::createdAt)
                .filter(Objects::nonNull)
                .anyMatch(made -> before == null || made.isAfter(before));
        return newer ? SHOWN : doubt("doubt.not-rotated", fresh);
    }

    private static Verdict renamed(DeviceGrant shown, String name, Snapshot fresh) {
        Name wanted = Name.of(name);
        boolean named = devices(shown, fresh).anyMatch(now -> now.name().text().equals(wanted.text()));
        return named ? SHOWN : doubt("doubt.not-renamed", fresh);
    }

    private static Stream<DeviceGrant> devices(DeviceGrant shown, Snapshot fresh) {
        return grantsOf(shown.key(), fresh).stream()
                .filter(grant -> grant.kind() == shown.kind())
                .filter(DeviceGrant.class::isInstance)
                .map(DeviceGrant.class::cast);
    }

    private static Verdict doubt(String key, Snapshot fresh) {
        String reason = fresh.troubles().isEmpty() ? key : "doubt.unread";
        return new Verdict(new Doubt(Phrase.of(reason), Phrase.of(reason + ".next"), false), null);
    }

    private static List<Grant> grantsOf(SubjectKey subject, Snapshot fresh) {
        return fresh.grants().stream()
                .map(Listed::what)
                .filter(grant -> grant.key().equals(subject))
                .toList();
    }
}
