package dev.gatehouse.practice;

import dev.gatehouse.gateway.Attention;
import dev.gatehouse.gateway.CodeContents;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.Issued;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.SetupCode;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** A connection to the practice gateway: all that is in the store by the real adapter, codes by the daemon. */
final class PracticeConnection implements Gateway {
    private static final String SOURCE = "practice";
    private static final Set<Feature> CODES = Set.of(Feature.ISSUE_CODE, Feature.LIST_CODES, Feature.CANCEL_CODE);

    private final Gateway store;
    private final PracticeDaemon daemon;
    private final AtomicReference<Runnable> unwatch = new AtomicReference<>(() -> {});

    PracticeConnection(Gateway store, PracticeDaemon daemon) {
        this.store = store;
        this.daemon = daemon;
    }

    @Override
    public Identity identity() {
        return store.identity();
    }

    @Override
    public Features features() {
        Features real = store.features();
        Map<Feature, Phrase> absent = new EnumMap<>(Feature.class);
        absent.putAll(real.absent());
        absent.keySet().removeAll(CODES);
        return new Features(absent, real.by());
    }

    @Override
    public Snapshot read() throws GatewayException {
        // The codes first: whoever is told to have used one is in the list that is read after it.
        List<Listed<IssuedCode>> codes = daemon.codes().stream()
                .map(code -> new Listed<>(code, SOURCE, Map.of()))
                .toList();
        return store.read().withCodes(codes, PracticeDaemon.OFFERS);
    }

    @Override
    public void watch(Runnable hint) throws GatewayException {
        store.watch(hint);
        unwatch.set(daemon.onUse(hint));
    }

    @Override
    public Duration pollEvery(Attention attention) {
        return store.pollEvery(attention);
    }

    @Override
    public Receipt perform(Decision decision) throws GatewayException {
        if (decision instanceof Decision.CancelCode(var shown)) {
            daemon.cancel(shown.key());
            return receipt(Phrase.of("practice.receipt.cancelled"));
        }
        return store.perform(decision);
    }

    @Override
    public Issued issue(Decision.IssueCode decision) throws GatewayException {
        return new Issued(daemon.issue(decision.offer()), receipt(Phrase.of("practice.receipt.code")));
    }

    private static Receipt receipt(Phrase summary) {
        return new Receipt(summary, List.of(SOURCE), List.of());
    }

    @Override
    public Optional<CodeContents> contents(IssuedCode code) {
        return code.text() instanceof SetupCode text
                ? PhonePayload.read(text.value())
                        .map(payload -> new CodeContents(
                                List.of(payload.url()),
                                payload.url().startsWith("wss:"),
                                Phrase.of("practice.code.token"),
                                Phrase.of("practice.code.who"),
                                code.expiresAt(),
                                Phrase.of("practice.code.grants"),
                                List.of(Phrase.of("practice.code.nowhere"))))
                : Optional.empty();
    }

    @Override
    public Optional<RequestKey> find(String typed) throws GatewayException {
        return store.find(typed);
    }

    @Override
    public Set<Kind> polled() {
        return store.polled();
    }

    @Override
    public void retry() {
        store.retry();
    }

    @Override
    public void close() {
        unwatch.getAndSet(() -> {}).run();
        store.close();
    }
}
