package dev.gatehouse.console;

import dev.gatehouse.gateway.Attention;
import dev.gatehouse.gateway.Catalogue;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.FormField;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProduct;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretStore;
import dev.gatehouse.gateway.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateways that the console is connected to: they come, change, are found to be one and the same, and go. */
public final class Gateways implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateways.class);

    private final Catalogue catalogue;
    private final Environment environment;
    private final SecretStore secrets;
    private final EnteredFor entered;
    private final LongSupplier nanos;
    private final SettingsFile settings;
    private final AuditLog auditLog;
    private final Lists lists;
    private final OwnDecisions ownDecisions;
    private final Published<String, GatewayStatus> statuses;
    private final Map<String, Connection> connections = new ConcurrentHashMap<>();

    /** By profile: what connects those that no operator can choose. */
    private final Map<String, GatewayProduct> uncatalogued = new ConcurrentHashMap<>();

    /** Held while a gateway's news are taken in, and while gateways come, change and go: nothing comes after it has gone. */
    private final ReentrantLock membership = new ReentrantLock();

    /**
     * No gateways yet.
     *
     * @param nanos a monotonic count of nanoseconds
     * @param auditLog where decisions about real gateways are kept
     * @param publisher where all changes are told; runs them in order
     */
    Gateways(
            Catalogue catalogue,
            Environment environment,
            SecretStore secrets,
            LongSupplier nanos,
            SettingsFile settings,
            AuditLog auditLog,
            Lists lists,
            OwnDecisions ownDecisions,
            Executor publisher) {
        this.catalogue = catalogue;
        this.environment = environment;
        this.secrets = secrets;
        this.entered = new EnteredFor(catalogue, secrets);
        this.nanos = nanos;
        this.settings = settings;
        this.auditLog = auditLog;
        this.lists = lists;
        this.ownDecisions = ownDecisions;
        this.statuses = new Published<>(status -> status.profile().id(), publisher);
    }

    /** Connects the gateways of the settings. */
    void start() {
        settings.get().gateways().forEach(profile -> connect(profile, false, auditLog));
    }

    /** The connection of a profile, or null if it is not known any more. */
    @Nullable
    Connection connection(String profile) {
        return connections.get(profile);
    }

    /** Calls {@code listener} on the publisher's thread with all gateways, then with every change of one. */
    public Subscription subscribe(Consumer<Change<GatewayStatus>> listener) {
        return statuses.subscribe(listener);
    }

    /** All gateways, in the order in which they came. */
    public List<GatewayStatus> all() {
        return statuses.all();
    }

    /** Connects a gateway and remembers it; to one that is there already it adds the ways that are new. */
    public void add(GatewayProfile profile) {
        membership.lock();
        try {
            Optional<GatewayProfile> known = known(profile);
            if (known.isEmpty()) {
                settings.change(now -> {
                    List<GatewayProfile> all = new ArrayList<>(now.gateways());
                    all.add(profile);
                    return now.withGateways(all);
                });
                connect(profile, false, auditLog);
                return;
            }
            GatewayProfile joined = known.get().joinedWith(profile);
            if (!joined.equals(known.get())) {
                replace(joined);
            }
        } finally {
            membership.unlock();
        }
    }

    /**
     * The same in the background, with the secrets that were entered for it.
     *
     * @param entered by {@link FormField#key()}
     * @return fails with a {@link GatewayException} if a secret could not be kept; then nothing was added
     */
    public CompletableFuture<Void> add(GatewayProfile profile, Map<String, Secret> entered) {
        Optional<String> known = known(profile).map(GatewayProfile::id);
        return inBackground("add " + profile.name(), () -> {
            this.entered.keep(known.orElse(profile.id()), profile.product(), entered);
            add(profile);
            // A new one tries what was entered by itself: a wrong token must not be sent twice.
            known.ifPresent(this::retry);
        });
    }

    /**
     * Keeps other secrets for a gateway, instead of all that were entered before, and tries them at once, in the background.
     *
     * @param entered by {@link FormField#key()}
     * @return fails with a {@link GatewayException} if a secret could not be kept
     */
    public CompletableFuture<Void> enter(String profile, Map<String, Secret> entered) {
        return inBackground("secrets of " + profile, () -> {
            Connection connection = connections.get(profile);
            if (connection != null) {
                this.entered.keep(profile, connection.profile().product(), entered);
                retry(profile);
            }
        });
    }

    /**
     * Changes how a gateway is reached, in the background; it connects anew. Secrets that were not entered again stay.
     *
     * @param changed the same id with other ways
     * @param entered by {@link FormField#key()}
     * @return fails with a {@link GatewayException} if a secret could not be kept; then nothing was changed
     */
    public CompletableFuture<Void> edit(GatewayProfile changed, Map<String, Secret> entered) {
        return inBackground("change " + changed.name(), () -> {
            if (connections.containsKey(changed.id())) {
                this.entered.keep(changed.id(), changed.product(), entered);
                rename(changed.id(), changed.name());
                replace(changed);
            }
        });
    }

    /** Work that may fail with something to tell the operator. */
    private interface Work {
        void run() throws GatewayException;
    }

    private static CompletableFuture<Void> inBackground(String name, Work work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofVirtual().name(name).start(() -> {
            try {
                work.run();
                done.complete(null);
            } catch (GatewayException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private Optional<GatewayProfile> known(GatewayProfile profile) {
        return statuses.all().stream()
                .filter(status -> !status.practice())
                .filter(status -> reached(status).sameGateway(profile))
                .map(GatewayStatus::profile)
                .findFirst();
    }

    /** The gateway with all the ways that it is known to be reached by. */
    private static GatewayProfile reached(GatewayStatus status) {
        Identity identity = status.identity();
        GatewayProfile profile = status.profile();
        return identity == null || identity.routes().isEmpty()
                ? profile
                : profile.joinedWith(profile.by(identity.routes()));
    }

    /** Connects a gateway for this run only. */
    public void addForThisRun(GatewayProfile profile) {
        connect(profile, false, auditLog);
    }

    /**
     * Connects the practice gateway, for this run only.
     *
     * @param product by which; it need not be in the catalogue
     * @param log where decisions about it are kept, apart from the real ones
     */
    public void addPractice(GatewayProfile profile, GatewayProduct product, AuditLog log) {
        uncatalogued.put(profile.id(), product);
        connect(profile, true, log);
    }

    /** Disconnects a gateway and forgets it and its secrets; its history stays. */
    public void remove(String profile) {
        Connection gone = drop(profile);
        if (gone != null) {
            Thread.ofVirtual().name("close " + gone.profile().name()).start(() -> {
                gone.session().close();
                entered.forget(gone.profile());
            });
        }
    }

    private @Nullable Connection drop(String profile) {
        membership.lock();
        try {
            settings.change(now -> now.without(profile));
            Connection connection = connections.remove(profile);
            uncatalogued.remove(profile);
            statuses.edit(edit -> edit.remove(profile));
            lists.forget(profile);
            return connection;
        } finally {
            membership.unlock();
        }
    }

    /** Gives a gateway another name. */
    public void rename(String profile, String name) {
        change(profile, now -> now.named(name));
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
            statuses.edit(edit -> {
                GatewayStatus now = edit.get(profile);
                if (now != null) {
                    edit.put(now.named(name));
                }
            });
            lists.renamed(renamed.profile());
        }
    }

    /** The operator trusts the certificate with that SHA-256 fingerprint at every address of the gateway; it connects anew. */
    public void trust(String profile, String fingerprint) {
        set(profile, Route.PIN, fingerprint);
    }

    /** The operator allows clear text to {@code host} for this gateway; it connects anew. */
    public void allowPlainText(String profile, String host) {
        set(profile, Route.PLAIN_TEXT, host);
    }

    private void set(String profile, String setting, String value) {
        Connection now = connections.get(profile);
        if (now != null) {
            replace(now.profile()
                    .by(now.profile().routes().stream()
                            .map(route -> route.type().remote() ? route.with(setting, value) : route)
                            .toList()));
        }
    }

    /** Connects a gateway anew in another way; its rows stay until the first answer. */
    private void replace(GatewayProfile profile) {
        change(profile.id(), now -> profile);
        membership.lock();
        try {
            Connection old = connections.get(profile.id());
            if (old != null) {
                connect(profile, old.practice(), old.log());
                lists.stale(profile.id());
                Thread.ofVirtual().name("close " + profile.name()).start(old.session()::close);
            }
        } finally {
            membership.unlock();
        }
    }

    private void change(String profile, UnaryOperator<GatewayProfile> how) {
        settings.change(now -> now.withGateways(now.gateways().stream()
                .map(one -> one.id().equals(profile) ? how.apply(one) : one)
                .toList()));
    }

    /** Reads a gateway again soon, and tries again even what is not tried again by itself. */
    public void retry(String profile) {
        Connection connection = connections.get(profile);
        if (connection != null) {
            connection.session().retry();
        }
    }

    /** The same for every gateway: secrets can be read that could not be before. */
    public void retryAll() {
        connections.values().forEach(connection -> connection.session().retry());
    }

    /** The computer has slept: everything is read at once, and what was waited for is not waited for any longer. */
    public void wake() {
        connections.values().forEach(connection -> connection.session().wake());
    }

    /** Whether the operator looks at the window. */
    public void attention(Attention attention) {
        connections.values().forEach(connection -> connection.session().attention(attention));
    }

    /** The gateways on this computer that are not connected yet. Blocks on the disk. */
    public List<GatewayProfile> discover() {
        List<GatewayProfile> known =
                statuses.all().stream().map(Gateways::reached).toList();
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
        try (Subscription subscription = statuses.subscribe(change -> {
            boolean allAnswered =
                    statuses.all().stream().noneMatch(status -> status.state() instanceof GatewayState.Connecting);
            if (allAnswered) {
                answered.countDown();
            }
        })) {
            LOG.trace("Waiting under {}", subscription);
            return answered.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void connect(GatewayProfile profile, boolean practice, AuditLog log) {
        GatewayProduct product;
        try {
            GatewayProduct own = uncatalogued.get(profile.id());
            product = own == null ? catalogue.product(profile.product()) : own;
        } catch (GatewayException e) {
            Instant now = environment.clock().instant();
            publish(profile, practice, new GatewayState.Offline(e.problem(), now, Instant.MAX));
            return;
        }
        GatewayClock clock = new GatewayClock(environment.clock().instant(), nanos);
        GatewaySession session =
                new GatewaySession(profile, product, secrets, environment, new Sink(profile.id(), clock));
        connections.put(profile.id(), new Connection(profile, practice, session, log, clock));
        publish(profile, practice, new GatewayState.Connecting());
        session.start();
    }

    private void publish(GatewayProfile profile, boolean practice, GatewayState state) {
        statuses.edit(edit -> edit.put(GatewayStatus.unread(profile, practice, state)));
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
            Instant now = environment.clock().instant();
            member(connection -> {
                clock.set(snapshot.takenAt());
                lists.accept(connection.profile(), clock, features, snapshot);
                statuses.edit(edit -> edit.put(GatewayStatus.read(
                        connection.profile(), connection.practice(), state, identity, features, now, snapshot)));
                ownDecisions.look(id, snapshot, clock.instant());
                joinTwin(connection, identity);
            });
        }

        @Override
        public void failed(GatewayState.Offline state) {
            member(connection -> {
                lists.stale(id);
                statuses.edit(edit -> {
                    GatewayStatus now = edit.get(id);
                    if (now != null) {
                        edit.put(now.in(state));
                    }
                });
            });
        }

        /** Does {@code work} unless the gateway was removed or is connected anew. */
        private void member(Consumer<Connection> work) {
            membership.lock();
            try {
                Connection connection = connections.get(id);
                if (connection != null && connection.clock() == clock) {
                    work.accept(connection);
                }
            } finally {
                membership.unlock();
            }
        }
    }

    /** One gateway reached in two ways is one gateway: the one that was there first gets the other's ways. */
    private void joinTwin(Connection connection, Identity identity) {
        if (connection.practice()) {
            return;
        }
        List<GatewayProfile> real = statuses.all().stream()
                .filter(status -> !status.practice())
                .map(GatewayStatus::profile)
                .toList();
        Twins.of(connection.profile(), identity, real).ifPresent(twins -> {
            twins.gone().forEach(twin -> {
                Connection gone = drop(twin.id());
                if (gone != null) {
                    Thread.ofVirtual().name("close " + twin.name()).start(() -> {
                        gone.session().close();
                        entered.bequeath(twin, twins.joined());
                        retry(twins.joined().id());
                    });
                }
            });
            replace(twins.joined());
        });
    }

    /** Lets go of every gateway. */
    @Override
    public void close() {
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
    }
}
