package dev.gatehouse.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line with which a product's own command approves somebody, found in a longer text. It prints without the code.
 *
 * @param product the product's id, or empty
 * @param channel the channel, or empty
 * @param code the code as it was written, or empty
 * @param person the sender's id, or empty
 * @param request the id of a device's or node's request, or empty
 */
record CommandLine(String product, String channel, String code, String person, String request) {
    private static final CommandLine NONE = new CommandLine("", "", "", "", "");

    /**
     * OpenClaw 2026.9.6 and Fased: {@code pairing approve [--channel C] [--account A] [CHANNEL] CODE}, {@code devices
     * approve ID}, {@code nodes approve ID}; PraisonAI: {@code pairing approve PLATFORM CODE [CHANNEL_ID] [--label L]};
     * Org in a Box: {@code gateway pairing-approve [--gateway ID] --code CODE}.
     */
    private static final Pattern COMMAND = Pattern.compile(
            "\\b(openclaw|fased|praisonai(?:-bot)?|oiab|orginabox)\\b([^\\n]{0,80}?)"
                    + "\\b(?:(pairing|devices|nodes)[ \\t]+approve|pairing-approve)\\b([^\\n]{0,400})",
            Pattern.CASE_INSENSITIVE);

    private static final Set<String> WITH_VALUE = Set.of(
            "channel",
            "account",
            "label",
            "store-dir",
            "gateway",
            "code",
            "profile",
            "url",
            "token",
            "password",
            "timeout");

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{2,16}(?:-[A-Za-z0-9]{2,8})*");
    private static final Pattern REQUEST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{5,63}");
    private static final Pattern PERSON = Pattern.compile("[^<]*[0-9@][^<]*");
    private static final String AROUND = "`'\"*.,;:!?()";

    /** The command in {@code text}; nothing if there is none. */
    static CommandLine in(String text) {
        Matcher matcher = COMMAND.matcher(text);
        while (matcher.find()) {
            CommandLine read = read(matcher);
            if (!read.code.isEmpty() || !read.request.isEmpty()) {
                return read;
            }
        }
        return NONE;
    }

    private static CommandLine read(Matcher matcher) {
        String name = matcher.group(1).toLowerCase(Locale.ROOT);
        String product = name.startsWith("praisonai") ? "praisonai" : name.equals("oiab") ? "orginabox" : name;
        Map<String, String> options = new HashMap<>();
        List<String> rest = new ArrayList<>();
        sort(matcher.group(4), options, rest);
        String what = matcher.group(3);
        if (what != null && !what.equalsIgnoreCase("pairing")) {
            String id = rest.isEmpty() ? "" : rest.getFirst();
            return new CommandLine(product, "", "", "", REQUEST.matcher(id).matches() ? id : "");
        }
        String channel = options.getOrDefault("channel", "");
        if (channel.isEmpty() && rest.size() > 1) {
            channel = rest.removeFirst();
        }
        String code = options.getOrDefault("code", rest.isEmpty() ? "" : rest.removeFirst());
        boolean named = product.equals("praisonai")
                && !rest.isEmpty()
                && PERSON.matcher(rest.getFirst()).matches();
        return new CommandLine(
                product, channel, CODE.matcher(code).matches() ? code : "", named ? rest.getFirst() : "", "");
    }

    private static void sort(String line, Map<String, String> options, List<String> rest) {
        String option = "";
        for (String word : line.strip().split("[ \\t]+")) {
            String bare = bare(word);
            if (word.startsWith("--")) {
                int at = word.indexOf('=');
                option = at < 0 ? word.substring(2) : "";
                if (at > 0) {
                    options.put(word.substring(2, at), bare(word.substring(at + 1)));
                }
            } else if (WITH_VALUE.contains(option)) {
                options.put(option, bare);
                option = "";
            } else if (!bare.isEmpty()) {
                rest.add(bare);
                option = "";
            }
        }
    }

    /** Without the signs that a message has around a word; an id may begin with a plus. */
    private static String bare(String word) {
        int from = 0;
        int to = word.length();
        while (from < to && AROUND.indexOf(word.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && AROUND.indexOf(word.charAt(to - 1)) >= 0) {
            to--;
        }
        return word.substring(from, to);
    }

    @Override
    public String toString() {
        return "CommandLine[" + product + " " + channel + "]";
    }
}
