package dev.gatehouse.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.Settings.WindowPlace;
import java.util.List;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;

class WindowMemoryTest {
    private static final List<Rectangle2D> TWO_SCREENS =
            List.of(new Rectangle2D(0, 0, 1920, 1080), new Rectangle2D(1920, 0, 1280, 800));

    @Test
    void aWindowThatStretchesOverTwoScreensIsInSight() {
        assertThat(WindowMemory.inSight(new WindowPlace(1500, 50, 1000, 700, false), TWO_SCREENS))
                .isTrue();
    }

    @Test
    void aWindowOnAScreenThatIsGoneIsNot() {
        assertThat(WindowMemory.inSight(new WindowPlace(3300, 50, 1000, 700, false), TWO_SCREENS))
                .isFalse();
        assertThat(WindowMemory.inSight(new WindowPlace(2100, 500, 1000, 700, false), TWO_SCREENS))
                .isFalse();
        assertThat(WindowMemory.inSight(new WindowPlace(-400, 50, 1000, 700, false), TWO_SCREENS))
                .isFalse();
    }
}
