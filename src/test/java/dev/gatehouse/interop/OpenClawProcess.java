package dev.gatehouse.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A running gateway. */
final class OpenClawProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration END_LIMIT = Duration.ofSeconds(5);

    private final OpenClawInstall install;
    private final OpenClawState state;
    private final @Nullable Namespace namespace;
    private final Path log;
    private final Process process;
    private final Thread lastResort;

    private OpenClawProcess(OpenClawInstall install, OpenClawState state, @Nullable Namespace namespace)
            throws IOException {
        this.install = install;
        this.state = state;
        this.namespace = namespace;
        this.log = Files.createTempFile(state.temporary(), "gateway", ".log");
        Command command = install.command("gateway", "run", "--port", Integer.toString(state.port()))
                .with(state.variables());
        this.process = (namespace == null ? command : namespace.inside(command))
                .builder()
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        this.lastResort = Thread.ofPlatform().name("end of gateway").unstarted(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /** Starts one and returns as soon as there is a process; it does not listen yet. */
    static OpenClawProcess starting(OpenClawInstall install, OpenClawState state, @Nullable Namespace namespace)
            throws IOException {
        return new OpenClawProcess(install, state, namespace);
    }

    /** Starts one and waits until it answers. */
    static OpenClawProcess started(OpenClawInstall install, OpenClawState state, @Nullable Namespace namespace)
            throws IOException, InterruptedException {
        OpenClawProcess gateway = starting(install, state, namespace);
        gateway.awaitHealthy();
        return gateway;
    }

    /** Waits until it answers {@code /healthz}. */
    void awaitHealthy() throws IOException, InterruptedException {
        // Asked from within its own network, where this process is not.
        String script = """
                const end = Date.now() + Number(process.argv[2]);
                while (Date.now() < end) {
                  const well = await fetch(process.argv[1]).then((answer) => answer.ok, () => false);
                  if (well) process.exit(0);
                  await new Promise((resume) => setTimeout(resume, 50));
                }
                process.exit(1);
                """;
        Command ask = Command.of(
                install.node().toString(),
                "--input-type=module",
                "--eval",
                script,
                "http://127.0.0.1:" + state.port() + "/healthz",
                Long.toString(START_LIMIT.toMillis()));
        Command.Ended ended = (namespace == null ? ask : namespace.inside(ask)).run(START_LIMIT.plusSeconds(10));
        if (!ended.well() || !process.isAlive()) {
            process.destroyForcibly();
            throw new AssertionError("the gateway does not answer: " + ended.err() + Files.readString(log));
        }
    }

    /** Whether the process is there. */
    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Whether any of its program can still run. A process that ends loses its memory, and with it its command line, at
     * once, and is then alive in name only until the kernel has put it away: for a gateway, up to half a second.
     */
    boolean canAct() throws IOException {
        Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try {
            return process.isAlive()
                    && !Files.readString(commandLine, StandardCharsets.ISO_8859_1)
                            .isEmpty();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Its process id. */
    long pid() {
        return process.pid();
    }

    /** Asks it to end, and returns at once. */
    void terminate() {
        process.destroy();
    }

    /** Whether it ended within {@code limit}. */
    boolean endsWithin(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends it on the spot, with no time to put anything in order. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("process " + process.pid() + " outlives SIGKILL");
        }
    }

    /** Ends it: asks first, and kills it if it takes its time. */
    @Override
    public void close() {
        try {
            process.destroy();
            if (!endsWithin(END_LIMIT)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }
}
