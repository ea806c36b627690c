package dev.gatehouse.interop;

import static dev.gatehouse.interop.LiveSite.confirmed;
import static dev.gatehouse.interop.LiveSite.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.console.Entry;
import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.Outcome;
import dev.gatehouse.console.Resident;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.interop.OpenClawState.Channel;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Phrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A gateway that is killed, before and in the middle of acts, and started again: the console says only what is so. */
@Tag("interop")
@ExtendWith(OpenClawExtension.class)
@Version(OpenClawVersion.SQLITE)
@Timeout(400)
class LiveFailuresInteropTest {
    /** What a start takes, and then the longest wait between two attempts. */
    private static final Duration BACK_AGAIN = Duration.ofSeconds(45);

    /** Instead of the milliseconds between the click and the end of the gateway: it did nothing any more by then. */
    private static final int PAUSED = -1;

    @TempDir
    static Path base;

    private static LiveSite live;
    private static ConsoleUnderTest console;
    private static OpenClawActs product;

    @BeforeAll
    static void open(OpenClawInstall install) throws Exception {
        live = LiveSite.in(base, install, Channel.ON);
        console = live.console();
        product = live.site().product();
    }

    @AfterAll
    static void close() throws Exception {
        if (live != null) {
            live.close();
        }
    }

    @Test
    void aGatewayThatIsDownIsShownFromItsDatabaseAndComesBackByItself() throws Exception {
        Device in = Device.operator("in", "operator.read");
        Device asks = Device.operator("asks", "operator.read");
        live.letIn(in);
        assertThat(live.letsIn(asks)).isFalse();
        product.ask("work", "2001", "ann");
        product.allow("work", "2002");
        product.allow("work", "2003");
        console.row(asks, Kind.DEVICE);
        console.row("work", "2001");
        console.resident("work", "2002");

        live.kill();
        Phrase down = Phrase.of("openclaw.absent.down");
        await().atMost(ConsoleUnderTest.SOON)
                .untilAsserted(() -> assertThat(console.status().notes())
                        .extracting(Problem::sentence)
                        .containsExactly(Phrase.of("openclaw.note.down")));
        Entry device = console.row(asks, Kind.DEVICE);
        Entry person = console.row("work", "2001");
        assertThat(device.listed().whyNot(Feature.APPROVE_DEVICE)).isEqualTo(down);
        assertThat(person.listed().whyNot(Feature.APPROVE_DM)).isEqualTo(down);
        Resident resident = console.resident("", in.id(), Kind.DEVICE);
        assertThat(resident.listed().whyNot(Feature.REMOVE_DEVICE)).isEqualTo(down);
        refused(console.approve(device), Problem.NotOffered.class);
        refused(console.approve(person), Problem.NotOffered.class);
        refused(console.revoke(resident), Problem.NotOffered.class);

        Map<String, String> before = files();
        for (int i = 0; i < 3; i++) {
            readOnceMore();
        }
        assertThat(files()).as("what reading left behind").isEqualTo(before);

        confirmed(console.revoke(console.resident("work", "2002")));
        assertThat(product.allowed("work")).containsExactly("2003");

        Set<Problem> said = startWatched();
        assertThat(said)
                .as("what was said meanwhile")
                .allSatisfy(problem -> assertThat(problem.sentence().equals(Phrase.of("openclaw.note.down"))
                                || problem.sentence().key().equals("openclaw.note.silent")
                                || problem instanceof LinkProblem.Refused
                                || problem instanceof LinkProblem.Starting
                                || problem instanceof LinkProblem.Restarting
                                || problem instanceof LinkProblem.Dropped)
                        .as(problem.toString())
                        .isTrue());
        assertThat(console.state()).isInstanceOf(GatewayState.Live.class);
        assertThat(product.allowed("work")).containsExactly("2003");
        assertThat(live.letsIn(in)).isTrue();
        assertThat(live.letsIn(asks)).isFalse();
        confirmed(console.approve(console.row(asks, Kind.DEVICE)));
        confirmed(console.approve(console.row("work", "2001")));
        assertThat(product.allowed("work")).containsExactlyInAnyOrder("2001", "2003");
    }

    /** Starts the gateway again, and gives all that the console said of it until it spoke to it. */
    private static Set<Problem> startWatched() throws Exception {
        Set<Problem> said = new LinkedHashSet<>();
        FutureTask<Void> start = new FutureTask<>(() -> {
            live.startAgain();
            return null;
        });
        Thread.ofVirtual().name("start").start(start);
        await("back").atMost(BACK_AGAIN).pollInterval(Duration.ofMillis(20)).until(() -> {
            if (console.state() instanceof GatewayState.Offline offline) {
                said.add(offline.problem());
            }
            boolean back = console.linked();
            if (!back) {
                said.addAll(console.status().notes());
            }
            return back && start.isDone();
        });
        start.get();
        System.out.println("while it started: " + said);
        return said;
    }

    private static void readOnceMore() {
        var last = console.status().lastAnswer();
        console.readAgain();
        await().atMost(ConsoleUnderTest.SOON)
                .until(() -> !Objects.equals(console.status().lastAnswer(), last));
    }

    /** Every file of the state folder with its size and time. */
    private static Map<String, String> files() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(live.site().state().folder())) {
            for (Path path : tree.filter(Files::isRegularFile).toList()) {
                all.put(
                        path.toString(),
                        Files.size(path) + " bytes, "
                                + Files.getLastModifiedTime(path).toInstant());
            }
        }
        return all;
    }

    /**
     * An act on its way when the gateway dies.
     *
     * @param name which
     * @param decision what was decided
     * @param done whether the product, asked afterwards, says that it was done
     */
    private record Act(String name, Decision decision, Callable<Boolean> done) {}

    @Test
    void anActThatIsCutOffIsNeverSaidToBeDoneUnlessItIs() throws Exception {
        // Paused before the click, and killed so soon after it that some of what was sent is done and some is not.
        for (int millis : new int[] {PAUSED, 25}) {
            List<Act> acts = acts(millis);
            if (millis == PAUSED) {
                live.site().pause();
            }
            List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
            for (Act act : acts) {
                outcomes.add(console.begin(act.decision()));
            }
            // Not to wait for anything: the moment of the end is what is tried.
            TimeUnit.MILLISECONDS.sleep(millis == PAUSED ? 300 : millis);
            live.kill();
            List<Outcome> ended = new ArrayList<>();
            for (CompletableFuture<Outcome> outcome : outcomes) {
                ended.add(ConsoleUnderTest.ended(outcome));
            }
            live.startAgain();
            for (int i = 0; i < acts.size(); i++) {
                boolean done = acts.get(i).done().call();
                Outcome outcome = ended.get(i);
                String how = outcome instanceof Outcome.Refused(Problem problem)
                        ? "refused: " + problem.getClass().getSimpleName()
                        : outcome.word();
                System.out.printf(
                        "killed after %d ms: %s %s, done %s%n",
                        millis, acts.get(i).name(), how, done);
                if (outcome instanceof Outcome.Confirmed) {
                    assertThat(done).as(acts.get(i).name() + " said to be done").isTrue();
                }
                if (outcome instanceof Outcome.Refused) {
                    assertThat(done)
                            .as(acts.get(i).name() + " said not to be done")
                            .isFalse();
                }
            }
            // That it comes back by itself as well is shown above, and takes longer.
            console.readAgain();
            console.awaitLink(BACK_AGAIN);
            for (String person : product.pendingIds("default")) {
                // There are three places.
                confirmed(console.reject(console.row("default", person)));
            }
            for (Act act : acts) {
                if (act.decision() instanceof Decision.Approve(var shown, var ignored)
                        && act.done().call()) {
                    await(act.name() + " settles")
                            .atMost(ConsoleUnderTest.SOON)
                            .untilAsserted(() -> assertThat(console.waiting())
                                    .extracting(row -> row.key())
                                    .doesNotContain(shown.key()));
                }
            }
        }
    }

    /** One act of each kind, each on somebody else. */
    private static List<Act> acts(int round) throws Exception {
        String id = Integer.toString(3000 + 100 * (round + 1));
        Device approve = Device.operator("approve" + round, "operator.read");
        Device reject = Device.operator("reject" + round, "operator.read");
        assertThat(live.letsIn(approve)).isFalse();
        assertThat(live.letsIn(reject)).isFalse();
        Device remove = inside("remove" + round);
        Device rename = inside("rename" + round);
        Device rotate = inside("rotate" + round);
        Device revoke = inside("revoke" + round);
        product.ask("default", id + "1", "let in");
        product.ask("default", id + "2", "turn away");
        return List.of(
                new Act(
                        "approve device",
                        new Decision.Approve(console.row(approve, Kind.DEVICE).request()),
                        () -> live.owner().pairedDevices().contains(approve.id())),
                new Act(
                        "reject device",
                        new Decision.Reject(console.row(reject, Kind.DEVICE).request()),
                        () -> !live.owner().pendingDevices().contains(reject.id())),
                new Act(
                        "remove",
                        new Decision.Revoke(grant(remove)),
                        () -> live.owner().paired(remove).isMissingNode()),
                new Act(
                        "rename",
                        new Decision.Rename(grant(rename), "other"),
                        () -> live.owner().paired(rename).has("operatorLabel")),
                new Act(
                        "rotate",
                        new Decision.RotateToken(grant(rotate), "operator"),
                        () -> token(rotate).has("rotatedAtMs")),
                new Act(
                        "revoke role",
                        new Decision.Revoke(grant(revoke), "operator"),
                        () -> token(revoke).has("revokedAtMs")),
                new Act(
                        "approve person",
                        new Decision.Approve(console.row("default", id + "1").request()),
                        () -> product.allowed("default").contains(id + "1")),
                new Act(
                        "dismiss person",
                        new Decision.Reject(console.row("default", id + "2").request()),
                        () -> !product.pendingIds("default").contains(id + "2")));
    }

    private static JsonNode token(Device device) {
        return live.owner().paired(device).path("tokens").path(0);
    }

    private static Device inside(String name) throws InterruptedException {
        Device device = Device.operator(name, "operator.read");
        live.letIn(device);
        return device;
    }

    private static DeviceGrant grant(Device device) {
        return (DeviceGrant) console.resident("", device.id(), Kind.DEVICE).grant();
    }
}
