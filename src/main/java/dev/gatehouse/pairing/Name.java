package dev.gatehouse.pairing;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A name that a stranger chose, made safe to show. It is for the eye alone: no lookup ever goes by a name.
 *
 * @param text without control, bidi and invisible characters, on one line, at most {@link #LONGEST} characters
 * @param doubts what to warn of
 */
public record Name(String text, Set<Doubt> doubts) {
    /** The most characters (code points) of a name that are shown. */
    public static final int LONGEST = 64;

    /** Pairs: a letter, and the plainest one that looks like it. Small letters only; case is folded before. */
    private static final Map<Integer, Integer> PLAINEST = Stream.of(
                    // Cyrillic
                    "аa еe оo рp сc уy хx іl јj ѕs ԁd һh ӏl вb кk мm нh тt гr пn ԛq ԝw".split(" "),
                    // Greek
                    "αa οo ρp νv ιl κk τt υu χx ηn γy".split(" "),
                    // Latin, digits and signs
                    "il ıl 0o 1l 3e 5s $s @a |l !l".split(" "))
            .flatMap(Arrays::stream)
            .collect(Collectors.toUnmodifiableMap(
                    pair -> pair.codePointAt(0), pair -> pair.codePointBefore(pair.length())));

    /** No name. */
    public static final Name NONE = new Name("", Set.of());

    /** Reasons to look twice at a name. */
    public enum Doubt {
        /** It held characters that hide or reverse text; they were taken out. */
        HIDDEN_CHARACTERS,
        /** It was longer than is shown. */
        CUT,
        /** It mixes scripts whose letters look alike. */
        MIXED_SCRIPTS
    }

    /** Keeps its own copy of the doubts. */
    public Name {
        doubts = Set.copyOf(doubts);
    }

    /** Makes {@code claimed} safe. */
    public static Name of(String claimed) {
        EnumSet<Doubt> doubts = EnumSet.noneOf(Doubt.class);
        StringBuilder safe = new StringBuilder();
        int length = 0;
        boolean gap = false;
        // A name of megabytes is cut before it is looked at; what lies behind the cut is never shown.
        String composed = Normalizer.normalize(
                claimed.substring(0, Math.min(claimed.length(), LONGEST * 16)), Normalizer.Form.NFC);
        for (int point : composed.codePoints().toArray()) {
            if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
                gap = !safe.isEmpty();
                if (point != ' ') {
                    doubts.add(Doubt.HIDDEN_CHARACTERS);
                }
            } else if (invisible(point)) {
                doubts.add(Doubt.HIDDEN_CHARACTERS);
            } else if (length + (gap ? 1 : 0) >= LONGEST) {
                doubts.add(Doubt.CUT);
                break;
            } else {
                if (gap) {
                    safe.append(' ');
                    length++;
                    gap = false;
                }
                safe.appendCodePoint(point);
                length++;
            }
        }
        if (mixesScripts(safe)) {
            doubts.add(Doubt.MIXED_SCRIPTS);
        }
        return new Name(safe.toString(), doubts);
    }

    /** Whether nothing is left to show. */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** Whether a person could take {@code other} for this name although the two differ. */
    public boolean looksLike(Name other) {
        return !isEmpty() && !text.equals(other.text) && skeleton().equals(other.skeleton());
    }

    /**
     * The name with every letter replaced by the plainest one that looks like it; two names that a person could mistake
     * for each other have the same skeleton. Covers the common look-alikes of Latin in Cyrillic, Greek and digits, after
     * the idea of Unicode Technical Standard 39, section 4.
     */
    public String skeleton() {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        StringBuilder plain = new StringBuilder(folded.length());
        folded.codePoints()
                .filter(point -> Character.getType(point) != Character.NON_SPACING_MARK && point != ' ')
                .forEach(point -> plain.appendCodePoint(plainest(point)));
        return plain.toString().replace("rn", "m").replace("vv", "w");
    }

    private static int plainest(int point) {
        return PLAINEST.getOrDefault(point, point);
    }

    private static boolean invisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            // Fillers and variation selectors take no room but are letters or marks by their type.
            default ->
                point == 0x115F
                        || point == 0x1160
                        || point == 0x3164
                        || point == 0xFFA0
                        || (point >= 0xFE00 && point <= 0xFE0F)
                        || (point >= 0xE0100 && point <= 0xE01EF);
        };
    }

    private static boolean mixesScripts(CharSequence text) {
        EnumSet<Character.UnicodeScript> seen = EnumSet.noneOf(Character.UnicodeScript.class);
        text.codePoints()
                .filter(Character::isLetter)
                .mapToObj(Character.UnicodeScript::of)
                .forEach(seen::add);
        seen.retainAll(EnumSet.of(
                Character.UnicodeScript.LATIN, Character.UnicodeScript.CYRILLIC, Character.UnicodeScript.GREEK));
        return seen.size() > 1;
    }

    /** Whether a reader sees {@code point} for what it is: an id that holds anything else is not what it looks like. */
    public static boolean visible(int point) {
        return !invisible(point) && Character.getType(point) != Character.SPACE_SEPARATOR;
    }
}
