package dev.gatehouse.ui;

import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Words;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How late a request may come into a list that else follows its gateway: some gateways do not tell of every sort of request
 * when it comes.
 *
 * @param brief the worst of all gateways, in a few words; empty if nothing comes late
 * @param whole each gateway in a sentence of its own
 */
record WorstDelay(String brief, String whole) {
    private record Late(GatewayStatus status, GatewayState.Live live) {
        Duration delay() {
            return live.safety();
        }
    }

    /** The delays of {@code gateways}. */
    static WorstDelay of(List<GatewayStatus> gateways, Words words) {
        List<Late> late = gateways.stream()
                .filter(status -> status.state() instanceof GatewayState.Live)
                .map(status -> new Late(status, (GatewayState.Live) status.state()))
                .filter(one -> !one.live().polled().isEmpty())
                .toList();
        String brief = late.stream()
                .max(Comparator.comparing(Late::delay))
                .map(worst -> words.say(
                        "status.delay", kinds(worst, words), worst.delay().toSeconds()))
                .orElse("");
        String whole = late.stream()
                .map(one -> words.say(
                        "status.delay.gateway",
                        one.status().profile().name(),
                        kinds(one, words),
                        one.delay().toSeconds()))
                .collect(Collectors.joining("\n"));
        return new WorstDelay(brief, whole);
    }

    private static String kinds(Late one, Words words) {
        return one.live().polled().stream()
                .sorted()
                .map(kind -> words.say("status.delay.kind." + kind))
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
