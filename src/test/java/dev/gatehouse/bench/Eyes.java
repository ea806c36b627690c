package dev.gatehouse.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Scene;

/** Looks at a scene at the end of every pulse, and tells when it first saw what was waited for. */
final class Eyes {
    private record Wait(BooleanSupplier sight, CompletableFuture<Long> seen) {}

    private final List<Wait> waits = new ArrayList<>();

    /** Belongs to the JavaFX thread. */
    Eyes(Scene scene) {
        scene.addPostLayoutPulseListener(this::pulse);
    }

    private void pulse() {
        if (!waits.isEmpty()) {
            // The pulse goes on after this: what it hands over to be drawn belongs to it.
            Platform.runLater(this::look);
        }
    }

    /** Looks now. Belongs to the JavaFX thread. */
    void look() {
        long now = System.nanoTime();
        waits.removeIf(wait -> {
            boolean seen = wait.sight().getAsBoolean();
            if (seen) {
                wait.seen().complete(now);
            }
            return seen;
        });
    }

    /** Completes with the time at which {@code sight} was first seen. Belongs to the JavaFX thread. */
    CompletableFuture<Long> await(BooleanSupplier sight) {
        CompletableFuture<Long> seen = new CompletableFuture<>();
        waits.add(new Wait(sight, seen));
        return seen;
    }
}
