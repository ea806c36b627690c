package dev.gatehouse.gateway.orginabox;

import dev.gatehouse.pairing.Name;

/** Text that others chose. */
final class Plain {
    private static final int LONGEST_ID = 256;

    private Plain() {}

    /** {@code text} made safe to show. */
    static String text(String text) {
        return Name.of(text).text();
    }

    /** Whether {@code id} is what it looks like: nothing invisible in it, no white space, not endless. */
    static boolean holds(String id) {
        return !id.isEmpty() && id.length() <= LONGEST_ID && id.codePoints().allMatch(Name::visible);
    }
}
