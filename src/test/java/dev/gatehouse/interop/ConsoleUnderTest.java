package dev.gatehouse.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.console.AuditLog;
import dev.gatehouse.console.Console;
import dev.gatehouse.console.Entry;
import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.console.Labels;
import dev.gatehouse.console.Outcome;
import dev.gatehouse.console.Progress;
import dev.gatehouse.console.Resident;
import dev.gatehouse.console.SettingsFile;
import dev.gatehouse.console.secrets.Secrets;
import dev.gatehouse.console.secrets.TestSecrets;
import dev.gatehouse.gateway.Catalogue;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.io.FolderWatch;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A console on one state folder, found as an operator's would be, with settings and history of its own. */
final class ConsoleUnderTest implements AutoCloseable {
    /** Far below the interval at which a watched store is read for safety: what comes within it came by a hint. */
    static final Duration SOON = Duration.ofSeconds(10);

    private static final Duration DECISION_LIMIT = Duration.ofSeconds(40);

    private final FolderWatch watch = new FolderWatch();
    private final Executor publisher;
    private final Environment environment;
    private final Console console;
    private final GatewayProfile profile;

    ConsoleUnderTest(OpenClawState state) throws GatewayException, InterruptedException {
        this(state, found(state));
    }

    ConsoleUnderTest(OpenClawState state, Map<String, String> variables) throws GatewayException, InterruptedException {
        this(state, variables, Map.of(), Map.of(), ownThread());
    }

    private ConsoleUnderTest(
            OpenClawState state,
            Map<String, String> variables,
            Map<String, String> form,
            Map<String, Secret> entered,
            Executor publisher)
            throws GatewayException, InterruptedException {
        this.publisher = publisher;
        Catalogue catalogue = Catalogue.installed();
        environment = environment(state, variables, watch);
        profile = form.isEmpty() ? profile(catalogue, environment) : byHand(catalogue, form, environment);
        Secrets secrets = TestSecrets.in(state.temporary());
        for (Map.Entry<String, Secret> one : entered.entrySet()) {
            secrets.put(new SecretName(profile.id(), one.getKey()), one.getValue());
        }
        console = new Console(
                catalogue,
                environment,
                secrets,
                System::nanoTime,
                SettingsFile.inMemory(),
                Labels.inMemory(),
                new AuditLog(state.temporary().resolve("history-" + UUID.randomUUID() + ".jsonl")),
                publisher);
        console.start();
        console.gateways().addForThisRun(profile);
        assertThat(console.gateways().awaitFirstAnswers(SOON)).isTrue();
    }

    /**
     * A console to which an operator named the gateway, on a computer where there is nothing to be found.
     *
     * @param form what was entered into the form, but for the secrets
     * @param entered the secrets, by the key of their field
     */
    static ConsoleUnderTest entered(OpenClawState state, Map<String, String> form, Map<String, Secret> entered)
            throws GatewayException, InterruptedException {
        return new ConsoleUnderTest(state, Map.of(), form, entered, ownThread());
    }

    /** A console that is told to work on the gateway's files alone, and never speaks to the gateway. */
    static ConsoleUnderTest onFiles(OpenClawState state) throws GatewayException, InterruptedException {
        return entered(state, filesAlone(state), Map.of());
    }

    /** What is entered into the form for that. */
    static Map<String, String> filesAlone(OpenClawState state) {
        return Map.of("folder", state.folder().toString(), "live", "no");
    }

    /** A console that finds the gateway, and tells its changes to {@code publisher}. */
    static ConsoleUnderTest toldOn(Executor publisher, OpenClawState state)
            throws GatewayException, InterruptedException {
        return new ConsoleUnderTest(state, found(state), Map.of(), Map.of(), publisher);
    }

    private static Map<String, String> found(OpenClawState state) {
        return Map.of("OPENCLAW_STATE_DIR", state.folder().toString());
    }

    private static Executor ownThread() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("publisher").factory());
    }

    /** The computer as the console sees it. */
    static Environment environment(OpenClawState state, Map<String, String> variables, FolderWatch watch) {
        return new Environment(variables, state.home(), state.temporary(), InstantSource.system(), watch);
    }

    /** The one gateway that is found there. */
    static GatewayProfile profile(Catalogue catalogue, Environment environment) throws GatewayException {
        List<GatewayProfile> found = catalogue.product("openclaw").discover(environment);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    /** The gateway at {@code address}, as an operator would name it to this console. */
    GatewayProfile byAddress(String address) throws GatewayException {
        return byHand(Catalogue.installed(), Map.of("address", address), environment);
    }

    private static GatewayProfile byHand(Catalogue catalogue, Map<String, String> form, Environment environment)
            throws GatewayException {
        return catalogue.product("openclaw").profile(UUID.randomUUID().toString(), "by hand", form, environment);
    }

    Console console() {
        return console;
    }

    /** The one gateway. */
    GatewayStatus status() {
        return console.gateways().all().getFirst();
    }

    /** How the console stands with the gateway. */
    GatewayState state() {
        return status().state();
    }

    /** Waits until the console speaks to the gateway itself. */
    void awaitLink() {
        awaitLink(SOON);
    }

    /** The same, for {@code limit} at most. */
    void awaitLink(Duration limit) {
        await("the gateway's WebSocket")
                .atMost(limit)
                .untilAsserted(() ->
                        assertThat(linked()).as("notes %s", status().notes()).isTrue());
    }

    /** Why the console does not speak to the gateway, which must be a problem of that sort. */
    <T extends Problem> T offline(Class<T> why) {
        await(why.getSimpleName())
                .atMost(SOON)
                .until(() -> state() instanceof GatewayState.Offline offline && why.isInstance(offline.problem()));
        return why.cast(((GatewayState.Offline) state()).problem());
    }

    /** Whether the console speaks to the gateway itself. */
    boolean linked() {
        Identity identity = status().identity();
        return identity != null
                && identity.who() != null
                && status().features().by().get(Feature.APPROVE_DEVICE) == Route.Type.WEBSOCKET;
    }

    /** The rows that wait for a decision, in the order in which they came; one that was refused waits again. */
    List<Entry> waiting() {
        return console.inbox().all().stream()
                .filter(entry -> entry.needsYou() && !(entry.progress() instanceof Progress.Deciding))
                .toList();
    }

    /** The waiting row about {@code subject} at {@code account}, as soon as it is there. */
    Entry row(String account, String subject) {
        return await("request of " + subject)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () -> waiting().stream()
                                .filter(entry -> entry.key().subject().equals(subject)
                                        && entry.key().account().equals(account))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** The waiting row of that sort about a device, as soon as it is there. */
    Entry row(Device device, Kind kind) {
        return await(kind + " request of " + device.name())
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () -> waiting().stream()
                                .filter(entry -> entry.key().kind() == kind
                                        && entry.key().subject().equals(device.id()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Whether a grant to {@code subject} at {@code account} is listed. */
    boolean lists(String account, String subject) {
        return console.roster().all().stream().anyMatch(resident -> is(resident, account, subject));
    }

    /** The grant to {@code subject} at {@code account}, as soon as it is there. */
    Resident resident(String account, String subject) {
        return await("grant to " + subject)
                .atMost(SOON)
                .until(
                        () -> console.roster().all().stream()
                                .filter(one -> is(one, account, subject))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** The grant of that sort to a device, as soon as it is there. */
    Resident resident(String account, String subject, Kind kind) {
        return await(kind + " grant to " + subject)
                .atMost(SOON)
                .until(
                        () -> console.roster().all().stream()
                                .filter(one -> one.grant().kind() == kind && is(one, account, subject))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static boolean is(Resident resident, String account, String subject) {
        return resident.grant().key().subject().equals(subject)
                && resident.grant().key().account().equals(account);
    }

    Outcome approve(Entry entry) throws InterruptedException {
        return decide(new Decision.Approve(entry.request()));
    }

    Outcome reject(Entry entry) throws InterruptedException {
        return decide(new Decision.Reject(entry.request()));
    }

    Outcome revoke(Resident resident) throws InterruptedException {
        return decide(new Decision.Revoke(resident.grant()));
    }

    /** Decides, and waits for how it ends. */
    Outcome decide(Decision decision) throws InterruptedException {
        return ended(begin(decision));
    }

    /** Decides, and does not wait. */
    CompletableFuture<Outcome> begin(Decision decision) {
        return console.decisions().decide(decision, Method.ONE_CLICK);
    }

    /** How a decision ended. */
    static Outcome ended(CompletableFuture<Outcome> decision) throws InterruptedException {
        try {
            return decision.get(DECISION_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("a decision does not end", e);
        }
    }

    /** Reads again now; something changed that no file tells. */
    void readAgain() {
        console.gateways().retry(profile.id());
    }

    @Override
    public void close() {
        console.close();
        watch.close();
        if (publisher instanceof ExecutorService own) {
            own.shutdownNow();
        }
    }
}
