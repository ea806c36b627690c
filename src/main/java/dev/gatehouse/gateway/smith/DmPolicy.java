package dev.gatehouse.gateway.smith;

import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.pairing.Phrase;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the daemon does with strangers. It tells nobody: what it was started with decides, where the system shows that, else
 * {@code .env}, which may be newer than the daemon.
 *
 * @param mode what happens
 * @param place where that is written
 * @param list whether an allowlist is configured
 * @param running whether it was read from the running daemon
 */
record DmPolicy(DoorPolicy.Mode mode, String place, boolean list, boolean running) {
    /** The name of the door of all platforms. */
    static final String EVERYWHERE = "direct";

    private static final String VARIABLE = "CHAT_BRIDGE_DM_POLICY";
    private static final String LIST = "CHAT_BRIDGE_ALLOWLIST_CONFIG";

    /** The policy, as {@code daemon} or else {@code env} tells it; empty if neither does. */
    static Optional<DmPolicy> of(Daemons.@Nullable Daemon daemon, @Nullable EnvFile env) {
        if (daemon != null && daemon.open()) {
            return Optional.of(of(
                    daemon.option("--dm-policy", VARIABLE),
                    daemon.option("--allowlist-config", LIST) != null,
                    "smith-chat-daemon (" + daemon.pid() + ") " + VARIABLE,
                    true));
        }
        return env == null
                ? Optional.empty()
                : Optional.of(of(env.value(VARIABLE), env.value(LIST) != null, env.file() + " " + VARIABLE, false));
    }

    private static DmPolicy of(@Nullable String written, boolean list, String place, boolean running) {
        String word = written == null ? "pairing" : written.strip().toLowerCase(Locale.ROOT);
        DoorPolicy.Mode mode = switch (word) {
            case "open" -> DoorPolicy.Mode.OPEN;
            // Without a list it lets everybody in (0.2.6).
            case "allowlist" -> list ? DoorPolicy.Mode.ALLOWLIST : DoorPolicy.Mode.OPEN;
            default -> DoorPolicy.Mode.PAIRING;
        };
        return new DmPolicy(mode, written == null ? "" : place, list, running);
    }

    /** For the list of doors. */
    DoorPolicy door(String channel) {
        return new DoorPolicy(channel, "", mode, place);
    }

    /** What the operator should know of it. */
    List<Problem> notes() {
        return switch (mode) {
            case OPEN -> List.of(note("smith.policy.open"));
            case ALLOWLIST -> List.of(note("smith.policy.allowlist"));
            default -> list ? List.of(note("smith.policy.pairing-list")) : List.of();
        };
    }

    private static Problem note(String key) {
        return new Problem.Particular(Phrase.of(key), Phrase.of(key + ".remedy"), null);
    }

    /** Whether a code changes nothing for whoever redeems it. */
    boolean pointless() {
        return mode != DoorPolicy.Mode.PAIRING;
    }
}
