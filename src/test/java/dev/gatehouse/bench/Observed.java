package dev.gatehouse.bench;

import dev.gatehouse.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;

/**
 * Gatehouse as it is, with an onlooker in the same process. It obeys a few words on its standard input, tells of what it
 * saw on its standard output, and ends with the input.
 */
final class Observed {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final PrintStream out = System.out;
    private final Random random = new Random(1);
    private final RequestsOnScreen screen;
    private final Eyes eyes;
    private CompletableFuture<Long> expected = new CompletableFuture<>();

    private Observed(RequestsOnScreen screen, Eyes eyes) {
        this.screen = screen;
        this.eyes = eyes;
    }

    /** Starts Gatehouse with {@code args}. */
    public static void main(String[] args) throws Exception {
        Thread.ofPlatform().daemon().name("onlooker").start(() -> {
            try {
                watch().obey();
                System.exit(0);
            } catch (Exception e) {
                e.printStackTrace();
                System.exit(1);
            }
        });
        Main.main(args);
    }

    private static Observed watch() throws Exception {
        RequestsOnScreen screen = null;
        while (screen == null) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            try {
                screen = onUi(RequestsOnScreen::find);
            } catch (IllegalStateException _) {
                continue; // the toolkit has not started yet
            }
        }
        RequestsOnScreen found = screen;
        Eyes eyes = onUi(() -> new Eyes(found.scene()));
        CompletableFuture<Long> first = onUi(() -> {
            CompletableFuture<Long> seen =
                    eyes.await(() -> found.rows().findAny().isPresent());
            eyes.look();
            return seen;
        });
        System.out.println("shown " + get(first));
        return new Observed(found, eyes);
    }

    private void obey() throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "arrivals" -> arrivals(Integer.parseInt(words[1]), words[2]);
                case "clicks" -> clicks(Integer.parseInt(words[1]), words[2]);
                case "expect" -> expected = onUi(expectation(words[1]));
                case "seen" -> out.println("seen " + get(expected));
                case "click" -> click(words[1]);
                case "filter" -> filter(Integer.parseInt(words[1]));
                case "heap" -> heap();
                default -> throw new IllegalArgumentException(line);
            }
            out.println("done");
        }
    }

    /** How long it takes from the return of another process's rename until the new row is on screen. */
    private void arrivals(int count, String file) throws Exception {
        try (Stranger stranger = Stranger.start(file)) {
            for (int number = 0; number < count; number++) {
                String name = "Arrival" + number + "x";
                CompletableFuture<Long> seen = onUi(expectation(name));
                long renamed = stranger.knock(name);
                out.println("arrival " + (get(seen) - renamed));
                pause();
            }
        }
    }

    /** How long it takes from when the decision leaves until the row says that a fresh read confirms it. */
    private void clicks(int count, String file) throws Exception {
        try (Stranger stranger = Stranger.start(file)) {
            for (int number = 0; number < count; number++) {
                String name = "Click" + number + "x";
                CompletableFuture<Long> seen = onUi(expectation(name));
                stranger.knock(name);
                get(seen);
                click(name);
                pause();
            }
        }
    }

    private Callable<CompletableFuture<Long>> expectation(String name) {
        return () -> eyes.await(() -> screen.row(name).isPresent());
    }

    private void click(String name) throws Exception {
        CompletableFuture<Long> confirmed = onUi(() -> eyes.await(() -> screen.confirmed(name)));
        long left = press(name);
        out.println("click " + (get(confirmed) - left));
    }

    private long press(String name) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            Long pressed = onUi(() -> {
                Button button = screen.armed(name).orElse(null);
                if (button == null) {
                    return null;
                }
                long now = System.nanoTime();
                button.fire();
                return now;
            });
            if (pressed != null) {
                return pressed;
            }
        }
        throw new TimeoutException("the row of " + name + " never took a click");
    }

    /** What a keystroke in the one field costs the UI thread, and when that has nothing to do any more. */
    private void filter(int count) throws Exception {
        UiThreadTime ui = UiThreadTime.find();
        TextField field = onUi(screen::search);
        List<String> typed = List.of("h", "o", "f", "f", "m", "1", "2", "3");
        for (int number = 0; number < count; number++) {
            int at = number % (2 * typed.size());
            CompletableFuture<Long> drawn = onUi(() -> eyes.await(() -> true));
            long before = ui.used();
            long stroke = System.nanoTime();
            onUi(() -> {
                if (at < typed.size()) {
                    field.insertText(field.getLength(), typed.get(at));
                } else {
                    field.deleteText(field.getLength() - 1, field.getLength());
                }
                return field;
            });
            get(drawn);
            long quiet = quiet(ui);
            out.println("stroke " + (ui.used() - before) + " " + (quiet - stroke));
        }
    }

    /** Waits until the UI thread has had nothing to do for a while; when it last had. */
    private static long quiet(UiThreadTime ui) throws IOException {
        long last = System.nanoTime();
        long used = ui.used();
        while (System.nanoTime() - last < TimeUnit.MILLISECONDS.toNanos(250)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            long now = ui.used();
            if (now - used > TimeUnit.MICROSECONDS.toNanos(200)) {
                last = System.nanoTime();
            }
            used = now;
        }
        return last;
    }

    /** What the heap holds after a collection, in bytes. */
    private void heap() {
        Runtime runtime = Runtime.getRuntime();
        runtime.gc();
        out.println("heap " + (runtime.totalMemory() - runtime.freeMemory()));
    }

    private void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextLong(40, 160)));
    }

    private static <T> T onUi(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Platform.runLater(task);
        return task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static long get(CompletableFuture<Long> time)
            throws InterruptedException, ExecutionException, TimeoutException {
        return time.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
