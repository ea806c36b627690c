package dev.gatehouse.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.TestBus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Screen savers and a login manager of ours on real buses. */
@EnabledOnOs(OS.LINUX)
class DesktopWatchTest {
    private static final String OURS = "/org/freedesktop/login1/session/_32";

    @TempDir
    private Path folder;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final DesktopWatch.Listener listener = new DesktopWatch.Listener() {
        @Override
        public void locked() {
            heard.add("locked");
        }

        @Override
        public void woke(Duration stood) {
            heard.add("woke");
        }
    };

    /** As much of systemd-logind as is asked. */
    @DBusInterfaceName("org.freedesktop.login1.Manager")
    public interface Manager extends DBusInterface {
        DBusPath GetSession(String id);
    }

    /** Must be public for the library. */
    public static final class Login implements Manager {
        @Override
        public DBusPath GetSession(String id) {
            return new DBusPath(id.equals("2") ? OURS : "/elsewhere");
        }

        @Override
        public String getObjectPath() {
            return "/org/freedesktop/login1";
        }
    }

    @Test
    void aLockedScreenIsToldByTheSessionBus() throws Exception {
        try (TestBus bus = TestBus.start(folder);
                DesktopWatch watch = DesktopWatch.start(
                        Map.of("DBUS_SESSION_BUS_ADDRESS", bus.address(), "DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/none")
                                ::get,
                        InstantSource.system(),
                        listener)) {
            assertThat(watch).isNotNull();
            DBusConnection saver = connection(bus);
            AtomicInteger locks = new AtomicInteger();
            for (String name : List.of("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")) {
                int before = locks.get();
                await().untilAsserted(() -> {
                    NoticeService.signal(saver, "/ScreenSaver", name, "ActiveChanged", "b", false);
                    NoticeService.signal(saver, "/ScreenSaver", name, "ActiveChanged", "b", true);
                    locks.incrementAndGet();
                    assertThat(heard).hasSizeGreaterThan(before + 5);
                });
                assertThat(heard).as("the end of a lock is none").hasSizeLessThanOrEqualTo(locks.get());
            }
            saver.disconnect();
        }
    }

    @Test
    void theLoginManagerTellsOfOurOwnSessionAndOfTheEndOfSleep() throws Exception {
        try (TestBus bus = TestBus.start(folder)) {
            DBusConnection login = connection(bus);
            login.requestBusName("org.freedesktop.login1");
            login.exportObject("/org/freedesktop/login1", new Login());
            try (DesktopWatch watch = DesktopWatch.start(
                    Map.of("DBUS_SYSTEM_BUS_ADDRESS", bus.address(), "XDG_SESSION_ID", "2")::get,
                    InstantSource.system(),
                    listener)) {
                assertThat(watch).isNotNull();
                listens(login);
                NoticeService.signal(login, OURS + "9", "org.freedesktop.login1.Session", "Lock", "");
                manager(login, true);
                manager(login, false);
                await().until(() -> heard.contains("woke"));
                assertThat(heard).doesNotContain("locked").hasSize(1);
            }
            login.disconnect();
        }
    }

    @Test
    void nobodyElseOnTheSystemBusLocksOrWakesUs() throws Exception {
        try (TestBus bus = TestBus.start(folder)) {
            DBusConnection login = connection(bus);
            login.requestBusName("org.freedesktop.login1");
            login.exportObject("/org/freedesktop/login1", new Login());
            DBusConnection stranger = connection(bus);
            try (DesktopWatch watch = DesktopWatch.start(
                    Map.of("DBUS_SYSTEM_BUS_ADDRESS", bus.address(), "XDG_SESSION_ID", "2")::get,
                    InstantSource.system(),
                    listener)) {
                assertThat(watch).isNotNull();
                listens(login);
                NoticeService.signal(stranger, OURS, "org.freedesktop.login1.Session", "Lock", "");
                manager(stranger, false);
                // The bus has passed on what came before an answer.
                stranger.getRemoteObject("org.freedesktop.login1", "/org/freedesktop/login1", Manager.class)
                        .GetSession("2");
                manager(login, false);
                await().until(() -> heard.contains("woke"));
                assertThat(heard).containsExactly("woke");
            }
            stranger.disconnect();
            login.disconnect();
        }
    }

    /** Returns once it listens, with nothing on its way any more. */
    private void listens(DBusConnection login) throws Exception {
        await().untilAsserted(() -> {
            NoticeService.signal(login, OURS, "org.freedesktop.login1.Session", "Lock", "");
            assertThat(heard).contains("locked");
        });
        // What was sent more than once until it was heard is over when what was sent after it is heard.
        manager(login, false);
        await().until(() -> heard.contains("woke"));
        heard.clear();
    }

    private static void manager(DBusConnection login, boolean before) throws Exception {
        NoticeService.signal(
                login, "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", "b", before);
    }

    private static DBusConnection connection(TestBus bus) throws Exception {
        return DBusConnectionBuilder.forAddress(bus.address()).withShared(false).build();
    }

    @Test
    void busesThatAreNotThereAreNotMissedNorWaitedFor() throws Exception {
        Path nonsense = Files.writeString(folder.resolve("no-socket"), "");
        long begun = System.nanoTime();
        DesktopWatch.start(
                        Map.of(
                                "DBUS_SESSION_BUS_ADDRESS",
                                "unix:path=" + nonsense,
                                "DBUS_SYSTEM_BUS_ADDRESS",
                                "what:ever")::get,
                        InstantSource.system(),
                        listener)
                .close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        assertThat(heard).isEmpty();
    }
}
