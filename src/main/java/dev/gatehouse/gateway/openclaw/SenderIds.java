package dev.gatehouse.gateway.openclaw;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How each channel writes the id of a sender into its allow list. In the products this is code of the channel
 * ({@code normalizeAllowEntry}); here are the channels whose rule is known, from OpenClaw 2026.7.1 with its channel
 * packages and from Fased's extensions.
 */
final class SenderIds {
    private static final Pattern WHATSAPP_PREFIX = Pattern.compile("^whatsapp:", Pattern.CASE_INSENSITIVE);
    private static final Pattern WHATSAPP_KEPT =
            Pattern.compile("\\d+(-\\d+)*@g\\.us|\\d+@newsletter", Pattern.CASE_INSENSITIVE);
    private static final Pattern WHATSAPP_ID =
            Pattern.compile("(\\d+)(:\\d+)?@(s\\.whatsapp\\.net|c\\.us|lid)", Pattern.CASE_INSENSITIVE);
    private static final Pattern WORD_PREFIX = Pattern.compile("^[A-Za-z][\\w-]*:.*");
    private static final Pattern NOSTR_KEY = Pattern.compile("[0-9a-fA-F]{64}");

    private static final UnaryOperator<String> AS_IT_IS = id -> id;
    private static final UnaryOperator<String> LOWER = id -> id.toLowerCase(Locale.ROOT);

    static final SenderIds OPENCLAW = new SenderIds(openClaw());
    static final SenderIds FASED = new SenderIds(fased());

    private final Map<String, UnaryOperator<String>> rules;

    private SenderIds(Map<String, UnaryOperator<String>> rules) {
        this.rules = Map.copyOf(rules);
    }

    private static Map<String, UnaryOperator<String>> openClaw() {
        Map<String, UnaryOperator<String>> rules = new HashMap<>(common());
        rules.put("whatsapp", SenderIds::whatsApp);
        rules.put("matrix", without("matrix:"));
        rules.put("msteams", without("(msteams|user):"));
        rules.put(
                "googlechat",
                chain(without("(googlechat|google-chat|gchat):"), without("user:"), without("users/"), LOWER));
        rules.put("line", without("line:(?:user:)?"));
        rules.put("mattermost", chain(without("(mattermost|user):"), without("@"), LOWER));
        rules.put("irc", chain(LOWER, without("irc:"), without("user:")));
        rules.put("nostr", chain(without("nostr:"), SenderIds::nostr));
        rules.put("zalo", without("(zalo|zl):"));
        rules.put("zalouser", without("(zalouser|zlu):"));
        rules.put("twitch", without("(twitch:)?user:?"));
        rules.put("nextcloud-talk", chain(without("(nextcloud-talk|nc-talk|nc):"), LOWER));
        rules.put("synology-chat", LOWER);
        return rules;
    }

    private static Map<String, UnaryOperator<String>> fased() {
        Map<String, UnaryOperator<String>> rules = new HashMap<>(common());
        rules.put("whatsapp", AS_IT_IS);
        return rules;
    }

    private static Map<String, UnaryOperator<String>> common() {
        return Map.of(
                "telegram", without("(telegram|tg):"),
                "signal", without("signal:"),
                "imessage", AS_IT_IS,
                "discord", without("(discord|user):"),
                "slack", without("(slack|user):"),
                "feishu", without("(feishu|user|open_id):"));
    }

    /** The channels whose rule is known. */
    Set<String> channels() {
        return rules.keySet();
    }

    /** The id as the product reads it from its list; as it stands where the channel's rule is not known. */
    String read(String channel, String id) {
        String trimmed = id.strip();
        return rules.getOrDefault(channel, AS_IT_IS).apply(trimmed).strip();
    }

    /** The entry that lets {@code id} in, or null where it is not known how to write it. */
    @Nullable
    String entry(String channel, String id) {
        if (!rules.containsKey(channel)) {
            return null;
        }
        String entry = read(channel, id);
        return entry.isEmpty() || entry.equals("*") || !Plain.holds(entry) ? null : entry;
    }

    private static UnaryOperator<String> without(String prefix) {
        Pattern pattern = Pattern.compile("^" + prefix, Pattern.CASE_INSENSITIVE);
        return id -> pattern.matcher(id).replaceFirst("").strip();
    }

    @SafeVarargs
    private static UnaryOperator<String> chain(UnaryOperator<String>... steps) {
        return id -> {
            String result = id;
            for (UnaryOperator<String> step : steps) {
                result = step.apply(result);
            }
            return result;
        };
    }

    private static String whatsApp(String id) {
        String rest = id;
        for (String next;
                !(next = WHATSAPP_PREFIX.matcher(rest).replaceFirst("").strip()).equals(rest); ) {
            rest = next;
        }
        if (WHATSAPP_KEPT.matcher(rest).matches()) {
            return rest;
        }
        var account = WHATSAPP_ID.matcher(rest);
        if (account.matches()) {
            return account.group(1);
        }
        return rest.contains("@") || WORD_PREFIX.matcher(rest).matches() ? "" : rest.replaceAll("\\D", "");
    }

    /** A key in its other spelling (npub…) would have to be recoded; it is left to the product. */
    private static String nostr(String id) {
        return NOSTR_KEY.matcher(id).matches() ? id.toLowerCase(Locale.ROOT) : "";
    }
}
