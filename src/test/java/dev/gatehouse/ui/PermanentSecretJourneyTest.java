package dev.gatehouse.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.CodeOffer;
import dev.gatehouse.pairing.SetupCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.CheckBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window's own question before a code without an end leaves it. */
class PermanentSecretJourneyTest {
    private final Path folder;
    private final WindowFixture fixture;

    PermanentSecretJourneyTest(@TempDir Path folder) throws TimeoutException {
        this.folder = folder;
        fixture = new WindowFixture(folder, 1000, OtherPlaces::of);
        fixture.console.gateway("home", "home").change(now -> {
            now.codesLast = null;
            now.offers.add(new CodeOffer("setup", List.of(), null));
            now.nextCodes.add(new SetupCode("fased-permanent-secret"));
        });
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void nothingHappensUntilTheSentenceIsTicked() throws Exception {
        fixture.robot.clickOn("#go-pair");
        fixture.until(() -> !fixture.node("pair-make").isDisabled());
        fixture.robot.clickOn("#pair-make");
        fixture.untilSeen("Reveal");
        fixture.robot.clickOn("#pair-save");
        fixture.untilSeen("Save a permanent secret as a picture?");

        assertThat(fixture.node("dialog-act").isDisabled()).isTrue();
        assertThat(fixture.node("dialog-cancel").isFocused()).isTrue();
        fixture.robot.clickOn("#dialog-tick");
        fixture.until(() -> !fixture.node("dialog-act").isDisabled());
        assertThat(WindowFixture.onUi(() -> ((CheckBox) fixture.node("dialog-tick")).isSelected()))
                .isTrue();
        fixture.robot.clickOn("#dialog-cancel");
        fixture.until(() -> !fixture.sees("Save a permanent secret as a picture?"));
        try (var files = Files.walk(folder)) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".png"));
        }
    }
}
