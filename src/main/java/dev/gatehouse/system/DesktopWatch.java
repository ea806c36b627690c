package dev.gatehouse.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.freedesktop.dbus.types.UInt32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when the computer was locked and when it has slept. Linux says it over D-Bus: {@code ActiveChanged} of the screen
 * savers of freedesktop.org and GNOME (KDE and others have the former) on the session bus, {@code Lock} of our own session
 * and {@code PrepareForSleep} of systemd-logind on the system bus. A look at the clocks every two seconds finds sleep
 * everywhere. macOS and Windows tell a Java program nothing of a locked screen. A bus that is not there is not missed.
 */
public final class DesktopWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DesktopWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Path UPTIME = Path.of("/proc/uptime");
    private static final String LOGIN = "org.freedesktop.login1";
    private static final Bus.Place MANAGER =
            new Bus.Place(LOGIN, "/org/freedesktop/login1", "org.freedesktop.login1.Manager");
    private static final List<String> SCREEN_SAVERS = List.of("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver");

    /** Hears it, from any thread; returns at once. */
    public interface Listener {
        /** Nobody can see the screen but behind a password. */
        void locked();

        /**
         * The computer has slept, or was stopped, or its clock was set.
         *
         * @param stood how long the monotonic clock has stood still meanwhile
         */
        void woke(Duration stood);
    }

    private final Listener listener;
    private final Slumber slumber;
    private final List<Bus> buses = new CopyOnWriteArrayList<>();
    private volatile boolean closed;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sleep watch").factory());

    private DesktopWatch(Listener listener, Slumber slumber) {
        this.listener = listener;
        this.slumber = slumber;
    }

    /** Begins to watch; returns at once, and connects in the background. */
    public static DesktopWatch start(
            Function<String, @Nullable String> variables, InstantSource wall, Listener listener) {
        DesktopWatch watch = new DesktopWatch(listener, new Slumber(System::nanoTime, uptime(), wall, EVERY));
        watch.looking.scheduleWithFixedDelay(
                () -> watch.look(false), EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        watch.connect("session bus", Bus.session(variables), watch::followSession);
        watch.connect("system bus", Bus.system(variables), bus -> watch.followSystem(bus, variables));
        return watch;
    }

    /** The time since Linux was started, sleep and all (proc_uptime(5): CLOCK_BOOTTIME), where it can be read. */
    private static Optional<LongSupplier> uptime() {
        return readUptime() == 0 ? Optional.empty() : Optional.of(DesktopWatch::readUptime);
    }

    private static long readUptime() {
        try {
            String text = Files.readString(UPTIME);
            return (long) (Double.parseDouble(text.substring(0, text.indexOf(' '))) * 1e9);
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            LOG.trace("No uptime", e);
            return 0;
        }
    }

    private interface Following {
        void on(Bus bus) throws IOException;
    }

    private void connect(String name, Optional<String> address, Following following) {
        if (address.isEmpty()) {
            LOG.debug("No {}", name);
            return;
        }
        Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                Bus bus = Bus.connect(address.get());
                buses.add(bus);
                if (closed) {
                    hangUp();
                    return;
                }
                following.on(bus);
            } catch (IOException e) {
                LOG.info("The {} tells nothing: {}", name, e.getMessage());
            }
        });
    }

    private void followSession(Bus bus) throws IOException {
        for (String saver : SCREEN_SAVERS) {
            bus.on(saver, "ActiveChanged", signal -> {
                if (signal.arguments().contains(true)) {
                    listener.locked();
                }
            });
        }
    }

    private void followSystem(Bus bus, Function<String, @Nullable String> variables) throws IOException {
        bus.on(MANAGER.api(), "PrepareForSleep", signal -> {
            if (signal.arguments().contains(false) && bus.isFrom(signal, LOGIN)) {
                look(true);
            }
        });
        // Everybody's session is locked on this bus; only our own hides anything here.
        String own = ownSession(bus, variables);
        bus.on("org.freedesktop.login1.Session", "Lock", signal -> {
            if (signal.path().equals(own) && bus.isFrom(signal, LOGIN)) {
                listener.locked();
            }
        });
    }

    private static String ownSession(Bus bus, Function<String, @Nullable String> variables) throws IOException {
        String id = variables.apply("XDG_SESSION_ID");
        List<Object> path = id != null
                ? bus.call(MANAGER, "GetSession", "s", id)
                : bus.call(
                        MANAGER,
                        "GetSessionByPID",
                        "u",
                        new UInt32(ProcessHandle.current().pid()));
        return path.isEmpty() ? "" : String.valueOf(path.getFirst());
    }

    private void look(boolean told) {
        slumber.look(told).ifPresent(listener::woke);
    }

    @Override
    public void close() {
        closed = true;
        looking.shutdownNow();
        hangUp();
    }

    private void hangUp() {
        buses.forEach(Bus::close);
        buses.clear();
    }
}
