package dev.gatehouse.gateway.orginabox;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What this connection has learnt of the routes that are only inferred: which have worked, which the server does not know.
 * A change counts as worked once a fresh list shows it, not by its status alone. Thread-safe.
 */
final class Confirmed {
    private final RouteProfile profile;
    private final Set<Operation> worked = EnumSet.noneOf(Operation.class);
    private final Set<Operation> unknown = EnumSet.noneOf(Operation.class);
    private final Map<Operation, Sent> sent = new EnumMap<>(Operation.class);
    private int codesPath;

    Confirmed(RouteProfile profile) {
        this.profile = profile;
    }

    /** A change that was answered with yes, and about whom. */
    private record Sent(String gateway, String user, String request) {}

    /** Whether it is documented, or the operator says that it works, or it has worked here. */
    synchronized boolean is(Operation operation) {
        return profile.of(operation).confirmed() || worked.contains(operation);
    }

    /** Whether the server has said that it does not know it. */
    synchronized boolean unknown(Operation operation) {
        return unknown.contains(operation);
    }

    /** It has worked. */
    synchronized void worked(Operation operation) {
        worked.add(operation);
        unknown.remove(operation);
    }

    /** The server does not know it. */
    synchronized void lost(Operation operation) {
        unknown.add(operation);
    }

    /** Which of its paths is asked. */
    synchronized int path(Operation operation) {
        return operation == Operation.CODES ? codesPath : 0;
    }

    /** The list of codes is under that path. */
    synchronized void codesAt(int path) {
        codesPath = path;
        worked(Operation.CODES);
    }

    /** The server has said yes to a change; the next list tells whether it came about. */
    synchronized void sent(Operation operation, String gateway, String user, String request) {
        if (!is(operation)) {
            sent.put(operation, new Sent(gateway, user, request));
        }
    }

    /** Compares what was sent with a fresh list. */
    synchronized void judge(List<Pending> pending, List<Paired> paired) {
        sent.entrySet().removeIf(entry -> {
            Sent about = entry.getValue();
            boolean in = paired.stream()
                    .anyMatch(row ->
                            row.gateway().equals(about.gateway) && row.user().equals(about.user));
            boolean waits = pending.stream()
                    .anyMatch(row -> row.gateway().equals(about.gateway)
                            && Requests.id(row).equals(about.request));
            boolean shown = switch (entry.getKey()) {
                case APPROVE -> in && !waits;
                case REJECT -> !in && !waits;
                default -> !in;
            };
            if (shown) {
                worked(entry.getKey());
            }
            return shown;
        });
    }

    /** What the server does not know is asked for anew. */
    synchronized void forget() {
        unknown.clear();
        codesPath = 0;
    }
}
