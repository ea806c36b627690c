package dev.gatehouse.console;

import dev.gatehouse.console.HistoryEntry.Act;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.Right;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/** Puts decisions into the words of the history: what was on screen, and what was decided. Never a code. */
final class Minutes {
    private final Labels labels;
    private final InstantSource time;

    /**
     * Writes for one console.
     *
     * @param labels the operator's own names, as they are on screen
     * @param time local time
     */
    Minutes(Labels labels, InstantSource time) {
        this.labels = labels;
        this.time = time;
    }

    /** What is written down of {@code decision} before it is done. */
    HistoryEntry of(Decision decision, Method method, GatewayProfile profile) {
        Act act = switch (decision) {
            case Decision.Approve ignored -> Act.APPROVE;
            case Decision.Reject ignored -> Act.REJECT;
            case Decision.Revoke revoke -> revoke.role() == null ? Act.REVOKE : Act.REVOKE_ROLE;
            case Decision.RevokeAll ignored -> Act.REVOKE_ALL;
            case Decision.RotateToken ignored -> Act.ROTATE;
            case Decision.Rename ignored -> Act.RENAME;
            case Decision.IssueCode ignored -> Act.ISSUE_CODE;
            case Decision.CancelCode ignored -> Act.CANCEL_CODE;
            case Decision.Configure ignored -> Act.CONFIGURE;
        };
        List<Shown> shown = switch (decision) {
            case Decision.Approve approve -> List.of(shown(approve.shown()));
            case Decision.Reject(var request, var _) -> List.of(shown(request));
            case Decision.Revoke revoke -> List.of(shown(revoke.shown()));
            case Decision.RevokeAll all -> all.shown().stream().map(this::shown).toList();
            case Decision.RotateToken rotate -> List.of(shown(rotate.shown()));
            case Decision.Rename rename -> List.of(shown(rename.shown()));
            case Decision.AboutNobody ignored -> List.of();
        };
        return new HistoryEntry(
                UUID.randomUUID().toString(),
                time.instant(),
                profile.id(),
                profile.name(),
                profile.product(),
                act,
                method,
                shown,
                details(decision),
                null);
    }

    private Shown shown(PairingRequest request) {
        return Shown.of(request, labels.of(request.key().about()));
    }

    private Shown shown(Grant grant) {
        return Shown.of(grant, labels.of(grant.key()));
    }

    private static List<Phrase> details(Decision decision) {
        List<Phrase> details = new ArrayList<>();
        switch (decision) {
            case Decision.Approve approve -> addOptions(approve.options(), details);
            case Decision.Reject(var ignored, var reason)
            when !reason.isEmpty() ->
                details.add(Phrase.of("history.besides.reason", Name.of(reason).text()));
            case Decision.IssueCode issue ->
                new TreeMap<>(issue.values()).forEach((key, value) -> {
                    if (!value.isEmpty()) {
                        details.add(Phrase.of(
                                "history.besides.value", key, Name.of(value).text()));
                    }
                });
            case Decision.CancelCode(var code) -> details.add(code.purpose());
            case Decision.Configure(var ignored, var setting, var value) ->
                details.add(Phrase.of(
                        "history.besides.value", setting, Name.of(value).text()));
            case Decision.Revoke(var ignored, var role)
            when role != null -> details.add(Phrase.of("history.besides.role", role));
            case Decision.RotateToken(var ignored, var role) -> details.add(Phrase.of("history.besides.role", role));
            case Decision.Rename(var ignored, var name) ->
                details.add(Phrase.of("history.besides.name", Name.of(name).text()));
            case Decision.Reject ignored -> {}
            case Decision.Revoke ignored -> {}
            case Decision.RevokeAll ignored -> {}
        }
        return details;
    }

    private static void addOptions(Decision.Options options, List<Phrase> details) {
        if (options.tell()) {
            details.add(Phrase.of("history.besides.notify"));
        }
        if (options.makeOwner()) {
            details.add(Phrase.of("history.besides.make-owner"));
        }
        if (!options.person().isEmpty()) {
            details.add(Phrase.of(
                    "history.besides.person", Name.of(options.person()).text()));
        }
        if (!options.label().isEmpty()) {
            details.add(
                    Phrase.of("history.besides.name", Name.of(options.label()).text()));
        }
        Access access = options.access();
        if (access != null) {
            details.add(Phrase.of(
                    "history.besides.access",
                    String.join(", ", access.rights().stream().map(Right::name).toList())));
        }
        Duration lasts = options.lasts();
        if (lasts != null) {
            details.add(Phrase.of("history.besides.lasts", lasts.toMinutes()));
        }
    }
}
