package dev.gatehouse.console;

import dev.gatehouse.console.secrets.SecretPlaces;
import dev.gatehouse.console.secrets.Secrets;
import dev.gatehouse.gateway.Catalogue;
import dev.gatehouse.gateway.CodeContents;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.SubjectKey;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final Secrets secrets;
    private final SettingsFile settings;
    private final AuditLog auditLog;
    private final Labels labels;

    private final Inbox inbox;
    private final Roster roster;
    private final CodeShelf codes;
    private final CodeSearch codeSearch;
    private final Pins pins = new Pins();
    private final History history;
    private final ApprovalPolicies approvals;
    private final ApprovalRules rules;
    private final Decisions decisions;
    private final Gateways gateways;

    private final Subscription secretsFollowed;

    /** Touched only by who holds this console. */
    private SecretPlaces places;

    private final AtomicBoolean closed = new AtomicBoolean();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sweep").factory());

    /**
     * A console without gateways yet.
     *
     * @param secrets where secrets rest
     * @param nanos a monotonic count of nanoseconds
     * @param publisher where all changes are told; runs them in order
     */
    public Console(
            Catalogue catalogue,
            Environment environment,
            Secrets secrets,
            LongSupplier nanos,
            SettingsFile settings,
            Labels labels,
            AuditLog auditLog,
            Executor publisher) {
        this(catalogue, environment, secrets, nanos, settings, labels, auditLog, publisher, CONFIRM_LIMIT);
    }

    /** For tests that do not wait ten seconds for a list that never shows what was decided. */
    Console(
            Catalogue catalogue,
            Environment environment,
            Secrets secrets,
            LongSupplier nanos,
            SettingsFile settings,
            Labels labels,
            AuditLog auditLog,
            Executor publisher,
            Duration confirmLimit) {
        this.catalogue = catalogue;
        this.environment = environment;
        this.secrets = secrets;
        this.settings = settings;
        this.labels = labels;
        this.auditLog = auditLog;
        this.inbox = new Inbox(labels, environment.clock(), nanos, publisher);
        this.roster = new Roster(labels, environment.clock(), publisher);
        this.history = new History(publisher);
        this.codes = new CodeShelf(environment.clock(), publisher);
        this.gateways = new Gateways(
                catalogue,
                environment,
                secrets,
                nanos,
                settings,
                auditLog,
                new Lists(inbox, roster, codes),
                new OwnDecisions(pins, this::decideOwn),
                publisher);
        this.codeSearch = new CodeSearch(inbox, gateways, catalogue, environment.clock());
        this.approvals = new ApprovalPolicies(settings);
        this.rules = new ApprovalRules(approvals, codeSearch, roster, history);
        this.decisions = new Decisions(
                gateways::connection,
                history,
                labels,
                this::before,
                rules::objection,
                new OnScreen(),
                environment.clock(),
                confirmLimit);
        this.places = secrets.places();
        this.secretsFollowed =
                secrets.onChange(() -> Thread.ofVirtual().name("secrets").start(this::secretsChanged));
        sweeper.scheduleWithFixedDelay(
                this::sweep, SWEEP_EVERY.toMillis(), SWEEP_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Connects the gateways of the settings, and reads the history in the background. */
    public void start() {
        gateways.start();
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

    /** The codes that were made. */
    public CodeShelf codes() {
        return codes;
    }

    /** The PINs that were on screen. */
    public Pins pins() {
        return pins;
    }

    /** What is in {@code code}; empty where nobody can tell, or its gateway is not connected. Asks nobody outside. */
    public Optional<CodeContents> contents(IssuedCode code) {
        Connection connection = gateways.connection(code.key().profile());
        Gateway gateway = connection == null ? null : connection.session().standing();
        return gateway == null ? Optional.empty() : gateway.contents(code);
    }

    /** Finds the request that a code belongs to which somebody has told the operator, in the background. */
    public CompletableFuture<CodeSearch.Found> find(String typed) {
        return codeSearch.find(typed);
    }

    /** Compares what was typed with the code of {@code request}, in the background where that takes a file. */
    public CompletableFuture<CodeSearch.Compared> compare(PairingRequest request, String typed) {
        return codeSearch.compare(request, typed);
    }

    /** What was decided. */
    public History history() {
        return history;
    }

    /** Where decisions go. */
    public Decisions decisions() {
        return decisions;
    }

    /** What an approval needs at each gateway. */
    public ApprovalPolicies approvals() {
        return approvals;
    }

    /** What one approval needs. */
    public ApprovalRules rules() {
        return rules;
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

    /** The gateways. */
    public Gateways gateways() {
        return gateways;
    }

    /** Where secrets rest. */
    public Secrets secrets() {
        return secrets;
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
                Connection connection = gateways.connection(subject.profile());
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

    /** Who could not get at a secret before may get at it now. */
    private synchronized void secretsChanged() {
        SecretPlaces before = places;
        places = secrets.places();
        if (places.tellsMoreThan(before)) {
            gateways.retryAll();
        }
    }

    /** What the operator has decided before, and whose time has come now. */
    private void decideOwn(Decision decision, HistoryEntry.Method method) {
        var _ = decisions.decide(decision, method);
    }

    private void sweep() {
        try {
            inbox.sweep();
            codes.sweep();
        } catch (RuntimeException e) {
            // The scheduler would never come again; one bad row must not keep all others from ageing.
            LOG.error("Ageing rows", e);
        }
    }

    private Verdict.Before before(Decision decision) {
        Access held = decision.about().stream().map(roster::accessOf).reduce(Access.NONE, Access::with);
        Entry entry = decision instanceof Decision.Reject(var shown, var _) ? inbox.get(shown.key()) : null;
        return new Verdict.Before(held, entry == null ? null : entry.listed().source());
    }

    /** The rows of both lists. */
    private final class OnScreen implements Decisions.Rows {
        @Override
        public boolean begin(Decision decision) {
            return inbox.begin(decision) && roster.begin(decision) && codes.begin(decision);
        }

        @Override
        public void end(Decision decision, Outcome outcome) {
            inbox.end(decision, outcome);
            roster.end(decision, outcome);
            codes.end(decision, outcome);
            codeSearch.ended(decision, outcome);
        }

        @Override
        public void issued(Connection connection, Features features, IssuedCode code) {
            codes.put(connection.profile(), connection.clock(), features, code);
        }
    }

    /** Waits for decisions on their way, then lets go of every gateway and writes the settings. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            secretsFollowed.close();
            sweeper.shutdownNow();
            decisions.close();
            gateways.close();
            codes.lock();
            settings.close();
        }
    }
}
