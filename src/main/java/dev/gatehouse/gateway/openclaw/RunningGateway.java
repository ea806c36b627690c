package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.io.AtomicFile;
import dev.gatehouse.io.FileStat;
import dev.gatehouse.io.JsonText;
import dev.gatehouse.io.Processes;
import dev.gatehouse.io.Processes.Presence;
import dev.gatehouse.pairing.Phrase;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Tells whether a gateway runs on a store. The files of devices and nodes have no lock, and a running gateway keeps them
 * in memory or overwrites them; so they are changed only when it is certain that none runs, and what cannot be told counts
 * as running.
 *
 * <p>Two signs, either of which is enough (OpenClaw 2026.7.1, gateway-lock; Fased, the same in an older form):
 *
 * <ol>
 *   <li>The gateway's own lock, {@code <tmp>/<product>-<uid>/gateway.<hash>.lock}: it names the process, its start time and
 *       its config. The folder follows the gateway's TMPDIR, so the console's own, {@code /tmp} and {@code <state>/tmp}
 *       (macOS service) are searched. The hash is of the config's path as the gateway spelled it, so every lock is opened
 *       and its config compared by real path instead. A lock that was left behind by {@code kill -9} names a dead
 *       process, or one that started at another time or is no gateway because the number was given out again. A lock
 *       that cannot be read or understood counts as running.
 *   <li>A process that looks like a gateway. The lock appears only some five seconds after the start, when the store is
 *       already open, and it can be switched off; so the processes are searched as well, where the system shows them
 *       (Linux). One is of this store if its environment leads to the state folder or if it has the store's database
 *       open. One whose environment may not be read counts, unless it runs as a user who does not own the store. One in a
 *       container names its folders as they are called in there, and its lock is not found here: it is of this store if
 *       the very folder is there under another name, of another if its own is found to be another folder, and counts if
 *       neither can be told.
 * </ol>
 *
 * Once on each side of every write is asked; between the second answer and the rename lie microseconds, and a gateway that
 * starts then needs seconds to read the files.
 */
final class RunningGateway {
    private static final String ROOT = "root";

    private final StorePaths paths;
    private final Environment environment;
    private final Processes processes;
    private final List<Path> lockRoots;

    /** Looks for a gateway on {@code paths}; its lock may be under any of {@code lockRoots}. */
    RunningGateway(StorePaths paths, Environment environment, Processes processes, List<Path> lockRoots) {
        this.paths = paths;
        this.environment = environment;
        this.processes = processes;
        this.lockRoots = List.copyOf(lockRoots);
    }

    /** The folders in which the gateway's lock can be, seen from {@code environment}. */
    static List<Path> lockRoots(StorePaths paths, Environment environment) {
        Set<Path> roots = new LinkedHashSet<>();
        roots.add(environment.temporary());
        Stream.of("TMPDIR", "TMP", "TEMP")
                .map(environment::variable)
                .filter(value -> value != null)
                .map(Path::of)
                .forEach(roots::add);
        roots.add(paths.state().resolve("tmp"));
        roots.add(Path.of("/tmp"));
        return List.copyOf(roots);
    }

    /** What was found. */
    sealed interface Answer {
        /** No gateway runs. */
        record No() implements Answer {}

        /** One runs, or is about to. */
        record Yes(long pid) implements Answer {}

        /** It cannot be told. */
        record Unknown(String sign) implements Answer {}

        /** Why devices cannot be changed, or null if they can. */
        default @Nullable Phrase obstacle() {
            return switch (this) {
                case No _ -> null;
                case Yes yes -> Phrase.of("openclaw.absent.running", Long.toString(yes.pid()));
                case Unknown unknown -> Phrase.of("openclaw.absent.running-unknown", unknown.sign());
            };
        }
    }

    /** A lock that its owner still needs. */
    private record LiveLock(long pid, String config) {}

    /** Looks now, through all locks and processes; less than a millisecond on a computer with a hundred processes. */
    Answer look() {
        Answer unknown = new Answer.No();
        Set<Long> elsewhere = new HashSet<>();
        for (Path file : locks()) {
            Optional<LiveLock> lock;
            try {
                lock = live(file);
            } catch (IOException | JsonText.Malformed | Entry.Bad _) {
                unknown = new Answer.Unknown(file.toString());
                continue;
            }
            if (lock.isPresent()) {
                if (ours(lock.get().config())) {
                    return new Answer.Yes(lock.get().pid());
                }
                elsewhere.add(lock.get().pid());
            }
        }
        List<Long> all;
        try {
            all = processes.all();
        } catch (IOException e) {
            return new Answer.Unknown(String.valueOf(e.getMessage()));
        }
        for (long pid : all) {
            if (looksLikeGateway(processes.commandLine(pid))) {
                switch (attribute(pid, elsewhere.contains(pid))) {
                    case Answer.Yes yes -> {
                        return yes;
                    }
                    case Answer.Unknown sign -> unknown = sign;
                    case Answer.No _ -> {}
                }
            }
        }
        return unknown;
    }

    private List<Path> locks() {
        List<Path> locks = new ArrayList<>();
        for (Path root : lockRoots) {
            for (Path folder : list(root, paths.dialect().id() + "*")) {
                // Anybody may make a folder in a shared place; what they put there says nothing of this store.
                if (ownStore(owner(folder).orElse(ROOT))) {
                    locks.addAll(list(folder, "gateway.*.lock"));
                }
            }
        }
        return locks;
    }

    private static List<Path> list(Path folder, String glob) {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
                entries.forEach(found::add);
            } catch (DirectoryIteratorException | IOException _) {
                // A folder that may not be listed is of a user who does not own the store, or tells nothing.
                return List.of();
            }
        }
        return found;
    }

    /** What the lock in {@code file} says, unless its owner is gone. */
    private Optional<LiveLock> live(Path file) throws IOException, JsonText.Malformed, Entry.Bad {
        AtomicFile.Content content = new AtomicFile(file).read();
        if (!content.exists()) {
            return Optional.empty();
        }
        Entry entry = Entry.of(JsonText.parse(content.bytes()));
        JsonNode pidNode = entry.node().path("pid");
        if (!pidNode.isIntegralNumber() || pidNode.asLong(0) <= 0) {
            throw new Entry.Bad("pid");
        }
        long pid = pidNode.asLong(0);
        String config = entry.need("configPath");
        if (processes.presence(pid) == Presence.GONE) {
            return Optional.empty();
        }
        OptionalLong started = processes.startTicks(pid);
        JsonNode expected = entry.node().path("startTime");
        if (expected.isNumber() && started.isPresent()) {
            return expected.asLong(0) == started.getAsLong()
                    ? Optional.of(new LiveLock(pid, config))
                    : Optional.empty();
        }
        List<String> line = processes.commandLine(pid);
        return line.isEmpty() || looksLikeGateway(line) ? Optional.of(new LiveLock(pid, config)) : Optional.empty();
    }

    private boolean ours(String config) {
        Path path = Path.of(config);
        return real(path).equals(real(paths.config()))
                || real(path.resolveSibling("")).equals(real(paths.state()));
    }

    /** The real path as far as it exists. */
    private static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            return absolute.toRealPath();
        } catch (IOException _) {
            Path parent = absolute.getParent();
            return parent == null ? absolute : real(parent).resolve(absolute.getFileName());
        }
    }

    private Answer attribute(long pid, boolean locksAnother) {
        Optional<Map<String, String>> variables = processes.variables(pid);
        if (variables.isPresent()) {
            Environment its = new Environment(
                    variables.get(),
                    Path.of(variables
                            .get()
                            .getOrDefault("HOME", environment.home().toString())),
                    environment.temporary(),
                    environment.clock(),
                    environment.watch());
            if (processes.seesOtherFiles(pid)) {
                return inContainer(pid, StorePaths.of(paths.dialect(), its).state());
            }
            boolean says = its.variable(paths.dialect().prefix() + "STATE_DIR") != null;
            if (real(StorePaths.of(paths.dialect(), its).state()).equals(real(paths.state()))
                    || processes.holdsOpen(pid, paths.sqlite())) {
                return new Answer.Yes(pid);
            }
            // A named profile is chosen by an argument that the gateway overwrites.
            boolean named = String.valueOf(paths.state().getFileName())
                    .startsWith(paths.dialect().folder() + "-");
            return named && !says && !locksAnother ? new Answer.Unknown(Long.toString(pid)) : new Answer.No();
        }
        if (processes.holdsOpen(pid, paths.sqlite())) {
            return new Answer.Yes(pid);
        }
        return locksAnother || !ownStore(processes.user(pid).orElse(ROOT)) || !ownsAnything(pid)
                ? new Answer.No()
                : new Answer.Unknown(Long.toString(pid));
    }

    /**
     * Whose a gateway is that sees other files than this process does, and that would keep its store in {@code state}. A
     * named profile of it would be beside that.
     */
    private Answer inContainer(long pid, Path state) {
        if (processes.holdsOpen(pid, paths.sqlite())) {
            return new Answer.Yes(pid);
        }
        try {
            Object ours = FileStat.of(paths.state()).key();
            Optional<Path> its = processes.asSeenBy(pid, state);
            if (ours != null && its.isPresent()) {
                List<Path> beside =
                        list(its.get().resolveSibling(""), paths.dialect().folder() + "*");
                for (Path folder : Stream.concat(its.stream(), beside.stream()).toList()) {
                    if (ours.equals(FileStat.of(folder).key())) {
                        return new Answer.Yes(pid);
                    }
                }
                return new Answer.No();
            }
        } catch (IOException _) {
            // What cannot be compared cannot be told, as below.
        }
        return ownsAnything(pid) ? new Answer.Unknown(Long.toString(pid)) : new Answer.No();
    }

    /** A process that ended while it was looked at has no say. */
    private boolean ownsAnything(long pid) {
        return processes.presence(pid) != Presence.GONE;
    }

    /** Whether {@code user} can have the store: its owner, or root. */
    private boolean ownStore(String user) {
        return user.equals(ROOT) || owner(paths.state()).map(user::equals).orElse(true);
    }

    private static Optional<String> owner(Path path) {
        try {
            return FileStat.of(path).exists() ? Optional.of(Files.getOwner(path).getName()) : Optional.empty();
        } catch (IOException | UnsupportedOperationException _) {
            return Optional.empty();
        }
    }

    /**
     * Whether a command line is a gateway's, as the product itself judges it, or that of any program of the product: while
     * it starts, a gateway has overwritten its arguments with the product's name alone.
     */
    private boolean looksLikeGateway(List<String> line) {
        String product = paths.dialect().id();
        List<String> words = line.stream()
                .map(word -> word.strip().toLowerCase(Locale.ROOT).replace('\\', '/'))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.isEmpty()) {
            return false;
        }
        String program = words.getFirst().replaceFirst("\\.(exe|cmd|bat)$", "");
        String name = program.substring(program.lastIndexOf('/') + 1);
        if (name.equals(product + "-gateway") || (words.size() == 1 && name.equals(product))) {
            return true;
        }
        boolean script = words.stream()
                .anyMatch(word -> Stream.of(
                                "dist/index.js",
                                "dist/entry.js",
                                product + ".mjs",
                                "scripts/run-node.mjs",
                                "src/entry.ts",
                                "src/index.ts")
                        .anyMatch(word::endsWith));
        return words.contains("gateway") && (script || name.equals(product));
    }
}
