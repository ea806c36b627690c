package dev.gatehouse.ui.common;

import java.util.ArrayList;
import java.util.List;

/** Writes a code so that it can be read out: in groups for the eye, sign by sign for a screen reader. */
public final class CodeGroups {
    private static final char DOT = '•';

    private CodeGroups() {}

    /** {@code code} in groups of three or four: "5NZ V4V", "ABCD 2345". One that has groups of its own stays as it is. */
    public static String of(String code) {
        if (code.chars().anyMatch(sign -> !Character.isLetterOrDigit(sign))) {
            return code;
        }
        int size = size(code.length());
        List<String> groups = new ArrayList<>();
        for (int at = 0; at < code.length(); at += size) {
            groups.add(code.substring(at, Math.min(code.length(), at + size)));
        }
        return String.join(" ", groups);
    }

    private static int size(int length) {
        if (length < 5 || length % 4 == 0) {
            return 4;
        }
        return length % 3 == 0 || length == 5 ? 3 : 4;
    }

    /** As {@link #of}, every sign a dot. */
    public static String masked(String code) {
        StringBuilder all = new StringBuilder();
        of(code).chars().forEach(sign -> all.append(sign == ' ' ? ' ' : DOT));
        return all.toString();
    }

    /** Sign by sign. */
    public static String spelled(String code) {
        return String.join(" ", code.strip().split(""));
    }
}
