package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.io.AtomicFile;
import dev.gatehouse.io.FileFault;
import dev.gatehouse.io.JsonText;
import dev.gatehouse.pairing.Phrase;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The JSON files of the time before the database, as a gateway with a database sees them when it starts (OpenClaw 2026.9.6,
 * state-migrations). It takes over what it can and refuses to start as long as there is a file that it cannot place; it
 * looks whenever it, its config or its plugins changed since the last start, so such a file is a trap for later even where
 * the gateway runs. Nothing here is ever written.
 */
final class Leftovers {
    private static final String PAIRING = "-pairing.json";
    private static final String ALLOWED = "-allowFrom.json";

    /** The channels that the product knows without any config (OpenClaw 2026.9.6). */
    private static final Set<String> BUILT_IN = Set.of(
            ("feishu googlechat nostr buzz msteams mattermost nextcloud-talk matrix raft a2a line zalo clickclack zalouser"
                            + " sms synology-chat tlon discord imessage irc reef signal slack telegram twitch whatsapp")
                    .split(" "));

    private final StorePaths paths;

    Leftovers(StorePaths paths) {
        this.paths = paths;
    }

    /**
     * A file of the time before the database.
     *
     * @param file how it is called on screen
     * @param what what is wrong with it
     * @param remedy the one thing to do about it
     */
    record Leftover(String file, Phrase what, Phrase remedy) {
        private static Leftover of(String key, String file) {
            return new Leftover(file, Phrase.of(key, file), Phrase.of(key + ".remedy"));
        }
    }

    /**
     * What keeps a gateway of 2026.8 or later from starting: before an update, and any time after. Nothing if the config
     * cannot be read, without which it cannot be told.
     *
     * @throws IOException if the folder cannot be looked at
     */
    List<Leftover> blocking(Config config) throws IOException {
        List<Leftover> blocking = new ArrayList<>();
        if (config.problem() != null) {
            return blocking;
        }
        List<String> names = names();
        for (String name : names) {
            Path file = paths.credentials().resolve(name);
            String shown = paths.shown(file);
            Placing placing = name.endsWith(ALLOWED) ? placing(name, names, config) : Placing.CLEAR;
            if (placing != Placing.CLEAR) {
                blocking.add(Leftover.of(placing.key, shown));
            } else if (!readable(file, name.endsWith(ALLOWED) ? AllowFormat.LIST : PairingFormat.REQUESTS)) {
                blocking.add(Leftover.of("openclaw.leftover.unreadable", shown));
            }
        }
        for (Path file : List.of(paths.devicesPaired(), paths.nodesPaired())) {
            if (Files.exists(file) && !readable(file, null)) {
                blocking.add(Leftover.of("openclaw.leftover.unreadable", paths.shown(file)));
            }
        }
        return blocking;
    }

    /**
     * What lies beside a database without being used; for a store of which the database counts.
     *
     * @throws IOException if the folder cannot be looked at
     */
    List<Leftover> unused() throws IOException {
        return Stream.concat(
                        names().stream().map(name -> paths.credentials().resolve(name)),
                        Stream.of(
                                        paths.devicesPending(),
                                        paths.devicesPaired(),
                                        paths.bootstrap(),
                                        paths.nodesPending(),
                                        paths.nodesPaired())
                                .filter(Files::exists))
                .map(file -> Leftover.of("openclaw.leftover.unused", paths.shown(file)))
                .toList();
    }

    /** The files of people, in the order of their names; links and copies under other names are not looked at. */
    private List<String> names() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(paths.credentials(), "*.json")) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if ((name.endsWith(PAIRING) || name.endsWith(ALLOWED))
                        && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    names.add(name);
                }
            }
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return List.copyOf(names);
    }

    private enum Placing {
        CLEAR(""),
        UNKNOWN("openclaw.leftover.unknown"),
        AMBIGUOUS("openclaw.leftover.ambiguous");

        private final String key;

        Placing(String key) {
            this.key = key;
        }
    }

    /** Whether it is clear whom the file {@code name} lets in where. */
    private static Placing placing(String name, List<String> names, Config config) {
        Set<String> channels = new HashSet<>(BUILT_IN);
        channels.addAll(config.channels());
        names.stream().filter(other -> other.endsWith(PAIRING)).forEach(other -> channels.add(stem(other, PAIRING)));
        String stem = stem(name, ALLOWED);
        int targets = 0;
        for (String channel : channels) {
            if (stem.equals(channel)) {
                targets++;
            } else if (stem.startsWith(channel + "-")) {
                String account = stem.substring(channel.length() + 1);
                boolean twice = names.stream()
                        .anyMatch(other ->
                                !other.equals(name) && other.equalsIgnoreCase(name) && other.endsWith(ALLOWED));
                if (twice) {
                    return Placing.AMBIGUOUS;
                }
                if (configured(config, channel, account)
                        || (account.equals(FileNames.DEFAULT_ACCOUNT) && BUILT_IN.contains(channel))) {
                    targets++;
                }
            }
        }
        return targets == 1 ? Placing.CLEAR : targets == 0 ? Placing.UNKNOWN : Placing.AMBIGUOUS;
    }

    private static boolean configured(Config config, String channel, String account) {
        return config.accountsOf(channel).stream()
                .anyMatch(one -> one.equals(FileNames.DEFAULT_ACCOUNT)
                        ? account.equals(one)
                        : one.equals(account.toLowerCase(Locale.ROOT)));
    }

    private static String stem(String name, String ending) {
        return name.substring(0, name.length() - ending.length());
    }

    /** Whether {@code file} is JSON with a list of that name, or any JSON if there is no name. */
    private static boolean readable(Path file, @Nullable String list) throws IOException {
        try {
            JsonNode root = JsonText.parse(new AtomicFile(file).read().bytes());
            return list == null || root.path(list).isArray() || (list.equals(AllowFormat.LIST) && root.isArray());
        } catch (JsonText.Malformed | FileFault.TooLarge _) {
            return false;
        }
    }
}
