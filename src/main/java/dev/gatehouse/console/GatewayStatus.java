package dev.gatehouse.console;

import dev.gatehouse.gateway.CodeOffer;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.SecretProblem;
import dev.gatehouse.gateway.Setting;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.gateway.Snapshot.Quota;
import dev.gatehouse.gateway.Snapshot.Trouble;
import dev.gatehouse.pairing.Phrase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A gateway as the side bar and the Gateways screen show it.
 *
 * @param profile which
 * @param practice whether it is the practice gateway, where nothing is real
 * @param state how the console stands with it
 * @param identity what answered, or null before the first answer
 * @param features what works there
 * @param lastAnswer when it last answered, local time, or null before the first answer
 * @param quotas places for pending requests
 * @param policies which doors are open at all
 * @param troubles what could not be read
 * @param notes what the operator should know besides
 * @param offers the codes that can be made there
 * @param settings what can be set there about pairing
 * @param quiet what to check first when nothing is pending there
 * @param clockAhead how far its clock is ahead of this computer's; negative if behind
 */
public record GatewayStatus(
        GatewayProfile profile,
        boolean practice,
        GatewayState state,
        @Nullable Identity identity,
        Features features,
        @Nullable Instant lastAnswer,
        List<Quota> quotas,
        List<DoorPolicy> policies,
        List<Trouble> troubles,
        List<Problem> notes,
        List<CodeOffer> offers,
        List<Setting> settings,
        List<Phrase> quiet,
        Duration clockAhead) {

    /** A difference of clocks beyond this is told to the operator. */
    public static final Duration CLOCKS_APART = Duration.ofSeconds(30);

    /** A gateway that has not answered yet. */
    static GatewayStatus unread(GatewayProfile profile, boolean practice, GatewayState state) {
        return new GatewayStatus(
                profile,
                practice,
                state,
                null,
                Features.ALL,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Duration.ZERO);
    }

    /** A gateway that was read at {@code now}, local time. */
    static GatewayStatus read(
            GatewayProfile profile,
            boolean practice,
            GatewayState state,
            Identity identity,
            Features features,
            Instant now,
            Snapshot snapshot) {
        return new GatewayStatus(
                profile,
                practice,
                state,
                identity,
                features,
                now,
                snapshot.quotas(),
                snapshot.policies(),
                snapshot.troubles(),
                snapshot.notes(),
                snapshot.offers(),
                snapshot.settings(),
                snapshot.quiet(),
                Duration.between(now, snapshot.takenAt()));
    }

    /** Whether the clocks here and there differ by more than the operator would expect. */
    public boolean clocksApart() {
        return clockAhead.abs().compareTo(CLOCKS_APART) > 0;
    }

    /** Whether a note says that the gateway does not run: what is listed then comes from what it keeps on disk. */
    public boolean down() {
        return notes.stream().anyMatch(Problem.NotRunning.class::isInstance);
    }

    /** Whether it answers, and a part of it does not work: its store can be read, say, and its socket lets nobody in. */
    public boolean inPart() {
        return !(state instanceof GatewayState.Offline)
                && (!troubles.isEmpty() || notes.stream().anyMatch(GatewayStatus::hinders));
    }

    /** Whether something does not work for want of what {@code note} tells; else that is only good to know. */
    public static boolean hinders(Problem note) {
        return note instanceof Problem.NotRunning || note instanceof LinkProblem || note instanceof SecretProblem;
    }

    GatewayStatus named(String name) {
        return new GatewayStatus(
                profile.named(name),
                practice,
                state,
                identity,
                features,
                lastAnswer,
                quotas,
                policies,
                troubles,
                notes,
                offers,
                settings,
                quiet,
                clockAhead);
    }

    GatewayStatus in(GatewayState newState) {
        return new GatewayStatus(
                profile,
                practice,
                newState,
                identity,
                features,
                lastAnswer,
                quotas,
                policies,
                troubles,
                notes,
                offers,
                settings,
                quiet,
                clockAhead);
    }
}
