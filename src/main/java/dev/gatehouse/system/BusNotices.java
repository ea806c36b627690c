package dev.gatehouse.system;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices by way of {@code org.freedesktop.Notifications} (Desktop Notifications Specification 1.2) on the session bus. A
 * thread of its own connects with the first notice and anew when the bus was lost.
 */
final class BusNotices implements Notices {
    private static final Logger LOG = LoggerFactory.getLogger(BusNotices.class);
    private static final String NAME = "org.freedesktop.Notifications";
    private static final Bus.Place SERVICE = new Bus.Place(NAME, "/org/freedesktop/Notifications", NAME);

    /** How long a notice stays before the desktop files it; many desktops go by their own rule. */
    private static final Duration STAYS = Duration.ofSeconds(30);

    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final byte ORDINARY = 1;
    private static final byte CRITICAL = 2;

    private final String address;
    private final Runnable clicked;
    private final ExecutorService thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("notices").factory(),
            // The last one to look after the end comes too late.
            new ThreadPoolExecutor.DiscardPolicy());

    private volatile long shown;

    /** Touched only by {@link #thread}. */
    private @Nullable Bus bus;

    /** Touched only by {@link #thread}. */
    private Set<String> abilities = Set.of();

    /** Touched only by {@link #thread}. */
    private boolean told;

    /**
     * Nothing shown yet, and nobody connected to.
     *
     * @param address of the session bus
     * @param clicked called from any thread when the operator has clicked on what is there
     */
    BusNotices(String address, Runnable clicked) {
        this.address = address;
        this.clicked = clicked;
    }

    @Override
    public void show(Notice notice) {
        thread.execute(() -> {
            boolean anew = bus == null;
            try {
                notify(notice);
            } catch (IOException e) {
                LOG.debug("No notice", e);
                hangUp();
                if (!anew) {
                    // The bus or the service may have been restarted since the last one.
                    again(notice);
                } else {
                    say(e);
                }
            }
        });
    }

    @Override
    public void withdraw() {
        thread.execute(this::take);
    }

    @Override
    public void close() {
        withdraw();
        thread.execute(this::hangUp);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("The session bus does not answer");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void notify(Notice notice) throws IOException {
        Bus at = connected();
        boolean room = abilities.contains("body");
        String text = abilities.contains("body-markup") ? escaped(notice.text()) : notice.text();
        List<String> actions = abilities.contains("actions") ? List.of("default", notice.open()) : List.of();
        Map<String, Variant<?>> hints = new LinkedHashMap<>();
        hints.put("urgency", new Variant<>(notice.grave() ? CRITICAL : ORDINARY));
        hints.put("desktop-entry", new Variant<>("gatehouse"));
        List<Object> answer = at.call(
                SERVICE,
                "Notify",
                "susssasa{sv}i",
                "Gatehouse",
                new UInt32(shown),
                "gatehouse",
                room ? notice.title() : notice.title() + ": " + notice.text().replace('\n', ' '),
                room ? text : "",
                actions,
                hints,
                Math.toIntExact(STAYS.toMillis()));
        shown = answer.getFirst() instanceof Number id ? id.longValue() : 0;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private void take() {
        long id = shown;
        Bus at = bus;
        shown = 0;
        if (id == 0 || at == null) {
            return;
        }
        try {
            at.call(SERVICE, "CloseNotification", "u", new UInt32(id));
        } catch (IOException e) {
            // It has gone by itself, or will.
            LOG.debug("A notice could not be taken away", e);
        }
    }

    private Bus connected() throws IOException {
        Bus now = bus;
        if (now != null && now.connected()) {
            return now;
        }
        hangUp();
        Bus made = Bus.connect(address);
        try {
            abilities = made.call(SERVICE, "GetCapabilities", null).stream()
                    .flatMap(list -> list instanceof List<?> all ? all.stream() : List.of(list).stream())
                    .map(String::valueOf)
                    .collect(Collectors.toSet());
            made.on(NAME, "ActionInvoked", signal -> {
                if (isShown(signal)) {
                    clicked.run();
                }
            });
            made.on(NAME, "NotificationClosed", signal -> {
                if (isShown(signal)) {
                    shown = 0;
                }
            });
        } catch (IOException e) {
            made.close();
            throw e;
        }
        shown = 0;
        bus = made;
        return made;
    }

    private boolean isShown(Bus.Signal signal) {
        long id = shown;
        return id != 0
                && !signal.arguments().isEmpty()
                && signal.arguments().getFirst() instanceof Number about
                && about.longValue() == id;
    }

    private void again(Notice notice) {
        try {
            notify(notice);
        } catch (IOException e) {
            hangUp();
            say(e);
        }
    }

    /** Once: a desktop that shows none will not show the next one either. */
    private void say(IOException why) {
        if (!told) {
            told = true;
            LOG.info("This desktop shows no notices: {}", why.getMessage());
        }
    }

    private void hangUp() {
        Bus old = bus;
        bus = null;
        shown = 0;
        if (old != null) {
            old.close();
        }
    }
}
