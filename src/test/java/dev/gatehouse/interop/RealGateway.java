package dev.gatehouse.interop;

import static org.awaitility.Awaitility.await;

import dev.gatehouse.interop.OpenClawSite.Network;
import dev.gatehouse.interop.OpenClawState.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A running OpenClaw 2026.9.6 as a benchmark wants it: somebody asks and the time is told; the product's own command is
 * run. All times are {@link System#nanoTime}, which on Linux is one clock for all processes.
 */
public final class RealGateway implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration COMMAND_LIMIT = Duration.ofMinutes(1);
    private static final String ACCOUNT = "default";

    private final OpenClawInstall install;
    private final OpenClawSite site;
    private final AdminClient witness;
    private int people;

    private RealGateway(OpenClawInstall install, OpenClawSite site, AdminClient witness) {
        this.install = install;
        this.site = site;
        this.witness = witness;
    }

    /** It cannot be had here, or does not do what it should; the message says why in one line. */
    public static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;

        Unavailable(String reason) {
            super(reason.lines().findFirst().orElse("no reason given"));
        }
    }

    /**
     * Installs it if need be and starts it on a state folder in {@code base}.
     *
     * @throws Unavailable if the registry does not give it, or it does not start
     */
    public static RealGateway start(Path base) throws IOException, InterruptedException, Unavailable {
        OpenClawInstall install;
        try {
            install = OpenClawInstall.in(Interop.cache(), OpenClawVersion.SQLITE);
        } catch (OpenClawInstall.Unavailable e) {
            throw new Unavailable(String.valueOf(e.getMessage()));
        }
        OpenClawSite site = OpenClawSite.in(Files.createDirectories(base), install, Channel.ON, Network.NEAREST);
        boolean well = false;
        try {
            AdminClient witness = orUnavailable(() -> {
                site.start();
                return site.owner();
            });
            well = true;
            return new RealGateway(install, site, witness);
        } finally {
            if (!well) {
                site.close();
            }
        }
    }

    /** Its product and version. */
    public String name() {
        return "OpenClaw " + install.version().number();
    }

    /** Its state folder. */
    public Path folder() {
        return site.state().folder();
    }

    /**
     * How a device asked.
     *
     * @param sent when it sent its frame
     * @param told when the gateway's event about it was with a connection that is not the console's
     */
    public record Knock(long sent, long told) {}

    /** A new device called {@code name} asks to join, without rights that an operator is asked twice about. */
    public Knock device(String name) throws IOException, InterruptedException, Unavailable {
        return orUnavailable(() -> {
            Device device = Device.operator(name, "operator.read");
            AtomicLong sent = new AtomicLong();
            try (Wire wire = Wire.open(site.outside(), challenge -> {
                var greeting = device.greeting(challenge);
                sent.set(System.nanoTime());
                return greeting;
            })) {
                if (wire.admitted()) {
                    throw new AssertionError("the gateway let a device in unasked");
                }
            }
            long told = await("event about a device")
                    .atMost(LIMIT)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(
                            () -> witness.wire()
                                    .arrival(
                                            "device.pair.requested",
                                            payload -> payload.path("deviceId")
                                                    .asString()
                                                    .equals(device.id())),
                            Optional::isPresent)
                    .orElseThrow();
            return new Knock(sent.get(), told);
        });
    }

    /**
     * A message of a stranger.
     *
     * @param asked when the product was told to write it down
     * @param written when it had, by the process that did
     * @param code the code that the stranger was given
     */
    public record Message(long asked, long written, String code) {
        /** Without the code. */
        @Override
        public String toString() {
            return "Message[" + asked + ", " + written + "]";
        }
    }

    /** Somebody called {@code name} writes to the bot for the first time, by a process of the product's. */
    public Message person(String name) throws IOException, InterruptedException, Unavailable {
        return orUnavailable(() -> {
            long before = System.nanoTime();
            OpenClawActs.Asked asked = site.product().askTimed(ACCOUNT, Integer.toString(700_000_000 + people++), name);
            if (asked.code().isEmpty()) {
                throw new AssertionError("the product gave no code: too many wait");
            }
            return new Message(before, asked.at(), asked.code());
        });
    }

    /** How many people the product lets in. */
    public int letIn() throws IOException, InterruptedException, Unavailable {
        return orUnavailable(() -> site.product().allowed(ACCOUNT).size());
    }

    /**
     * How long the product's own command with {@code arguments} takes, from its start to its end, in nanoseconds.
     *
     * @param expected what it must have printed, so that a command that failed is not taken for a fast one
     */
    public long command(String expected, String... arguments) throws IOException, InterruptedException, Unavailable {
        Command command = install.command(arguments).with(site.state().variables());
        long start = System.nanoTime();
        Command.Ended ended = command.run(COMMAND_LIMIT);
        long end = System.nanoTime();
        String what = "openclaw " + arguments[0] + " " + arguments[1];
        if (!ended.well()) {
            throw new Unavailable(what + ": " + ended.complaint());
        }
        if (!ended.out().contains(expected)) {
            throw new Unavailable(what + " does not tell what was asked for");
        }
        return end - start;
    }

    private static <T> T orUnavailable(Callable<T> act) throws IOException, InterruptedException, Unavailable {
        try {
            return act.call();
        } catch (IOException | InterruptedException | RuntimeException e) {
            if (e instanceof ConditionTimeoutException) {
                throw new Unavailable(String.valueOf(e.getMessage()));
            }
            throw e;
        } catch (AssertionError e) {
            // What the harness of the tests says when the product does not do what it should.
            throw new Unavailable(String.valueOf(e.getMessage()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        witness.close();
        site.close();
    }
}
