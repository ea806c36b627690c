package dev.gatehouse.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.Entry;
import dev.gatehouse.console.Outcome;
import dev.gatehouse.console.Subscription;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.interop.OpenClawState.Bind;
import dev.gatehouse.interop.OpenClawState.Channel;
import dev.gatehouse.pairing.RequestKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The console and several processes of the product change the same files at the same time. */
@Tag("interop")
@ExtendWith(OpenClawExtension.class)
@Timeout(900)
class CrowdInteropTest {
    private static final Duration HOW_LONG = Duration.ofSeconds(Long.getLong("interop.crowd.seconds", 60));
    private static final List<String> ACCOUNTS = List.of("default", "work");
    private static final int WRITERS = 3;

    @TempDir
    Path base;

    /** Who was decided about, "account sender", and how it should be now. */
    private final Map<String, Boolean> in = new TreeMap<>();

    private final Set<String> waiting = new TreeSet<>();

    @Test
    void nothingIsLostWhenAllWriteAtOnce(OpenClawInstall install) throws Exception {
        long seed = Long.getLong("interop.seed", System.nanoTime() & 0xffff);
        System.out.println("seed " + seed);
        OpenClawState state = OpenClawState.in(base, Bind.LOOPBACK, Channel.ON);
        Scripts scripts = Scripts.in(base.resolve("scripts"));
        Files.createDirectories(state.credentials());
        // OpenClaw 2026.7.1 creates a missing file outside its lock (pairing-store, ensureJsonFile): two of its own
        // writers
        // that start at once can lose the first request between themselves. So the files are there before they start.
        Files.writeString(
                state.credentials().resolve("telegram-pairing.json"), "{\n  \"version\": 1,\n  \"requests\": []\n}\n");
        for (String account : ACCOUNTS) {
            Files.writeString(
                    state.credentials().resolve("telegram-" + account + "-allowFrom.json"),
                    "{\n  \"version\": 1,\n  \"allowFrom\": []\n}\n");
        }

        List<CrowdWriter> writers = new ArrayList<>();
        try (OpenClawActs product = new OpenClawActs(install, state, scripts);
                ConsoleUnderTest console = new ConsoleUnderTest(state)) {
            for (int writer = 1; writer <= WRITERS; writer++) {
                writers.add(new CrowdWriter(install, state, scripts, 10 * seed + writer, ACCOUNTS));
            }
            for (CrowdWriter writer : writers) {
                writer.awaitReady();
            }
            CountDownLatch over = new CountDownLatch(1);
            AtomicInteger looks = new AtomicInteger();
            FutureTask<String> reader = background("reader", () -> readUntil(over, state.credentials(), looks));

            writers.forEach(CrowdWriter::start);
            List<ConsoleAct> decided;
            Semaphore news = new Semaphore(0);
            try (Subscription _ = console.console().inbox().subscribe(change -> news.release())) {
                decided = decideFor(console, news, new Random(seed));
            }
            for (CrowdWriter writer : writers) {
                writer.finish();
            }
            over.countDown();
            assertThat(reader.get(30, TimeUnit.SECONDS))
                    .as("files that did not parse")
                    .isEmpty();

            report(writers, decided, looks.get());
            replay(writers, decided);
            for (CrowdWriter writer : writers) {
                assertThat(writer.count("failed"))
                        .as("failures of a writer: %s", writer.failures())
                        .isZero();
            }
            assertThat(count(decided, Outcome.NotConfirmed.class)).isZero();
            // Enough happened on all sides for the rest to mean something.
            assertThat(count(decided, Outcome.Confirmed.class)).isGreaterThan((int) HOW_LONG.toSeconds() / 2);
            assertThat(writers)
                    .allSatisfy(writer -> assertThat(writer.count("approved")).isGreaterThan(5));

            Set<String> nowIn = new TreeSet<>();
            Set<String> nowWaiting = new TreeSet<>();
            for (String account : ACCOUNTS) {
                product.allowed(account).forEach(sender -> nowIn.add(account + " " + sender));
                product.pendingIds(account).forEach(sender -> nowWaiting.add(account + " " + sender));
            }
            Set<String> shouldBeIn = new TreeSet<>();
            in.forEach((who, isIn) -> {
                if (isIn) {
                    shouldBeIn.add(who);
                }
            });
            assertThat(nowIn).as("who is in").isEqualTo(shouldBeIn);
            assertThat(nowWaiting).as("who waits").isEqualTo(waiting);
            try (Stream<Path> files = Files.list(state.credentials())) {
                assertThat(files.map(path -> path.getFileName().toString()).sorted())
                        .as("nothing is left behind")
                        .containsExactly(
                                "telegram-default-allowFrom.json",
                                "telegram-pairing.json",
                                "telegram-work-allowFrom.json");
            }
        } finally {
            for (CrowdWriter writer : writers) {
                writer.close();
            }
        }
    }

    /**
     * What the console did.
     *
     * @param act approve, reject or revoke
     * @param who account and sender
     * @param outcome how it ended
     */
    private record ConsoleAct(String act, String who, Outcome outcome) {}

    private static List<ConsoleAct> decideFor(ConsoleUnderTest console, Semaphore news, Random random)
            throws InterruptedException {
        List<ConsoleAct> decided = new ArrayList<>();
        List<RequestKey> approved = new ArrayList<>();
        Set<String> left = new HashSet<>();
        int idle = 0;
        long end = System.nanoTime() + HOW_LONG.toNanos();
        while (System.nanoTime() < end) {
            List<Entry> rows = console.waiting().stream()
                    .filter(row -> !left.contains(who(row.key())))
                    .toList();
            int dice = random.nextInt(10);
            if (dice == 0 && approved.size() > 5) {
                RequestKey key = approved.removeFirst();
                Outcome outcome = console.revoke(console.resident(key.account(), key.subject()));
                decided.add(new ConsoleAct("revoke", who(key), outcome));
            } else if (!rows.isEmpty()) {
                Entry row = rows.get(random.nextInt(rows.size()));
                if (dice < 2) {
                    // To the product's own writers.
                    left.add(who(row.key()));
                } else if (dice < 4) {
                    decided.add(new ConsoleAct("reject", who(row.key()), console.reject(row)));
                } else {
                    Outcome outcome = console.approve(row);
                    decided.add(new ConsoleAct("approve", who(row.key()), outcome));
                    if (outcome instanceof Outcome.Confirmed) {
                        approved.add(row.key());
                    }
                }
            } else {
                boolean something = news.tryAcquire(1, TimeUnit.SECONDS);
                news.drainPermits();
                idle += something ? 0 : 1;
            }
        }
        assertThat(idle).as("seconds without anything new").isLessThan((int) HOW_LONG.toSeconds() / 2);
        return decided;
    }

    private static String who(RequestKey key) {
        return key.account() + " " + key.subject();
    }

    /** What must be the state of things after all that was done; nobody is decided about twice with success. */
    private void replay(List<CrowdWriter> writers, List<ConsoleAct> decided) {
        List<String> twice = new ArrayList<>();
        for (CrowdWriter writer : writers) {
            waiting.addAll(writer.who("asked"));
        }
        for (CrowdWriter writer : writers) {
            writer.who("approved").forEach(who -> settle(who, true, twice));
            writer.who("removed").forEach(who -> in.put(who, false));
            assertThat(writer.who("missing"))
                    .as("approved by the product, and lost")
                    .isEmpty();
        }
        for (ConsoleAct act : decided) {
            if (act.outcome() instanceof Outcome.Confirmed) {
                switch (act.act()) {
                    case "approve" -> settle(act.who(), true, twice);
                    case "reject" -> settle(act.who(), false, twice);
                    default -> in.put(act.who(), false);
                }
            }
        }
        assertThat(twice).as("decided by both sides with success").isEmpty();
    }

    private void settle(String who, boolean letIn, List<String> twice) {
        if (!waiting.remove(who)) {
            twice.add(who);
        }
        in.put(who, letIn);
    }

    private static void report(List<CrowdWriter> writers, List<ConsoleAct> decided, int looks) {
        writers.forEach(writer -> System.out.println("product: " + writer.counts()));
        Map<String, Integer> outcomes = new TreeMap<>();
        for (ConsoleAct act : decided) {
            String how = act.outcome() instanceof Outcome.Refused(Problem problem)
                    ? "refused: " + problem.getClass().getSimpleName()
                    : act.outcome().word();
            outcomes.merge(act.act() + " " + how, 1, Integer::sum);
            if (act.outcome() instanceof Outcome.NotConfirmed doubtful) {
                System.out.println(act.act() + " " + act.who() + ": " + doubtful.doubt());
            }
        }
        System.out.println("console: " + outcomes);
        System.out.println("files read and parsed meanwhile: " + looks);
    }

    private static int count(List<ConsoleAct> decided, Class<? extends Outcome> outcome) {
        return (int) decided.stream()
                .filter(act -> outcome.isInstance(act.outcome()))
                .count();
    }

    /** Reads all files of the store over and over; the first that does not parse. */
    private static String readUntil(CountDownLatch over, Path folder, AtomicInteger looks)
            throws IOException, InterruptedException {
        JsonMapper json = new JsonMapper();
        do {
            List<Path> files;
            try (Stream<Path> all = Files.list(folder)) {
                files = all.filter(path -> path.toString().endsWith(".json")).toList();
            }
            for (Path file : files) {
                String text;
                try {
                    text = Files.readString(file);
                } catch (NoSuchFileException e) {
                    return file + " was gone for a moment";
                }
                try {
                    json.readTree(text);
                } catch (tools.jackson.core.JacksonException e) {
                    return file + ": " + e.getOriginalMessage() + ", " + text.length() + " characters";
                }
                looks.incrementAndGet();
            }
        } while (!over.await(1, TimeUnit.MILLISECONDS));
        return "";
    }

    private static FutureTask<String> background(String name, java.util.concurrent.Callable<String> work) {
        FutureTask<String> task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().name(name).start(task);
        return task;
    }
}
