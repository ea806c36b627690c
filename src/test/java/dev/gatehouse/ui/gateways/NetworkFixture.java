package dev.gatehouse.ui.gateways;

import dev.gatehouse.console.Console;
import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.testing.ConsoleFixture;
import dev.gatehouse.testing.RecordedDialogs;
import dev.gatehouse.testing.StubGateway;
import dev.gatehouse.testing.StubProduct;
import dev.gatehouse.testing.ThisThread;
import dev.gatehouse.ui.gateways.GatewayItem.Connected;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The model of the screen over gateways that are reached over the network; work in the background waits for the test. */
final class NetworkFixture implements AutoCloseable {
    private final ThisThread screen;
    private final RecordedDialogs dialogs = new RecordedDialogs();
    private final Queue<Runnable> work = new ConcurrentLinkedQueue<>();
    private final ConsoleFixture fixture;
    final List<String> copied = new ArrayList<>();
    private final GatewaysViewModel model;

    NetworkFixture(Path folder) {
        this(screen -> new ConsoleFixture(folder, screen));
    }

    NetworkFixture(Function<ThisThread, ConsoleFixture> made) {
        screen = new ThisThread();
        fixture = made.apply(screen);
        fixture.product().overTheNetwork();
        model = new GatewaysViewModel(
                fixture.console(),
                new Words(Locale.ENGLISH, ZoneOffset.UTC),
                dialogs,
                screen,
                (name, task) -> work.add(task),
                copied::add);
    }

    GatewaysViewModel model() {
        return model;
    }

    Console console() {
        return fixture.console();
    }

    StubProduct product() {
        return fixture.product();
    }

    RecordedDialogs dialogs() {
        return dialogs;
    }

    StubGateway gateway(String folder, String name) {
        return fixture.gateway(folder, name);
    }

    /** A gateway at {@code address} that lets nobody in for {@code problem}. */
    Connected closed(String address, Problem problem) {
        product().at(address).change(state -> state.closed = problem);
        console().gateways().add(product().remote(address, address));
        until(() -> problem.equals(problem(0)));
        return connected(0);
    }

    /** Does what waits for the background, and what comes of it. */
    void doWork() {
        screen.run();
        for (Runnable next = work.poll(); next != null; next = work.poll()) {
            next.run();
            screen.run();
        }
    }

    /** Waits until {@code condition} holds, doing what there is to do. */
    void until(BooleanSupplier condition) {
        ConsoleFixture.awaitOnThisThread(this::doWork, condition);
    }

    List<Connected> connected() {
        return model.items().stream()
                .filter(Connected.class::isInstance)
                .map(Connected.class::cast)
                .toList();
    }

    Connected connected(int at) {
        return connected().get(at);
    }

    @Nullable
    GatewayState state(int at) {
        return connected().size() > at ? connected(at).status().state() : null;
    }

    @Nullable
    Problem problem(int at) {
        return connected().size() > at ? GatewayWords.problem(connected(at).status()) : null;
    }

    @Override
    public void close() {
        fixture.close();
    }
}
