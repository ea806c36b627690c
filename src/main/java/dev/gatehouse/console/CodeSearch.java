package dev.gatehouse.console;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.RequestKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Finds the request that a code belongs to which somebody has told the operator. Uses no code up. */
public final class CodeSearch {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    private final Inbox inbox;
    private final Gateways gateways;

    CodeSearch(Inbox inbox, Gateways gateways) {
        this.inbox = inbox;
        this.gateways = gateways;
    }

    /**
     * What was found.
     *
     * @param key the request, or null if it is none of those that could be compared
     * @param problems why some could not be compared
     */
    public record Found(@Nullable RequestKey key, List<Problem> problems) {
        /** Keeps its own copy. */
        public Found {
            problems = List.copyOf(problems);
        }
    }

    /** Looks among the codes that are known, then asks the gateways that can tell; in the background. */
    CompletableFuture<Found> find(String typed) {
        CompletableFuture<Found> found = new CompletableFuture<>();
        Thread.ofVirtual().name("find by code").start(() -> {
            try {
                found.complete(look(typed.strip()));
            } catch (RuntimeException e) {
                found.completeExceptionally(e);
            }
        });
        return found;
    }

    private Found look(String typed) {
        Optional<RequestKey> known = inbox.all().stream()
                .filter(Entry::needsYou)
                .filter(entry -> entry.request() instanceof DmRequest dm && is(dm.code(), typed))
                .map(Entry::key)
                .findFirst();
        if (known.isPresent()) {
            return new Found(known.get(), List.of());
        }
        List<Problem> problems = new ArrayList<>();
        for (GatewayStatus status : gateways.all()) {
            Connection connection = gateways.connection(status.profile().id());
            if (connection == null || status.features().whyNot(Feature.FIND_BY_CODE) != null) {
                continue;
            }
            try {
                Optional<RequestKey> key =
                        connection.session().connection(CONNECT_LIMIT).find(typed);
                if (key.isPresent()) {
                    return new Found(key.get(), List.of());
                }
            } catch (GatewayException e) {
                problems.add(e.problem());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                problems.add(new Problem.Bug("interrupted"));
            }
        }
        return new Found(null, problems);
    }

    private static boolean is(@Nullable PairingCode code, String typed) {
        return code != null && (code.value().equals(typed) || code.value().equals(typed.toUpperCase(Locale.ROOT)));
    }
}
