package dev.gatehouse;

import dev.gatehouse.Wiring.Working;
import dev.gatehouse.console.Console;
import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Snapshot.Trouble;
import dev.gatehouse.system.OneInstance;
import dev.gatehouse.ui.MainWindow;
import dev.gatehouse.ui.OtherPlaces;
import dev.gatehouse.ui.Theme;
import dev.gatehouse.ui.common.Surroundings;
import dev.gatehouse.ui.common.Timer;
import dev.gatehouse.ui.common.UiThread;
import dev.gatehouse.ui.common.UiTimer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.image.Image;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the window on a display, or draws it off screen where a picture is wanted or no display is there. */
final class Desktop {
    private static final Logger LOG = LoggerFactory.getLogger(Desktop.class);
    private static final Duration FIRST_ANSWERS = Duration.ofSeconds(10);

    /** Rows take clicks a second and a half after they appear at the latest; the picture shows them so. */
    private static final Duration SETTLED = Duration.ofMillis(1_700);

    private static final Duration FRAMED = Duration.ofMillis(500);
    /** Below what a second start waits for. */
    private static final Duration BRING_LIMIT = Duration.ofSeconds(2);

    /** JavaFX may have let go of its thread by then; the end of the program must not wait for it. */
    private static final Duration WINDOW_END_LIMIT = Duration.ofSeconds(2);

    private static final Duration END_LIMIT = Duration.ofSeconds(15);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(30);
    private static final Duration REHEARSAL_LIMIT = Duration.ofMinutes(5);
    private static final List<Integer> ICON_SIZES = List.of(16, 32, 48, 64, 128, 256);

    /** Does something with the gateways of a picture. */
    @FunctionalInterface
    interface Besides {
        void tell(List<GatewayProfile> profiles) throws InterruptedException;
    }

    private final Arguments arguments;
    private final Environment environment;
    private final Wiring wiring;
    private final Words words;
    private final Executor ui = new UiThread();

    Desktop(Arguments arguments, Environment environment, Wiring wiring, Words words) {
        this.arguments = arguments;
        this.environment = environment;
        this.wiring = wiring;
        this.words = words;
    }

    /**
     * Shows the window until the operator closes it.
     *
     * @param place where a second start knocks, or null where each start has a window of its own
     * @throws UnsupportedOperationException if the system's window toolkit or the display cannot be used; nothing was begun
     */
    void show(OneInstance.@Nullable Place place) throws GatewayException, InterruptedException {
        Platform.startup(() -> Platform.setImplicitExit(false));
        Gatehouse.nameWindows();
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Thread signalled = Thread.ofPlatform().name("signalled").unstarted(() -> endInOrder(closed, ended));
        Runtime.getRuntime().addShutdownHook(signalled);
        try (UiTimer timer = new UiTimer(ui);
                Working working = wiring.begin(ui)) {
            MainWindow window = on(() -> open(working, timer, closed));
            if (place != null) {
                place.leadsTo(() -> bring(window));
            }
            try (AtHome _ = on(() -> AtHome.begin(environment, working.console(), wiring.clock(), window, ui))) {
                closed.await();
                end(window);
            }
        } finally {
            if (place != null) {
                place.close();
            }
            ended.countDown();
        }
    }

    /** Whether the window came to the front; one that is closed or whose thread hangs does not. */
    private boolean bring(MainWindow window) {
        return inTime(window::comeToFront, ui, BRING_LIMIT);
    }

    /** Where the system ends the program, JavaFX ends beside this and may be gone: then what does not need it is done. */
    private void end(MainWindow window) {
        boolean ended = inTime(
                () -> {
                    window.end();
                    return true;
                },
                ui,
                WINDOW_END_LIMIT);
        if (!ended) {
            LOG.debug("JavaFX was gone before the window");
            window.keepPlace();
        }
    }

    /** Runs {@code work} on {@code thread}: what it says, or false if it has said nothing within {@code limit}. */
    static boolean inTime(BooleanSupplier work, Executor thread, Duration limit) {
        CompletableFuture<Boolean> said = new CompletableFuture<>();
        said.completeAsync(work::getAsBoolean, thread);
        return said.completeOnTimeout(false, limit.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** The system wants the program to end: what a closed window would have done is done first. */
    private static void endInOrder(CountDownLatch closed, CountDownLatch ended) {
        closed.countDown();
        try {
            ended.await(END_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Draws the window off screen and writes its picture, codes masked, once the first lists are in.
     *
     * @param besides is told of the gateways in the picture while they are still connected
     * @return the problems of the gateways, one line each
     */
    List<String> draw(Path file, Besides besides) throws GatewayException, InterruptedException {
        startOffScreen();
        try (UiTimer timer = new UiTimer(ui);
                Working working = wiring.begin(ui)) {
            Console console = working.console();
            MainWindow window = on(() -> open(working, timer, new CountDownLatch(1)));
            boolean all = console.gateways().awaitFirstAnswers(FIRST_ANSWERS);
            CompletableFuture<WritableImage> picture = new CompletableFuture<>();
            ui.execute(() -> timer.in(SETTLED, () -> picture.complete(window.picture())));
            WritableImage drawn = get(picture);
            besides.tell(console.gateways().all().stream()
                    .map(GatewayStatus::profile)
                    .toList());
            Picture.write(drawn, file);
            on(() -> {
                window.close();
                return file;
            });
            return Stream.concat(
                            console.gateways().all().stream().flatMap(this::problems),
                            all ? Stream.empty() : Stream.of(words.line(new Problem.TimedOut(FIRST_ANSWERS))))
                    .toList();
        } catch (IOException e) {
            throw new GatewayException(new Problem.Broken(file.toString(), e.toString()), e);
        }
    }

    /** Goes through the screens off screen with the practice gateway, as an operator on the first day would. */
    void rehearse() throws GatewayException, InterruptedException {
        startOffScreen();
        try (UiTimer timer = new UiTimer(ui);
                Working working = wiring.begin(ui)) {
            MainWindow window = on(() -> open(working, timer, new CountDownLatch(1)));
            working.console().gateways().awaitFirstAnswers(FIRST_ANSWERS);
            CompletableFuture<Boolean> done = new CompletableFuture<>();
            ui.execute(() -> new Rehearsal(window, timer).play(() -> done.complete(true)));
            get(done, REHEARSAL_LIMIT);
            on(() -> {
                window.close();
                return done;
            });
        }
    }

    private static void startOffScreen() {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("java.awt.headless", "true");
        Platform.startup(() -> Platform.setImplicitExit(false));
    }

    private MainWindow open(Working working, Timer timer, CountDownLatch closed) {
        new Theme(
                        switch (arguments.theme()) {
                            case SYSTEM -> Theme.Choice.SYSTEM;
                            case LIGHT -> Theme.Choice.LIGHT;
                            case DARK -> Theme.Choice.DARK;
                        })
                .apply();
        Stage stage = new Stage();
        stage.getIcons().addAll(ICON_SIZES.stream().map(Desktop::icon).toList());
        Surroundings surroundings = Surroundings.of(words, environment.clock(), timer, ui);
        MainWindow window = new MainWindow(
                working.console(), surroundings, OtherPlaces.of(working.console(), surroundings, working.phone()));
        stage.setOnHidden(event -> closed.countDown());
        window.show(stage);
        if (arguments.sized()) {
            fit(stage);
            // A window manager tells the size of its frame a moment after the window is there.
            timer.in(FRAMED, () -> fit(stage));
        }
        return window;
    }

    private void fit(Stage stage) {
        stage.setWidth(arguments.width() + stage.getWidth() - stage.getScene().getWidth());
        stage.setHeight(
                arguments.height() + stage.getHeight() - stage.getScene().getHeight());
    }

    private static Image icon(int size) {
        return new Image(Objects.requireNonNull(
                Desktop.class.getResourceAsStream("icons/gatehouse-" + size + ".png"),
                "icons are part of the program"));
    }

    private Stream<String> problems(GatewayStatus status) {
        Stream<Problem> offline = status.state() instanceof GatewayState.Offline(var problem, var since, var retry)
                ? Stream.of(problem)
                : Stream.empty();
        return Stream.concat(offline, status.troubles().stream().map(Trouble::problem))
                .map(problem -> status.profile().name() + ": " + words.line(problem));
    }

    /** Runs {@code work} on the JavaFX thread and waits for what it makes. */
    private <T> T on(Supplier<T> work) {
        CompletableFuture<T> made = new CompletableFuture<>();
        made.completeAsync(work, ui);
        return get(made);
    }

    private static <T> T get(CompletableFuture<T> future) {
        return get(future, CALL_LIMIT);
    }

    private static <T> T get(CompletableFuture<T> future, Duration limit) {
        return future.orTimeout(limit.toSeconds(), TimeUnit.SECONDS).join();
    }
}
