package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.pairing.Name;

/** Text that strangers chose. */
final class Plain {
    private static final int LONGEST_ID = 256;

    private Plain() {}

    /** Whether {@code id} is what it looks like: nothing invisible in it, no white space, not endless. */
    static boolean holds(String id) {
        return !id.isEmpty() && id.length() <= LONGEST_ID && id.codePoints().allMatch(Name::visible);
    }

    /** {@code text} made safe to show. */
    static String text(String text) {
        return Name.of(text).text();
    }

    /** {@code id} so that everything in it can be seen: what hides is written out, what is endless is cut. */
    static String id(String id) {
        if (holds(id)) {
            return id;
        }
        StringBuilder shown = new StringBuilder();
        id.codePoints().limit(LONGEST_ID).forEach(point -> {
            if (Name.visible(point)) {
                shown.appendCodePoint(point);
            } else {
                shown.append("<U+%04X>".formatted(point));
            }
        });
        return shown.append(id.length() > LONGEST_ID ? "…" : "").toString();
    }
}
