package dev.gatehouse.ui.gateways;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.ui.common.Background;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** Something the operator wants that may fail: on its way, failed for a reason, or done. */
final class Attempt {
    /** Work that blocks and may fail. */
    @FunctionalInterface
    interface Work {
        void run() throws GatewayException;
    }

    private final Executor screen;
    private final Background background;
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper done = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();

    Attempt(Executor screen, Background background) {
        this.screen = screen;
        this.background = background;
    }

    /** Whether it is on its way. */
    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** Whether it was done. */
    ReadOnlyBooleanProperty doneProperty() {
        return done.getReadOnlyProperty();
    }

    /** Why it failed, or null. */
    ReadOnlyObjectProperty<@Nullable Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** What went wrong before does not count any more. */
    void begin() {
        problem.set(null);
        done.set(false);
    }

    /** Does {@code work} in the background, unless something is on its way. */
    void start(String thread, Work work) {
        if (!busy.get()) {
            CompletableFuture<Void> result = new CompletableFuture<>();
            follow(result);
            background.start(thread, () -> {
                try {
                    work.run();
                    result.complete(null);
                } catch (GatewayException | RuntimeException e) {
                    result.completeExceptionally(e);
                }
            });
        }
    }

    /** Tells what becomes of {@code result}. */
    void follow(CompletableFuture<Void> result) {
        begin();
        busy.set(true);
        result.whenComplete((nothing, thrown) -> screen.execute(() -> {
            busy.set(false);
            problem.set(thrown == null ? null : problem(thrown));
            done.set(thrown == null);
        }));
    }

    /** What {@code thrown} means to the operator; of a bug the name alone, as its message may quote what was entered. */
    static Problem problem(Throwable thrown) {
        return switch (thrown) {
            case GatewayException expected -> expected.problem();
            case CompletionException wrapped when wrapped.getCause() != null -> problem(wrapped.getCause());
            default -> new Problem.Bug(thrown.getClass().getName());
        };
    }
}
