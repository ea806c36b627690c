package dev.gatehouse.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.Catalogue;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.interop.OpenClawState.Bind;
import dev.gatehouse.interop.OpenClawState.Channel;
import dev.gatehouse.io.FolderWatch;
import dev.gatehouse.testing.MemorySecrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whether a gateway runs on a store, asked at every moment of a real one's life. */
@Tag("interop")
@ExtendWith(OpenClawExtension.class)
@Timeout(900)
class RunningGatewayInteropTest {
    private static final Duration MOMENT = Duration.ofMillis(200);

    @TempDir
    Path base;

    private final FolderWatch watch = new FolderWatch();
    private OpenClawInstall install;

    @BeforeEach
    void install(OpenClawInstall openClaw) {
        install = openClaw;
    }

    @AfterEach
    void close() {
        watch.close();
    }

    private Gateway connect(OpenClawState state) throws Exception {
        Catalogue catalogue = Catalogue.installed();
        Environment environment = ConsoleUnderTest.environment(state, Map.of(), watch);
        // By its files alone: a gateway that can be spoken to would show itself that way.
        GatewayProfile profile = catalogue
                .product("openclaw")
                .profile("files", "files", ConsoleUnderTest.filesAlone(state), environment);
        return catalogue.product("openclaw").connect(profile, new MemorySecrets(), environment);
    }

    /** Whether the console believes that a gateway runs: it then leaves the devices' files alone. */
    private static boolean runs(Gateway gateway) throws Exception {
        gateway.read();
        return gateway.features().whyNot(Feature.APPROVE_DEVICE) != null;
    }

    @Test
    void itIsSeenFromItsFirstMomentToItsLast() throws Exception {
        OpenClawState state = OpenClawState.in(base, Bind.LOOPBACK, Channel.OFF);
        try (Gateway gateway = connect(state)) {
            assertThat(runs(gateway)).as("before").isFalse();
            try (OpenClawProcess process = OpenClawProcess.starting(install, state, null)) {
                int looks = runsUntil(gateway, process, process::awaitHealthy);
                System.out.printf("seen at %d of %d looks while starting%n", looks, looks);
                assertThat(runs(gateway)).as("running").isTrue();

                process.terminate();
                boolean saw = runs(gateway);
                assertThat(saw || !process.canAct()).as("told to end").isTrue();
                assertThat(process.endsWithin(Duration.ofMinutes(1))).as("ends").isTrue();
            }
            assertThat(runs(gateway)).as("after it ended").isFalse();

            try (OpenClawProcess process = OpenClawProcess.started(install, state, null)) {
                assertThat(runs(gateway)).as("running again").isTrue();
                process.kill();
            }
            assertThat(locks(state)).as("locks that a killed gateway leaves").isEqualTo(1);
            assertThat(runs(gateway)).as("killed").isFalse();
        }
    }

    @Test
    void itIsSeenWhileItIsTiedUpAfterBeingToldToEnd() throws Exception {
        // In use, and without a way out, the channel keeps trying, and that holds up the end.
        OpenClawState state = OpenClawState.in(base, Bind.LOOPBACK, Channel.ON);
        try (Namespace namespace = Namespace.make();
                Gateway gateway = connect(state);
                OpenClawProcess process = OpenClawProcess.started(install, state, namespace)) {
            assertThat(runs(gateway)).isTrue();
            process.terminate();
            int looks = runsUntil(gateway, process, () -> process.endsWithin(Duration.ofSeconds(5)));
            System.out.printf(
                    "seen at %d of %d looks in 5 s after SIGTERM; still alive: %s%n", looks, looks, process.isAlive());
            process.kill();
            assertThat(runs(gateway)).as("killed").isFalse();
        }
    }

    @Test
    void itIsSeenThoughItsLockIsNowhereToBeFound() throws Exception {
        OpenClawState state = OpenClawState.in(base, Bind.LOOPBACK, Channel.OFF);
        Path elsewhere = Files.createDirectories(base.resolve("elsewhere"));
        OpenClawState itsOwn = new OpenClawState(state.folder(), state.port(), elsewhere);
        try (Gateway gateway = connect(state);
                OpenClawProcess process = OpenClawProcess.started(install, itsOwn, null)) {
            assertThat(locks(state)).isZero();
            assertThat(runs(gateway)).as("running with another TMPDIR").isTrue();
            process.kill();
            assertThat(runs(gateway)).as("killed").isFalse();
        }
    }

    @Test
    void aGatewayOnAnotherStoreIsNotMistakenForThisOne() throws Exception {
        OpenClawState mine = OpenClawState.in(base.resolve("mine"), Bind.LOOPBACK, Channel.OFF);
        OpenClawState other = OpenClawState.in(base.resolve("other"), Bind.LOOPBACK, Channel.OFF);
        OpenClawState sameTmp = new OpenClawState(other.folder(), other.port(), mine.temporary());
        try (Gateway gateway = connect(mine);
                OpenClawProcess process = OpenClawProcess.started(install, sameTmp, null)) {
            assertThat(process.isAlive()).isTrue();
            assertThat(locks(mine)).as("locks in the folder that is looked at").isEqualTo(1);
            assertThat(runs(gateway)).isFalse();
        }
    }

    /** Something that takes its time. */
    private interface Wait {
        void run() throws Exception;
    }

    /** Looks again and again while {@code wait} lasts; fails at the first look that misses one that can act. */
    private static int runsUntil(Gateway gateway, OpenClawProcess process, Wait wait) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger looks = new AtomicInteger();
        java.util.concurrent.FutureTask<String> looking = new java.util.concurrent.FutureTask<>(() -> {
            do {
                long sinceStart = System.nanoTime();
                // Asked in this order: what can act after the look could act during it.
                if (!runs(gateway) && process.canAct()) {
                    return "not seen at look " + (looks.get() + 1) + " of " + process.pid() + ", look took "
                            + (System.nanoTime() - sinceStart) / 1_000_000 + " ms";
                }
                looks.incrementAndGet();
            } while (!over.await(MOMENT.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS));
            return "";
        });
        Thread.ofVirtual().name("looking").start(looking);
        wait.run();
        over.countDown();
        assertThat(looking.get(30, java.util.concurrent.TimeUnit.SECONDS)).isEmpty();
        return looks.get();
    }

    private static long locks(OpenClawState state) throws Exception {
        try (Stream<Path> tree = Files.walk(state.temporary())) {
            return tree.filter(path -> path.getFileName().toString().matches("gateway\\.[0-9a-f]{8}\\.lock"))
                    .count();
        }
    }
}
