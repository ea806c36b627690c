package dev.gatehouse.console;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody has read out or sent to the operator: a code alone, a bot's whole message or a command line. It prints
 * without the code.
 *
 * @param code the code as it was written, without spaces and dashes; empty if there is none
 * @param channel the channel that is named, in lower case, or empty
 * @param person the id of the sender that is named, or empty
 * @param request the product's id of a request that is named instead of a code, or empty
 */
record ReadOut(String code, String channel, String person, String request) {
    private static final int LONGEST = 4000;

    private static final String CODE = "([A-Za-z0-9](?:[A-Za-z0-9 -]{2,14})[A-Za-z0-9])";

    /** {@code openclaw pairing approve telegram CODE}, {@code praisonai pairing approve telegram CODE [ID]}. */
    private static final Pattern APPROVE = Pattern.compile(
            "\\b(?:openclaw|fased|praisonai|praisonai-bot)\\s+pairing\\s+approve\\s+([a-z][a-z0-9_-]*)\\s+"
                    + "([A-Za-z0-9]{4,16})(?:[ \\t]+([^\\s-][^\\s]*))?",
            Pattern.CASE_INSENSITIVE);

    /** {@code openclaw devices approve ID}, {@code fased devices approve ID}. */
    private static final Pattern DEVICE = Pattern.compile(
            "\\b(?:openclaw|fased)\\s+(?:devices|nodes)\\s+approve\\s+([A-Za-z0-9-]{6,64})", Pattern.CASE_INSENSITIVE);

    /** {@code oiab gateway pairing-approve --gateway ID --code CODE}. */
    private static final Pattern OPTION =
            Pattern.compile("\\bpairing-approve\\b.*?--code[ =]([A-Za-z0-9]{4,16})", Pattern.CASE_INSENSITIVE);

    /** {@code Your pairing code: CODE}, with the code on this line or on a later one. */
    private static final Pattern SAID = Pattern.compile(
            "\\bcode\\b[ \\t]*(?:is)?[ \\t]*[:=][\\s`*\"']*([A-Za-z0-9]{2,16}(?:-[A-Za-z0-9]{2,8})*)",
            Pattern.CASE_INSENSITIVE);

    /** {@code Your Telegram ID: N}, {@code Your telegram user id: N}. */
    private static final Pattern SENDER = Pattern.compile(
            "\\byour\\s+([a-z][a-z0-9_-]*)\\s+(?:user\\s+|sender\\s+)?id\\s*:\\s*[`*\"']*([^\\s`*\"'·,;]{1,100})",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern ALONE = Pattern.compile(CODE);

    /** Nothing. */
    static final ReadOut NOTHING = new ReadOut("", "", "", "");

    /** Reads {@code typed}; what makes no sense is nothing. */
    static ReadOut of(String typed) {
        String text = typed.strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            return NOTHING;
        }
        String channel = "";
        String person = "";
        Matcher sender = SENDER.matcher(text);
        if (sender.find()) {
            channel = sender.group(1).toLowerCase(Locale.ROOT);
            person = sender.group(2);
        }
        Matcher device = DEVICE.matcher(text);
        if (device.find()) {
            return new ReadOut("", "", "", device.group(1));
        }
        Matcher approve = APPROVE.matcher(text);
        if (approve.find()) {
            String named = approve.group(3);
            return new ReadOut(
                    approve.group(2),
                    approve.group(1).toLowerCase(Locale.ROOT),
                    person.isEmpty() && named != null ? named : person,
                    "");
        }
        for (Pattern form : List.of(OPTION, SAID)) {
            Matcher matcher = form.matcher(text);
            if (matcher.find()) {
                return new ReadOut(plain(matcher.group(1)), channel, person, "");
            }
        }
        return ALONE.matcher(text).matches() ? new ReadOut(plain(text), "", "", "") : NOTHING;
    }

    private static String plain(String written) {
        return written.replaceAll("[ -]", "");
    }

    /** Whether it names nothing that could be looked for. */
    boolean empty() {
        return code.isEmpty() && request.isEmpty();
    }

    /**
     * The codes that may be meant, in the order in which they are tried: as written, in capitals, in small letters, and
     * with figures for the letters that no hexadecimal code can hold.
     */
    Set<String> candidates() {
        Set<String> all = new LinkedHashSet<>();
        if (!code.isEmpty()) {
            String small = code.toLowerCase(Locale.ROOT);
            all.add(code);
            all.add(code.toUpperCase(Locale.ROOT));
            all.add(small);
            all.add(small.replace('o', '0').replace('i', '1').replace('l', '1'));
        }
        return all;
    }

    @Override
    public String toString() {
        return "ReadOut[" + channel + "]";
    }
}
