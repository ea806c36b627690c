package dev.gatehouse.gateway.orginabox;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Phrase;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The product's own command. Approve and revoke are spelled as its documentation has them (docs.orginabox.com, Device
 * Pairing); what it prints is not documented, so only its exit code counts, and the next look.
 */
final class CommandSide {
    private static final List<String> NAMES = List.of("oiab", "oiab.exe", "oiab.cmd");

    /** What may stand in an argument: nothing that the command could take for an option. */
    private static final Pattern ARGUMENT = Pattern.compile("[\\p{L}\\p{N}_+@][\\p{L}\\p{N}_.:@+=/-]{0,255}");

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path command;
    private final Path folder;
    private final Duration limit;

    /** Runs {@code command} in the user's home folder. */
    CommandSide(Path command, Path home) {
        this(command, home, LIMIT);
    }

    CommandSide(Path command, Path home, Duration limit) {
        this.command = command;
        this.folder = home;
        this.limit = limit;
    }

    /** The command on the PATH of {@code environment}. */
    static Optional<Path> find(Environment environment) {
        String path = environment.variable("PATH");
        if (path == null) {
            return Optional.empty();
        }
        for (String folder : path.split(Pattern.quote(File.pathSeparator))) {
            for (String name : NAMES) {
                try {
                    Path file = Path.of(folder).resolve(name);
                    if (file.isAbsolute() && Files.isRegularFile(file) && Files.isExecutable(file)) {
                        return Optional.of(file);
                    }
                } catch (InvalidPathException _) {
                    break;
                }
            }
        }
        return Optional.empty();
    }

    /** The command, for the operator to recognise. */
    String place() {
        return command.toString();
    }

    /**
     * Lets somebody in. The code stands in the process list while the command runs.
     *
     * @return whether it ended in time; if not, it may have been done
     * @throws GatewayException if it was not done
     */
    boolean approve(String gateway, String code) throws GatewayException {
        return run("pairing-approve", "--code", gateway, code);
    }

    /** Takes somebody's access away; the same otherwise. */
    boolean revoke(String gateway, String user) throws GatewayException {
        return run("pairing-revoke", "--user", gateway, user);
    }

    private boolean run(String what, String option, String gateway, String value) throws GatewayException {
        if (!ARGUMENT.matcher(gateway).matches() || !ARGUMENT.matcher(value).matches()) {
            throw new GatewayException(new Problem.NotOffered(Phrase.of("oiab.absent.argument")));
        }
        List<String> line =
                new ArrayList<>(List.of(command.toString(), "gateway", what, "--gateway", gateway, option, value));
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                // What it prints may hold the code, and is in no documented form.
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    return false;
                }
            } finally {
                end(process);
            }
            if (process.exitValue() != 0) {
                throw new GatewayException(new LinkProblem.Failed(name(what), "exit code " + process.exitValue()));
            }
            return true;
        } catch (IOException e) {
            throw new GatewayException(new Problem.Broken(command.toString(), "could not be started"), e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** It and what it has started: a script that is ended leaves its children running. */
    private static void end(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    /** How a call is written down: without gateway, person and code. */
    static String name(String what) {
        return "oiab gateway " + what;
    }
}
