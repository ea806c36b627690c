package dev.gatehouse;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Application;
import javafx.stage.Stage;
import org.slf4j.LoggerFactory;

/**
 * Gives the windows the name by which a desktop finds their icon and its entry in the menu (WM_CLASS on X11, "java" otherwise).
 * JavaFX 26 takes that name from the class of an {@link Application} and from nowhere else, so this one is started beside
 * the console, which does without.
 */
public final class Gatehouse extends Application {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** JavaFX makes the one instance itself, so nothing but a static field can hear of it. */
    private static final CountDownLatch NAMED = new CountDownLatch(1);

    /** Made by JavaFX. */
    public Gatehouse() {}

    /** Names the windows that will be opened; JavaFX has to be started. Returns once it is done, or after five seconds. */
    static void nameWindows() throws InterruptedException {
        Thread.ofPlatform().daemon().name("application").start(() -> Application.launch(Gatehouse.class));
        if (!NAMED.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            LoggerFactory.getLogger(Gatehouse.class).warn("The windows go without a name for the desktop");
        }
    }

    @Override
    public void start(Stage stage) {
        NAMED.countDown();
    }
}
