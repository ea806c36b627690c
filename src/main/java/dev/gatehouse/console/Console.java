package dev.gatehouse.console;

import dev.gatehouse.gateway.Attention;
import dev.gatehouse.gateway.Catalogue;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProduct;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.SubjectKey;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application: which gateways there are, what is pending, who is in, what was decided. Screens talk to this alone. */
public final class Console implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);
    private static final Duration CONFIRM_LIMIT = Duration.ofSeconds(10);
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(1);

    private final Catalogue catalogue;
    private final Environment environment;
    private final LongSupplier nanos;
    private final SettingsFile settings;
    private final AuditLog auditLog;
    private final Labels labels;

    private final Inbox inbox;
    private final Roster roster;
    private final History history;
    private final Decisions decisions;
    private final Published<String, GatewayStatus> gateways;

    private final Map<String, Connection> connections = new ConcurrentHashMap<>();
    /** Held while a gateway's news are taken in, and while gateways come, change and go: nothing comes after it has gone. */
    private final ReentrantLock membership = new ReentrantLock();

    private final AtomicBoolean closed = new AtomicBoolean();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sweep").factory());

    /**
     * A console without gateways yet.
     *
     * @param nanos a monotonic count of nanoseconds
     * @param publisher where all changes are told; runs them in order
     */
    public Console(
            Catalogue catalogue,
            Environment environment,
            LongSupplier nanos,
            SettingsFile settings,
            Labels labels,
            AuditLog auditLog,
            Executor publisher) {
        this(catalogue, environment, nanos, settings, labels, auditLog, publisher, CONFIRM_LIMIT);
    }

    /** For tests that do not wait ten seconds for a list that never shows what was decided. */
    Console(
            Catalogue catalogue,
            Environment environment,
            LongSupplier nanos,
            SettingsFile settings,
            Labels labels,
            AuditLog auditLog,
            Executor publisher,
            Duration confirmLimit) {
        this.catalogue = catalogue;
        this.environment = environment;
        this.nanos = nanos;
        this.settings = settings;
        this.labels = labels;
        this.auditLog = auditLog;
        this.inbox = new Inbox(labels, environment.clock(), nanos, publisher);
        this.roster = new Roster(labels, environment.clock(), publisher);
        this.history = new History(publisher);
        this.gateways = new Published<>(status -> status.profile().id(), publisher);
        this.decisions = new Decisions(
                connections::get, history, labels, this::before, new OnScreen(), environment.clock(), confirmLimit);
        sweeper.scheduleWithFixedDelay(
                this::sweep, SWEEP_EVERY.toMillis(), SWEEP_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Connects the gateways of the settings, and reads the history in the background. */
    public void start() {
        settings.get().gateways().forEach(profile -> connect(profile, false, auditLog));
        Thread.ofVirtual().name("history").start(() -> {
            try {
                history.load(auditLog);
            } catch (IOException e) {
                LOG.warn("The history could not be read", e);
            }
        });
    }

    /** What is pending. */
    public Inbox inbox() {
        return inbox;
    }

    /** Who is in. */
    public Roster roster() {
        return roster;
    }

    /** What was decided. */
    public History history() {
        return history;
    }

    /** Where decisions go. */
    public Decisions decisions() {
        return decisions;
    }

    /** What the console remembers. */
    public SettingsFile settings() {
        return settings;
    }

    /** The products it knows. */
    public Catalogue catalogue() {
        return catalogue;
    }

    /** The computer it runs on. */
    public Environment environment() {
        return environment;
    }

    /** Calls {@code listener} on the publisher's thread with all gateways, then with every change of one. */
    public Subscription subscribeGateways(Consumer<Change<GatewayStatus>> listener) {
        return gateways.subscribe(listener);
    }

    /** All gateways, in the order in which they came. */
    public List<GatewayStatus> gateways() {
        return gateways.all();
    }

    /** Connects a gateway and remembers it; one that is there already gains nothing. */
    public void add(GatewayProfile profile) {
        boolean known = gateways.all().stream()
                .anyMatch(status -> !status.practice() && status.profile().sameGateway(profile));
        if (!known) {
            settings.change(now -> {
                List<GatewayProfile> all = new ArrayList<>(now.gateways());
                all.add(profile);
                return now.withGateways(all);
            });
            connect(profile, false, auditLog);
        }
    }

    /** Connects a gateway for this run only. */
    public void addForThisRun(GatewayProfile profile) {
        connect(profile, false, auditLog);
    }

    /**
     * Connects the practice gateway, for this run only.
     *
     * @param log where decisions about it are kept, apart from the real ones
     */
    public void addPractice(GatewayProfile profile, AuditLog log) {
        connect(profile, true, log);
    }

    /** Disconnects a gateway and forgets it; its history stays. */
    public void remove(String profile) {
        settings.change(now -> now.withGateways(
                now.gateways().stream().filter(one -> !one.id().equals(profile)).toList()));
        Connection connection;
        membership.lock();
        try {
            connection = connections.remove(profile);
            gateways.edit(edit -> edit.remove(profile));
            inbox.forget(profile);
            roster.forget(profile);
        } finally {
            membership.unlock();
        }
        if (connection != null) {
            Thread.ofVirtual().name("close " + connection.profile().name()).start(connection.session()::close);
        }
    }

    /** Gives a gateway another name. */
    public void rename(String profile, String name) {
        settings.change(now -> now.withGateways(now.gateways().stream()
                .map(one -> one.id().equals(profile) ? one.named(name) : one)
                .toList()));
        membership.lock();
        try {
            renameRows(profile, name);
        } finally {
            membership.unlock();
        }
    }

    private void renameRows(String profile, String name) {
        Connection renamed = connections.computeIfPresent(
                profile,
                (id, now) -> new Connection(
                        now.profile().named(name), now.practice(), now.session(), now.log(), now.clock()));
        if (renamed != null) {
            gateways.edit(edit -> {
                GatewayStatus now = edit.get(profile);
                if (now != null) {
                    edit.put(now.named(name));
                }
            });
            inbox.renamed(renamed.profile());
            roster.renamed(renamed.profile());
        }
    }

    /** Reads a gateway again soon. */
    public void readAgain(String profile) {
        Connection connection = connections.get(profile);
        if (connection != null) {
            connection.session().hint();
        }
    }

    /** Whether the operator looks at the window. */
    public void attention(Attention attention) {
        connections.values().forEach(connection -> connection.session().attention(attention));
    }

    /**
     * Names somebody, in the background.
     *
     * @return fails if the label could not be kept; it counts until the console ends all the same
     */
    public CompletableFuture<Void> label(SubjectKey subject, String label) {
        CompletableFuture<Void> kept = new CompletableFuture<>();
        Thread.ofVirtual().name("label").start(() -> {
            try {
                Connection connection = connections.get(subject.profile());
                // Whom one meets in practice is nobody to remember.
                labels.set(subject, label, connection == null || !connection.practice());
                kept.complete(null);
            } catch (IOException e) {
                LOG.warn("A label could not be kept", e);
                kept.completeExceptionally(e);
            } finally {
                inbox.relabel(subject);
                roster.relabel(subject);
            }
        });
        return kept;
    }

    /** The gateways on this computer that are not connected yet. Blocks on the disk. */
    public List<GatewayProfile> discover() {
        List<GatewayProfile> known =
                gateways.all().stream().map(GatewayStatus::profile).toList();
        return catalogue.products().stream()
                .flatMap(product -> product.discover(environment).stream())
                .filter(found -> known.stream().noneMatch(found::sameGateway))
                .toList();
    }

    /**
     * Waits until every gateway has answered or failed once.
     *
     * @return whether all did within {@code limit}
     */
    public boolean awaitFirstAnswers(Duration limit) throws InterruptedException {
        CountDownLatch answered = new CountDownLatch(1);
        try (Subscription subscription = gateways.subscribe(change -> {
            boolean allAnswered =
                    gateways.all().stream().noneMatch(status -> status.state() instanceof GatewayState.Connecting);
            if (allAnswered) {
                answered.countDown();
            }
        })) {
            LOG.trace("Waiting under {}", subscription);
            return answered.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void sweep() {
        try {
            inbox.sweep();
        } catch (RuntimeException e) {
            // The scheduler would never come again; one bad row must not keep all others from ageing.
            LOG.error("Ageing rows", e);
        }
    }

    private void connect(GatewayProfile profile, boolean practice, AuditLog log) {
        GatewayProduct product;
        try {
            product = catalogue.product(profile.product());
        } catch (GatewayException e) {
            Instant now = environment.clock().instant();
            publish(profile, practice, new GatewayState.Offline(e.problem(), now, Instant.MAX));
            return;
        }
        GatewayClock clock = new GatewayClock(environment.clock().instant(), nanos);
        GatewaySession session = new GatewaySession(profile, product, environment, new Sink(profile.id(), clock));
        connections.put(profile.id(), new Connection(profile, practice, session, log, clock));
        publish(profile, practice, new GatewayState.Connecting());
        session.start();
    }

    private void publish(GatewayProfile profile, boolean practice, GatewayState state) {
        gateways.edit(edit -> edit.put(new GatewayStatus(
                profile, practice, state, null, Features.ALL, null, List.of(), List.of(), List.of())));
    }

    private Verdict.Before before(Decision decision) {
        Access held = decision.about().stream().map(roster::accessOf).reduce(Access.NONE, Access::with);
        Entry entry = decision instanceof Decision.Reject(var shown) ? inbox.get(shown.key()) : null;
        return new Verdict.Before(held, entry == null ? null : entry.listed().source());
    }

    /** The rows of both lists. */
    private final class OnScreen implements Decisions.Rows {
        @Override
        public boolean begin(Decision decision) {
            return inbox.begin(decision) && roster.begin(decision);
        }

        @Override
        public void end(Decision decision, Outcome outcome) {
            inbox.end(decision, outcome);
            roster.end(decision, outcome);
        }
    }

    /** Takes in what a session tells of its gateway. */
    private final class Sink implements GatewaySession.Listener {
        private final String id;
        private final GatewayClock clock;

        Sink(String id, GatewayClock clock) {
            this.id = id;
            this.clock = clock;
        }

        @Override
        public void read(Gateway gateway, Snapshot snapshot, GatewayState state) {
            Identity identity = gateway.identity();
            Features features = gateway.features();
            member(connection -> {
                clock.set(snapshot.takenAt());
                inbox.accept(connection.profile(), clock, snapshot);
                roster.accept(connection.profile(), snapshot);
                gateways.edit(edit -> edit.put(new GatewayStatus(
                        connection.profile(),
                        connection.practice(),
                        state,
                        identity,
                        features,
                        environment.clock().instant(),
                        snapshot.quotas(),
                        snapshot.policies(),
                        snapshot.troubles())));
            });
        }

        @Override
        public void failed(GatewayState.Offline state) {
            member(connection -> {
                inbox.stale(id);
                roster.stale(id);
                gateways.edit(edit -> {
                    GatewayStatus now = edit.get(id);
                    if (now != null) {
                        edit.put(now.in(state));
                    }
                });
            });
        }

        /** Does {@code work} unless the gateway was removed. */
        private void member(Consumer<Connection> work) {
            membership.lock();
            try {
                Connection connection = connections.get(id);
                if (connection != null) {
                    work.accept(connection);
                }
            } finally {
                membership.unlock();
            }
        }
    }

    /** Waits for decisions on their way, then lets go of every gateway and writes the settings. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            sweeper.shutdownNow();
            decisions.close();
            List<Thread> closing = connections.values().stream()
                    .map(connection -> Thread.ofVirtual()
                            .name("close " + connection.profile().name())
                            .start(connection.session()::close))
                    .toList();
            try {
                for (Thread one : closing) {
                    one.join(Duration.ofSeconds(3));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            settings.close();
        }
    }
}
