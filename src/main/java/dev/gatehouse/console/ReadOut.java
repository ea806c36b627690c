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
 * @param product the id of the product whose message or command it is, or empty
 * @param channel the channel that is named, in lower case without spaces, or empty
 * @param person the id of the sender that is named, or empty
 * @param request the product's id of a request or device that is named instead of a code, or empty
 */
record ReadOut(String code, String product, String channel, String person, String request) {
    private static final int LONGEST = 4000;

    private static final Pattern ALONE = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9 -]{2,14})[A-Za-z0-9]");

    /** The id of a request (a UUID) or of a device (OpenClaw, Fased: 64 hexadecimal figures), alone or in a message. */
    private static final String ID = "\\b([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64})\\b";

    private static final Pattern ID_ALONE = Pattern.compile(ID, Pattern.CASE_INSENSITIVE);

    /** What a device of OpenClaw shows that is not let in yet: {@code pairing required (requestId: ID)}. */
    private static final Pattern ID_SAID =
            Pattern.compile("\\brequest[ _]?id\\b[\"']?\\s{0,3}[:=]\\s{0,3}[\"']?" + ID, Pattern.CASE_INSENSITIVE);

    /** {@code Your pairing code: CODE}, with the code on this line or on a later one. */
    private static final Pattern SAID = Pattern.compile(
            "\\bcode\\b[ \\t]*(?:is)?[ \\t]*[:=：][\\s`*\"']*([A-Za-z0-9]{2,16}(?:-[A-Za-z0-9]{2,8})*)",
            Pattern.CASE_INSENSITIVE);

    /** A code among words of the owner's own: the alphabet of four products, with a figure, so that no word is one. */
    private static final Pattern AMONG_WORDS =
            Pattern.compile("(?<![A-Za-z0-9-])(?=[A-Z]*[2-9])[A-HJ-NP-Z2-9]{8}(?![A-Za-z0-9-])");

    /**
     * {@code Your Telegram ID: N}, {@code Your WhatsApp phone number: N}, {@code Your lineUserId: N} (OpenClaw's channels
     * each have their own words, src/pairing and extensions; Org in a Box has the first).
     */
    private static final Pattern SENDER = Pattern.compile(
            "\\byour\\s+(?:([a-z][a-z _-]{0,30}?)\\s*)??(?:(?:user|sender|contact)\\s?id|phone number|number|e-?mail|id)"
                    + "\\s{0,3}[:：]\\s{0,3}[`*\"']*([^\\s`*\"'·,;]{1,100})",
            Pattern.CASE_INSENSITIVE);

    /** The product that introduces itself at the head of its message. */
    private static final Pattern HEAD = Pattern.compile("^(openclaw|fased)\\s*:", Pattern.CASE_INSENSITIVE);

    /** What is not seen, or turns round what is: strangers write messages as well, and no id has any of it. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{C}&&[^\\r\\n\\t]]");

    /** Nothing. */
    static final ReadOut NOTHING = new ReadOut("", "", "", "", "");

    /** Reads {@code typed}; what makes no sense is nothing. */
    static ReadOut of(String typed) {
        if (typed.length() > LONGEST) {
            return NOTHING;
        }
        String text = UNSEEN.matcher(typed).replaceAll("").strip();
        if (text.isEmpty()) {
            return NOTHING;
        }
        if (ALONE.matcher(text).matches()) {
            return new ReadOut(plain(text), "", "", "", "");
        }
        CommandLine command = CommandLine.in(text);
        Matcher id = (ID_ALONE.matcher(text).matches() ? ID_ALONE : ID_SAID).matcher(text);
        String request = command.request().isEmpty() && id.find() ? id.group(1) : command.request();
        if (!request.isEmpty()) {
            return new ReadOut("", command.product(), "", "", request);
        }
        Matcher sender = SENDER.matcher(text);
        boolean named = sender.find();
        String told = named && sender.group(1) != null ? sender.group(1) : "";
        String channel = command.channel().isEmpty() ? told : command.channel();
        Matcher head = HEAD.matcher(text);
        String product = command.product().isEmpty() && head.find() ? head.group(1) : command.product();
        String code = command.code().isEmpty() ? said(text) : command.code();
        return code.isEmpty()
                ? NOTHING
                : new ReadOut(
                        plain(code),
                        product.toLowerCase(Locale.ROOT),
                        channel.toLowerCase(Locale.ROOT).replaceAll("[ _-]", ""),
                        named ? sender.group(2) : command.person(),
                        "");
    }

    private static String said(String text) {
        Matcher said = SAID.matcher(text);
        if (said.find()) {
            return said.group(1);
        }
        List<String> words = AMONG_WORDS
                .matcher(text)
                .results()
                .map(one -> one.group())
                .distinct()
                .toList();
        return words.size() == 1 ? words.getFirst() : "";
    }

    /** {@code written} without the spaces and dashes with which people group codes. */
    static String plain(String written) {
        return written.replaceAll("[\\s-]", "");
    }

    /** Whether it names nothing that could be looked for. */
    boolean empty() {
        return code.isEmpty() && request.isEmpty();
    }

    /**
     * The codes that may be meant, in the order in which they are tried: as written, in capitals, in small letters; then,
     * where a product's alphabet has only one of two letters that look alike, with that one: hexadecimal codes (PraisonAI
     * until 4.6.162) have no O, I and L, all others no 0, O, 1 and I.
     */
    Set<String> candidates() {
        Set<String> all = new LinkedHashSet<>();
        if (!code.isEmpty()) {
            String small = code.toLowerCase(Locale.ROOT);
            String capitals = code.toUpperCase(Locale.ROOT);
            all.add(code);
            all.add(capitals);
            all.add(small);
            String figures = small.replace('o', '0').replace('i', '1').replace('l', '1');
            if (figures.matches("[0-9a-f]+")) {
                all.add(figures);
            }
            String letters = capitals.replace('1', 'L').replace('I', 'L');
            if (letters.matches("[A-HJ-NP-Z2-9]+")) {
                all.add(letters);
            }
        }
        return all;
    }

    /** Whether it holds a letter or figure that no code of any product can hold in that place. */
    boolean impossible() {
        return candidates().stream().noneMatch(one -> one.matches("[A-HJ-NP-Z2-9]+") || one.matches("[0-9a-f]+"));
    }

    /** Whether the message names a sender, and it is not {@code subject}: ids are written with and without signs. */
    boolean namesAnother(String subject) {
        String named = letters(person);
        return !named.isEmpty() && !named.equals(letters(subject));
    }

    private static String letters(String id) {
        return id.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "ReadOut[" + product + " " + channel + "]";
    }
}
