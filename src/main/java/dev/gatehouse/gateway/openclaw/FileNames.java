package dev.gatehouse.gateway.openclaw;

import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How channels and accounts become names of files and back (OpenClaw 2026.7.1, pairing-store). */
final class FileNames {
    /** The account that a channel has without any being named. */
    static final String DEFAULT_ACCOUNT = "default";

    private static final String PAIRING = "-pairing.json";
    private static final String ALLOWED = "-allowFrom.json";
    private static final Pattern UNSAFE = Pattern.compile("[\\\\/:*?\"<>|]");
    private static final Pattern CANONICAL_ACCOUNT = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    private FileNames() {}

    /**
     * Whom an allow list is for.
     *
     * @param channel the channel
     * @param account the account, or null in a file of the time before there were accounts
     */
    record Door(String channel, @Nullable String account) {}

    /** A channel or account as it stands in the name of a file; empty if it cannot. */
    static String key(String text) {
        String key = UNSAFE.matcher(text.strip().toLowerCase(Locale.ROOT))
                .replaceAll("_")
                .replace("..", "_");
        return key.equals("_") ? "" : key;
    }

    /** An account as requests name it: without white space, in small letters, {@code default} if there is none. */
    static String account(@Nullable String text) {
        String account = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
        return account.isEmpty() ? DEFAULT_ACCOUNT : account;
    }

    /** An account as the config's key for it is understood (OpenClaw 2026.7.1, account-id). */
    static String configuredAccount(String text) {
        String account = text.strip().toLowerCase(Locale.ROOT);
        if (CANONICAL_ACCOUNT.matcher(account).matches()) {
            return account;
        }
        String dashed = account.replaceAll("[^a-z0-9_-]+", "-").replaceAll("^-+|-+$", "");
        String cut = dashed.substring(0, Math.min(64, dashed.length()));
        return cut.isEmpty() ? DEFAULT_ACCOUNT : cut;
    }

    static String pairing(String channel) {
        return key(channel) + PAIRING;
    }

    static String allowed(String channel, @Nullable String account) {
        return key(channel) + (account == null ? "" : "-" + key(account)) + ALLOWED;
    }

    /** The channel whose pending requests are in the file {@code name}, or null if it is another file. */
    static @Nullable String pairingChannel(String name) {
        String stem = stem(name, PAIRING);
        return stem == null || !key(stem).equals(stem) ? null : stem;
    }

    /**
     * Whom the file {@code name} lets in, or null if it is another file. Channels and accounts both may hold a dash: the
     * longest of the {@code known} channels that fits is meant, else what stands before the first dash.
     */
    static @Nullable Door door(String name, Collection<String> known) {
        String stem = stem(name, ALLOWED);
        if (stem == null || !key(stem).equals(stem)) {
            return null;
        }
        String channel = known.stream()
                .filter(one -> stem.equals(one) || stem.startsWith(one + "-"))
                .max((a, b) -> Integer.compare(a.length(), b.length()))
                .orElseGet(() -> stem.contains("-") ? stem.substring(0, stem.indexOf('-')) : stem);
        if (channel.isEmpty()) {
            return null;
        }
        String account = stem.equals(channel) ? null : stem.substring(channel.length() + 1);
        return account != null && account.isEmpty() ? null : new Door(channel, account);
    }

    private static @Nullable String stem(String name, String ending) {
        return name.endsWith(ending) && name.length() > ending.length()
                ? name.substring(0, name.length() - ending.length())
                : null;
    }
}
