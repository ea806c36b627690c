package dev.gatehouse.gateway.praisonai;

import dev.gatehouse.io.FileStat;
import dev.gatehouse.io.Processes;
import dev.gatehouse.pairing.Phrase;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a gateway or a bot of PraisonAI works on a store. Whatever does keeps the whole store in memory, never
 * looks at the file again, and overwrites it with its next save; what cannot be told counts as running.
 *
 * <p>Two signs. A gateway leaves {@code gateway-<host>-<port>.pid} beside the store's folder, and leaves it there when it
 * is ended by a signal. Bots that run on their own leave none, so processes are searched too: every program of the product
 * keeps its store in the home folder of its user. Neither finds a program that somebody wrote around the product.
 */
final class Running {
    private static final String ROOT = "root";
    private static final List<String> PROGRAMS =
            List.of("praisonai", "praisonai-bot", "praisonai_bot", "praisonai-code");

    private final Places places;
    private final Processes processes;

    /** Looks for who works on {@code places}. */
    Running(Places places, Processes processes) {
        this.places = places;
        this.processes = processes;
    }

    /** What was found. */
    sealed interface Answer {
        /** Nobody was found. */
        record No() implements Answer {}

        /** Process {@code pid} runs. */
        record Process(long pid) implements Answer {}

        /** Something answers at {@code address}. */
        record Answers(String address) implements Answer {}

        /** It cannot be told. */
        record Unknown(String sign) implements Answer {}

        /** Why the store cannot be written, or null if it can. */
        default @Nullable Phrase obstacle() {
            return switch (this) {
                case No _ -> null;
                case Process process -> Phrase.of("praisonai.absent.running-process", Long.toString(process.pid()));
                case Answers answers -> Phrase.of("praisonai.absent.running-address", answers.address());
                case Unknown unknown -> Phrase.of("praisonai.absent.running-unknown", unknown.sign());
            };
        }
    }

    /** A gateway's sign: who it is, and where it listens. */
    record Sign(long pid, String host, int port) {}

    /** The signs of gateways whose process may still be there. */
    static List<Sign> signs(Path folder, Processes processes) {
        List<Sign> signs = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "gateway-*.pid")) {
                for (Path entry : entries) {
                    sign(entry)
                            .filter(sign -> processes.presence(sign.pid()) != Processes.Presence.GONE)
                            .filter(sign -> likely(processes.commandLine(sign.pid())))
                            .ifPresent(signs::add);
                }
            } catch (DirectoryIteratorException | IOException _) {
                // A folder that may not be listed: processes are searched all the same.
                return signs;
            }
        }
        return signs;
    }

    private static Optional<Sign> sign(Path file) {
        try {
            // Lines: pid, host, port, start, start of the process (praisonai-bot 0.1.0, gateway/port_utils.py).
            List<String> lines = Files.readString(file).lines().toList();
            return lines.size() < 3
                    ? Optional.empty()
                    : Optional.of(new Sign(
                            Long.parseLong(lines.get(0).strip()),
                            lines.get(1).strip(),
                            Integer.parseInt(lines.get(2).strip())));
        } catch (IOException | NumberFormatException _) {
            // Half written, or somebody else's: the product itself takes it for nothing.
            return Optional.empty();
        }
    }

    /** Whether a number was not given out again to somebody else; a command line that is not told says nothing. */
    private static boolean likely(List<String> line) {
        return line.isEmpty()
                || line.stream().limit(4).anyMatch(word -> word.contains("praison") || word.contains("python"));
    }

    /** Looks now. */
    Answer look() {
        for (Sign sign : signs(places.signs(), processes)) {
            return new Answer.Process(sign.pid());
        }
        Answer unknown = new Answer.No();
        List<Long> all;
        try {
            all = processes.all();
        } catch (IOException e) {
            return new Answer.Unknown(String.valueOf(e.getMessage()));
        }
        for (long pid : all) {
            if (ofTheProduct(processes.commandLine(pid))) {
                switch (attribute(pid)) {
                    case Answer.No _ -> {}
                    case Answer.Unknown sign -> unknown = sign;
                    case Answer found -> {
                        return found;
                    }
                }
            }
        }
        return unknown;
    }

    /** Whether it is a program of the product; its pairing command is over in a moment and starts from the file. */
    static boolean ofTheProduct(List<String> line) {
        boolean named = line.stream()
                .limit(4)
                .map(word -> word.replace('\\', '/').replaceFirst(".*/", "").replaceFirst("\\.(exe|py)$", ""))
                .anyMatch(PROGRAMS::contains);
        return named && !line.contains("pairing");
    }

    private Answer attribute(long pid) {
        Optional<String> home = processes
                .variables(pid)
                .map(variables -> variables.getOrDefault("HOME", variables.getOrDefault("USERPROFILE", "")))
                .filter(text -> !text.isEmpty());
        if (home.isEmpty()) {
            return processes.presence(pid) == Processes.Presence.GONE
                            || !ownStore(processes.user(pid).orElse(ROOT))
                    ? new Answer.No()
                    : new Answer.Unknown(Long.toString(pid));
        }
        try {
            Path base = Path.of(home.get()).resolve(".praisonai");
            Object ours = FileStat.of(places.folder()).key();
            for (String store : Places.STORES) {
                Optional<Path> its = processes.asSeenBy(pid, base.resolve(store));
                if (ours != null
                        && its.isPresent()
                        && ours.equals(FileStat.of(its.get()).key())) {
                    return new Answer.Process(pid);
                }
                if (!processes.seesOtherFiles(pid) && real(base.resolve(store)).equals(real(places.folder()))) {
                    return new Answer.Process(pid);
                }
            }
            return new Answer.No();
        } catch (IOException | InvalidPathException _) {
            return new Answer.Unknown(Long.toString(pid));
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException _) {
            return path.toAbsolutePath().normalize();
        }
    }

    private boolean ownStore(String user) {
        if (user.equals(ROOT)) {
            return true;
        }
        try {
            return Files.getOwner(places.folder()).getName().equals(user);
        } catch (IOException | UnsupportedOperationException _) {
            return true;
        }
    }
}
