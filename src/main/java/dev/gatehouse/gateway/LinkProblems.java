package dev.gatehouse.gateway;

import dev.gatehouse.io.NetworkFault;
import dev.gatehouse.pairing.Name;

/** Turns what {@link dev.gatehouse.io} says of connections into problems; the one place that does. */
public final class LinkProblems {
    private LinkProblems() {}

    /** What {@code thrown}, met on the way to {@code address}, means to the operator. */
    public static LinkProblem of(NetworkFault thrown, String address) {
        return switch (thrown) {
            case NetworkFault.Refused _ -> new LinkProblem.Refused(address);
            case NetworkFault.Unreachable _ -> new LinkProblem.Unreachable(address);
            case NetworkFault.Silent silent -> new LinkProblem.Mute(address, silent.limit());
            case NetworkFault.Closed closed when closed.code() == NO_WORD -> new LinkProblem.Dropped(address, "");
            case NetworkFault.Closed closed ->
                new LinkProblem.Ended(
                        address, closed.code(), Name.of(closed.reason()).text());
            case NetworkFault.Foreign foreign -> new LinkProblem.Foreign(address, foreign.status());
            case NetworkFault.TooLarge large -> new LinkProblem.TooMuch(address, large.limit());
            case NetworkFault.Untrusted untrusted ->
                new LinkProblem.Untrusted(address, untrusted.fingerprint(), untrusted.expected());
            case NetworkFault.PlainText plain -> new LinkProblem.PlainText(plain.host());
            case NetworkFault.Broken broken -> new LinkProblem.Dropped(address, String.valueOf(broken.getCause()));
        };
    }

    /** The code of a connection that ended without a word (RFC 6455, section 7.4.1). */
    private static final int NO_WORD = 1006;
}
