package dev.gatehouse.ui.pair;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.layout.Region;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A code and what is told of it stand beside each other as soon as there is room. */
final class SideBySideTest {
    private final Region code = new Region();
    private final Region told = new Region();
    private final SideBySide both = new SideBySide(code, told);

    @BeforeEach
    void sizes() {
        code.setPrefHeight(500);
        told.setPrefHeight(300);
    }

    @Test
    void besideEachOtherWhereBothHaveRoom() {
        lay(640);
        assertThat(both.besideProperty().get()).isTrue();
        assertThat(told.getLayoutY()).isZero();
        assertThat(told.getLayoutX()).isGreaterThan(code.getWidth());
        assertThat(told.getLayoutX() + told.getWidth()).isEqualTo(640);
        assertThat(both.prefHeight(640)).isEqualTo(500);
    }

    @Test
    void oneBelowTheOtherWhereTheyHaveNot() {
        lay(400);
        assertThat(both.besideProperty().get()).isFalse();
        assertThat(code.getWidth()).isEqualTo(400);
        assertThat(told.getLayoutX()).isZero();
        assertThat(told.getLayoutY()).isEqualTo(516);
        assertThat(both.prefHeight(400)).isEqualTo(816);
    }

    @Test
    void whatIsToldHasAllRoomOnceTheCodeIsOver() {
        code.setManaged(false);
        lay(640);
        assertThat(told.getLayoutX()).isZero();
        assertThat(told.getLayoutY()).isZero();
        assertThat(told.getWidth()).isEqualTo(640);
        assertThat(both.prefHeight(640)).isEqualTo(300);
    }

    private void lay(double width) {
        both.resize(width, both.prefHeight(width));
        both.layout();
    }
}
