package dev.gatehouse.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.system.Notices.Notice;
import dev.gatehouse.testing.TestBus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.freedesktop.dbus.types.UInt32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Notices on a real bus, with a notification service of ours. */
@EnabledOnOs(OS.LINUX)
class BusNoticesTest {
    private static final List<String> GNOME = List.of("actions", "body", "body-markup", "persistence");
    private static final Notice ANN = new Notice("A sender asks", "<b>Ann</b> & co", "Open", false);
    private static final Notice BOB = new Notice("A device asks", "Bob", "Open", true);

    @TempDir
    private Path folder;

    private TestBus bus;
    private final AtomicInteger clicks = new AtomicInteger();
    private Notices notices;

    @BeforeEach
    void start() throws Exception {
        bus = TestBus.start(folder);
        notices = new BusNotices(bus.address(), clicks::incrementAndGet);
    }

    @AfterEach
    void stop() throws Exception {
        notices.close();
        bus.close();
    }

    @Test
    void aNoticeIsShownAndTheNextOneTakesItsPlace() throws Exception {
        try (NoticeService service = new NoticeService(bus.address(), GNOME)) {
            notices.show(ANN);
            notices.show(BOB);
            await().until(() -> service.shown.size() == 2);
            assertThat(service.shown)
                    .containsExactly(
                            new NoticeService.Shown(
                                    1,
                                    0,
                                    "A sender asks",
                                    "&lt;b&gt;Ann&lt;/b&gt; &amp; co",
                                    List.of("default", "Open"),
                                    (byte) 1,
                                    30_000),
                            new NoticeService.Shown(
                                    1, 1, "A device asks", "Bob", List.of("default", "Open"), (byte) 2, 30_000));
        }
    }

    @Test
    void aClickIsTold() throws Exception {
        try (NoticeService service = new NoticeService(bus.address(), GNOME)) {
            notices.show(ANN);
            await().until(() -> service.shown.size() == 1);
            service.signal("ActionInvoked", "us", new UInt32(7), "default");
            service.signal("ActionInvoked", "us", new UInt32(1), "default");
            await().until(() -> clicks.get() > 0);
            assertThat(clicks)
                    .as("the click on another program's notice is not ours")
                    .hasValue(1);
        }
    }

    @Test
    void whatHasGoneIsNotReplacedAndWhatIsWithdrawnIsClosed() throws Exception {
        try (NoticeService service = new NoticeService(bus.address(), GNOME)) {
            notices.show(ANN);
            await().until(() -> service.shown.size() == 1);
            service.signal("NotificationClosed", "uu", new UInt32(1), new UInt32(2));
            await().untilAsserted(() -> {
                notices.show(BOB);
                assertThat(service.shown.getLast().id()).isEqualTo(2);
            });
            notices.withdraw();
            await().until(() -> service.closed.equals(List.of(2L)));
        }
    }

    @Test
    void aDesktopWithoutMarkupActionsAndTextGetsOneLine() throws Exception {
        try (NoticeService service = new NoticeService(bus.address(), List.of("sound"))) {
            notices.show(ANN);
            await().until(() -> service.shown.size() == 1);
            assertThat(service.shown.getFirst().summary()).isEqualTo("A sender asks: <b>Ann</b> & co");
            assertThat(service.shown.getFirst().body()).isEmpty();
            assertThat(service.shown.getFirst().actions()).isEmpty();
        }
    }

    @Test
    void aDesktopWithoutTheServiceShowsNothingUntilItHasOne() throws Exception {
        notices.show(ANN);
        try (NoticeService service = new NoticeService(bus.address(), GNOME)) {
            await().untilAsserted(() -> {
                notices.show(BOB);
                assertThat(service.shown).isNotEmpty();
            });
        }
    }

    @Test
    void nobodyWaitsForABusThatIsGone() throws Exception {
        bus.close();
        long begun = System.nanoTime();
        notices.show(ANN);
        notices.withdraw();
        notices.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
    }
}
