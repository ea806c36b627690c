package dev.gatehouse.ui.common;

import dev.gatehouse.console.Subscription;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ticks once a second, on the second of the wall clock, for what is on screen. It stands still while nobody looks or
 * nothing listens. Listeners are held weakly: whoever listens keeps the listener in a field. Belongs to the JavaFX thread.
 */
public final class SecondClock {
    private final Timer timer;
    private final InstantSource wall;
    private final List<WeakReference<Runnable>> listeners = new ArrayList<>();
    private boolean watched = true;
    private @Nullable Subscription next;

    /**
     * A clock that nobody listens to yet.
     *
     * @param wall local time
     */
    public SecondClock(Timer timer, InstantSource wall) {
        this.timer = timer;
        this.wall = wall;
    }

    /** Local time. */
    public Instant now() {
        return wall.instant();
    }

    /** Calls {@code listener} every second until it is removed or nobody else holds it. */
    public void add(Runnable listener) {
        remove(listener);
        listeners.add(new WeakReference<>(listener));
        arrange();
    }

    /** Calls {@code listener} no more. */
    public void remove(Runnable listener) {
        listeners.removeIf(one -> one.refersTo(listener) || one.refersTo(null));
        arrange();
    }

    /** Whether somebody can see what ticks; everything that listens is brought up to date when somebody looks again. */
    public void setWatched(boolean looks) {
        boolean again = looks && !watched;
        watched = looks;
        if (again) {
            tell();
        }
        arrange();
    }

    /** Whether a tick is on its way. */
    boolean isRunning() {
        return next != null;
    }

    private void arrange() {
        boolean wanted = watched && !listeners.isEmpty();
        Subscription due = next;
        if (wanted && due == null) {
            next = timer.in(untilNextSecond(), this::tick);
        } else if (!wanted && due != null) {
            due.close();
            next = null;
        }
    }

    private Duration untilNextSecond() {
        return Duration.ofNanos(1_000_000_000L - wall.instant().getNano());
    }

    private void tick() {
        next = null;
        listeners.removeIf(one -> one.refersTo(null));
        tell();
        arrange();
    }

    private void tell() {
        for (WeakReference<Runnable> one : List.copyOf(listeners)) {
            Runnable listener = one.get();
            if (listener != null) {
                listener.run();
            }
        }
    }
}
