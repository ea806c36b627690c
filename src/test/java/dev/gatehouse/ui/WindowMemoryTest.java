package dev.gatehouse.ui;

import static dev.gatehouse.ui.WindowMemory.fitted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.Settings.WindowPlace;
import java.util.List;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;

class WindowMemoryTest {
    private static final List<Rectangle2D> TWO_SCREENS =
            List.of(new Rectangle2D(0, 0, 1920, 1080), new Rectangle2D(1920, 0, 1280, 800));

    @Test
    void aWindowThatIsInSightStaysWhereItWas() {
        stays(new WindowPlace(100, 50, 1000, 700, false));
        stays(new WindowPlace(1500, 50, 1000, 700, false));
        stays(new WindowPlace(2000, 60, 1100, 700, true));
        stays(new WindowPlace(-20, 50, 1000, 700, false));
    }

    private static void stays(WindowPlace place) {
        assertThat(fitted(place, TWO_SCREENS)).isEqualTo(place);
    }

    @Test
    void aWindowWhoseScreenIsGoneComesToOneThatIsThere() {
        assertThat(fitted(new WindowPlace(3300, 50, 1000, 700, false), TWO_SCREENS))
                .isEqualTo(new WindowPlace(920, 50, 1000, 700, false));
        assertThat(fitted(new WindowPlace(2400, 900, 1000, 700, true), List.of(TWO_SCREENS.getFirst())))
                .isEqualTo(new WindowPlace(920, 380, 1000, 700, true));
    }

    @Test
    void aWindowThatIsHalfOutsideComesBackOnItsOwnScreen() {
        assertThat(fitted(new WindowPlace(2100, 500, 1000, 700, false), TWO_SCREENS))
                .isEqualTo(new WindowPlace(2100, 100, 1000, 700, false));
        assertThat(fitted(new WindowPlace(-400, 50, 1000, 700, false), TWO_SCREENS))
                .isEqualTo(new WindowPlace(0, 50, 1000, 700, false));
    }

    @Test
    void theBarByWhichItIsMovedIsWithinReach() {
        assertThat(fitted(new WindowPlace(100, -20, 1000, 700, false), TWO_SCREENS)
                        .y())
                .isZero();
    }

    @Test
    void aWindowIsNoLargerThanItsScreen() {
        assertThat(fitted(new WindowPlace(0, 0, 3840, 2160, false), List.of(new Rectangle2D(0, 30, 1366, 738))))
                .isEqualTo(new WindowPlace(0, 30, 1366, 738, false));
    }

    @Test
    void aWindowThatWasTooSmallIsAsSmallAsItMayBe() {
        assertThat(fitted(new WindowPlace(10, 10, 30, 20, false), TWO_SCREENS))
                .isEqualTo(new WindowPlace(10, 10, MainWindow.LEAST_WIDTH, MainWindow.LEAST_HEIGHT, false));
    }
}
