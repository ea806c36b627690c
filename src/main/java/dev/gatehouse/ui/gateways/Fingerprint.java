package dev.gatehouse.ui.gateways;

import java.util.ArrayList;
import java.util.List;

/** Sets the fingerprint of a certificate in groups that can be compared with another by eye. */
final class Fingerprint {
    private static final int GROUP = 4;
    private static final int GROUPS = 2;

    private Fingerprint() {}

    /** {@code fingerprint}, hex in pairs with colons, in lines of two groups of four pairs. */
    static List<String> lines(String fingerprint) {
        String[] pairs = fingerprint.split(":", -1);
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int at = 0; at < pairs.length; at++) {
            if (at > 0 && at % (GROUP * GROUPS) == 0) {
                lines.add(line.toString());
                line.setLength(0);
            } else if (at > 0) {
                line.append(at % GROUP == 0 ? "   " : " ");
            }
            line.append(pairs[at]);
        }
        lines.add(line.toString());
        return lines;
    }
}
