package dev.gatehouse.gateway.smith;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.io.Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What can be learnt of a daemon without asking it: how it was started, and its {@code .env}. Looks seldom. */
final class Surroundings {
    /** Neither a restart nor an edit happens often, and to look through all processes costs something. */
    private static final Duration EVERY = Duration.ofSeconds(20);

    private final Daemons daemons;
    private final @Nullable Path file;
    private final LongSupplier nanos;
    private @Nullable Seen seen;

    Surroundings(Daemons daemons, @Nullable Path file, LongSupplier nanos) {
        this.daemons = daemons;
        this.file = file;
        this.nanos = nanos;
    }

    /**
     * What was seen. It holds no password.
     *
     * @param policy what happens to strangers
     * @param agent the agent that {@code .env} names, or the product's usual one
     */
    private record Seen(long at, Optional<DmPolicy> policy, String agent) {}

    private synchronized Seen look(@Nullable Address address) {
        long now = nanos.getAsLong();
        Seen last = seen;
        if (last != null && now - last.at() < EVERY.toNanos()) {
            return last;
        }
        EnvFile env = env();
        String agent = env == null ? null : env.value("AGENT_ID");
        Seen fresh = new Seen(now, DmPolicy.of(daemon(address), env), agent == null ? "smith-default" : agent);
        seen = fresh;
        return fresh;
    }

    private @Nullable EnvFile env() {
        try {
            return file == null ? null : EnvFile.read(file);
        } catch (GatewayException _) {
            // Who needs it says so; the policy alone is no reason to.
            return null;
        }
    }

    /** The daemon that listens at {@code address}, if it is on this computer and shows how it was started. */
    private Daemons.@Nullable Daemon daemon(@Nullable Address address) {
        if (address == null || !address.loopback()) {
            return null;
        }
        return daemons.running().orElse(List.of()).stream()
                .filter(daemon -> daemon.open()
                        && daemon.port().filter(port -> port == address.port()).isPresent())
                .findFirst()
                .orElse(null);
    }

    /** Looks again next time. */
    synchronized void forget() {
        seen = null;
    }

    /** What the daemon at {@code address} does with strangers; empty where nothing tells. */
    Optional<DmPolicy> policy(@Nullable Address address) {
        return look(address).policy();
    }

    /** The agent to begin with. */
    String agent(@Nullable Address address) {
        return look(address).agent();
    }
}
