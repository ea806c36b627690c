package dev.gatehouse;

import dev.gatehouse.console.Console;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.system.DesktopNotices;
import dev.gatehouse.system.DesktopWatch;
import dev.gatehouse.system.Notices;
import dev.gatehouse.system.SleeplessClock;
import dev.gatehouse.ui.Announcer;
import dev.gatehouse.ui.MainWindow;
import java.time.Duration;
import java.util.concurrent.Executor;

/** What the desktop and a window tell each other. Nothing of it has to work for the window to. */
final class AtHome implements AutoCloseable {
    private final Notices notices;
    private final DesktopWatch watch;

    private AtHome(Notices notices, DesktopWatch watch) {
        this.notices = notices;
        this.watch = watch;
    }

    /** Begins; to be called on the JavaFX thread, and returns at once. */
    static AtHome begin(
            Environment environment, Console console, SleeplessClock clock, MainWindow window, Executor ui) {
        Notices notices = DesktopNotices.of(
                System.getProperty("os.name"), environment::variable, () -> ui.execute(window::announcementClicked));
        window.announceBy(new Announcer() {
            @Override
            public void announce(String title, String text, String open, boolean grave) {
                notices.show(new Notices.Notice(title, text, open, grave));
            }

            @Override
            public void withdraw() {
                notices.withdraw();
            }
        });
        DesktopWatch watch =
                DesktopWatch.start(environment::variable, environment.clock(), new DesktopWatch.Listener() {
                    @Override
                    public void locked() {
                        console.codes().lock();
                        ui.execute(window::lock);
                    }

                    @Override
                    public void woke(Duration stood) {
                        clock.slept(stood);
                        console.gateways().wake();
                    }
                });
        return new AtHome(notices, watch);
    }

    @Override
    public void close() {
        watch.close();
        notices.close();
    }
}
