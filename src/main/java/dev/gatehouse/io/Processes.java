package dev.gatehouse.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The processes of this computer. On Linux from {@code /proc}, which tells more than the JDK: the start time in clock
 * ticks that OpenClaw writes into its locks, environment variables, open files. Elsewhere from {@link ProcessHandle}.
 */
public final class Processes {
    private final Path proc;

    /** Those of the computer that this runs on. */
    public Processes() {
        this(Path.of("/proc"));
    }

    /** Those listed under {@code proc}. */
    Processes(Path proc) {
        this.proc = proc;
    }

    /** Whether a process is there. */
    public enum Presence {
        /** It runs. */
        ALIVE,
        /** It does not run, or is dead and only waits to be collected. */
        GONE,
        /** This process is not allowed to know. */
        UNKNOWN
    }

    /** Whether process {@code pid} is there. */
    public Presence presence(long pid) {
        if (!linux()) {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent() ? Presence.ALIVE : Presence.GONE;
        }
        Optional<List<String>> stat = stat(pid);
        if (stat.isPresent()) {
            String state = stat.get().getFirst();
            return state.equals("Z") || state.equals("X") ? Presence.GONE : Presence.ALIVE;
        }
        // Mounted with hidepid, /proc shows nobody else's processes: not even the first one.
        return Files.isDirectory(proc.resolve("1")) ? Presence.GONE : Presence.UNKNOWN;
    }

    /** When the process started, in clock ticks since the computer did; empty where the system does not tell so. */
    public OptionalLong startTicks(long pid) {
        // Field 22 of proc(5) stat; the state, field 3, is the first one behind the name.
        return stat(pid)
                .filter(fields -> fields.size() > 19)
                .map(fields -> OptionalLong.of(Long.parseLong(fields.get(19))))
                .orElse(OptionalLong.empty());
    }

    /**
     * All processes that can be seen.
     *
     * @throws IOException if the system does not list them; that does not mean that there are none
     */
    public List<Long> all() throws IOException {
        if (!linux()) {
            return ProcessHandle.allProcesses().map(ProcessHandle::pid).toList();
        }
        List<Long> pids = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path entry : entries) {
                pids.add(Long.valueOf(entry.getFileName().toString()));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return pids;
    }

    /** Program and arguments; empty if the system does not tell. A program can overwrite its own. */
    public List<String> commandLine(long pid) {
        if (linux()) {
            return content(pid, "cmdline").map(Processes::parts).orElse(List.of());
        }
        return ProcessHandle.of(pid)
                .map(ProcessHandle::info)
                .map(info -> {
                    List<String> line = new ArrayList<>();
                    info.command().ifPresent(line::add);
                    info.arguments().ifPresent(arguments -> line.addAll(List.of(arguments)));
                    return List.copyOf(line);
                })
                .orElse(List.of());
    }

    /** The environment variables it was started with; empty if the system does not tell. */
    public Optional<Map<String, String>> variables(long pid) {
        return content(pid, "environ").map(text -> {
            Map<String, String> variables = new HashMap<>();
            for (String part : parts(text)) {
                int equals = part.indexOf('=');
                if (equals > 0) {
                    variables.put(part.substring(0, equals), part.substring(equals + 1));
                }
            }
            return variables;
        });
    }

    /** The name of the user it runs as; empty if the system does not tell. */
    public Optional<String> user(long pid) {
        if (!linux()) {
            return ProcessHandle.of(pid).flatMap(handle -> handle.info().user());
        }
        try {
            return Optional.of(Files.getOwner(folder(pid)).getName());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** Whether it has {@code file} open, as far as can be seen. */
    public boolean holdsOpen(long pid, Path file) {
        try (DirectoryStream<Path> descriptors =
                Files.newDirectoryStream(folder(pid).resolve("fd"))) {
            Object key = FileStat.of(file).key();
            for (Path descriptor : descriptors) {
                if (key != null && key.equals(FileStat.of(descriptor).key())) {
                    return true;
                }
            }
        } catch (DirectoryIteratorException | IOException _) {
            // It ended while it was looked at, or is somebody else's.
            return false;
        }
        return false;
    }

    /**
     * Whether it may see another file than this process does under the same path, as in a container: it has file systems
     * of its own, or the system does not tell.
     */
    public boolean seesOtherFiles(long pid) {
        Optional<Path> own = mounts("self");
        return own.isPresent() && !own.equals(mounts(Long.toString(pid)));
    }

    private Optional<Path> mounts(String process) {
        try {
            return Optional.of(
                    Files.readSymbolicLink(proc.resolve(process).resolve("ns").resolve("mnt")));
        } catch (IOException | UnsupportedOperationException _) {
            return Optional.empty();
        }
    }

    /**
     * What process {@code pid} finds at {@code path}, as this process can reach it; itself to be looked at and nothing
     * more, for a link in it would lead this process elsewhere.
     *
     * @return empty if a link is on the way, or the system does not tell
     */
    public Optional<Path> asSeenBy(long pid, Path path) {
        Path at = folder(pid).resolve("root");
        for (Path name : path.toAbsolutePath().normalize()) {
            at = at.resolve(name);
            if (Files.isSymbolicLink(at)) {
                return Optional.empty();
            }
        }
        return Files.exists(at, LinkOption.NOFOLLOW_LINKS) ? Optional.of(at) : Optional.empty();
    }

    private boolean linux() {
        return Files.isDirectory(proc.resolve("self"));
    }

    /** The fields of proc(5) stat behind the name, which may hold anything. */
    private Optional<List<String>> stat(long pid) {
        return content(pid, "stat")
                .map(text -> List.of(
                        text.substring(text.lastIndexOf(')') + 1).strip().split(" ")));
    }

    private Optional<String> content(long pid, String name) {
        try {
            return Optional.of(Files.readString(folder(pid).resolve(name), StandardCharsets.ISO_8859_1))
                    .filter(text -> !text.isEmpty());
        } catch (IOException _) {
            // It has ended, or is somebody else's.
            return Optional.empty();
        }
    }

    private Path folder(long pid) {
        return proc.resolve(Long.toString(pid));
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>(List.of(text.split("\0")));
        parts.removeIf(String::isEmpty);
        return parts;
    }
}
