package dev.gatehouse.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.DaemonPhone;
import dev.gatehouse.console.AuditLog;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.io.FolderWatch;
import dev.gatehouse.practice.PracticeGateway;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody new tries the practice gateway's codes, from the first click to the end of it. */
class PracticeJourneyTest {
    private final FolderWatch watch = new FolderWatch();
    private final Path folder;
    private final PracticeGateway practice;
    private final WindowFixture fixture;

    PracticeJourneyTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        Path stage = Files.createDirectories(folder.resolve("stage"));
        practice = PracticeGateway.open(
                new Environment(Map.of(), stage, stage, InstantSource.system(), watch), "Practice", 1);
        DaemonPhone phone = new DaemonPhone(practice.daemon());
        fixture = new WindowFixture(
                Files.createDirectories(folder.resolve("own")),
                1000,
                (console, with) -> OtherPlaces.of(console, with, phone));
        fixture.console
                .console()
                .gateways()
                .addPractice(
                        practice.profile(),
                        practice.product(),
                        new AuditLog(practice.folder().resolve("history.jsonl")));
    }

    @BeforeEach
    void pair() {
        fixture.robot.clickOn("#go-pair");
        fixture.untilSeen("Codes that you make appear here, with the time each has left and who used it.\nTry it");
        fixture.until(() -> !fixture.node("pair-make").isDisabled());
    }

    @AfterEach
    void close() {
        fixture.close();
        practice.close();
        watch.close();
    }

    /** Brings the end of the code's page into sight, or its beginning. */
    private void scroll(double where) {
        WindowFixture.onUi(() -> {
            ((ScrollPane) fixture.robot.lookup("#pair-detail .scroll-pane").query()).setVvalue(where);
            return true;
        });
    }

    private void make() {
        fixture.robot.clickOn("#pair-make");
        fixture.untilSeen("Reveal");
    }

    /** The buttons of the phone change with every step: what counts is which is there, not where. */
    private void press(String id) {
        WindowFixture.onUi(() -> {
            ((Button) fixture.node(id)).fire();
            return true;
        });
    }

    @Test
    void thePhoneScansWhatIsOnTheScreenJoinsAndIsPutOutAgain() throws Exception {
        make();
        fixture.robot.clickOn("#pair-reveal");
        fixture.until(() -> fixture.robot.lookup(".qr").tryQuery().isPresent());
        scroll(1);
        fixture.robot.clickOn("#practice-take");
        fixture.untilSeen("I see no QR code");

        scroll(0);
        fixture.robot.clickOn("#practice-look");
        fixture.untilSeen("wss://practice.invalid");
        fixture.until(() -> fixture.robot
                .lookup("#practice-go")
                .tryQuery()
                .filter(Node::isFocused)
                .isPresent());
        press("practice-go");
        fixture.untilSeen("Practice phone is in");
        fixture.untilSeen("Used by Practice phone");

        press("practice-again");
        fixture.untilSeen("This code was used before");

        fixture.robot.type(KeyCode.ESCAPE);
        fixture.until(() -> fixture.robot.lookup("#practice-phone").tryQuery().isEmpty());
        fixture.robot.clickOn("#go-access");
        fixture.untilSeen("Practice phone");
        // A row takes no click in the moment in which it comes.
        fixture.until(() -> {
            Button revoke = fixture.button("Revoke access of Practice phone at Practice");
            if (revoke != null) {
                revoke.fire();
            }
            return fixture.sees("Practice phone was taken out of Practice");
        });
        fixture.until(() -> fixture.button("Revoke access of Practice phone at Practice") == null);

        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("bootstrapToken")
                        .doesNotContain("eyJ1cmwi");
            }
        }
    }

    @Test
    void thePersonSendsWhatTheyWereToldUnlessItWasTakenBack() {
        WindowFixture.onUi(() -> {
            ((ComboBox<?>) fixture.node("pair-offer")).getSelectionModel().select(1);
            return true;
        });
        make();
        fixture.robot.clickOn("#practice-take");
        fixture.untilSeen("I was told no code");
        fixture.robot.clickOn("#pair-reveal");
        fixture.robot.clickOn("#practice-look");
        fixture.untilSeen("Was told the code");

        fixture.robot.clickOn("#pair-cancel");
        fixture.untilSeen("It was taken back");
        press("practice-go");
        fixture.untilSeen("The operator took this code back");

        press("practice-leave");
        fixture.until(() -> fixture.robot.lookup("#practice-phone").tryQuery().isEmpty());
    }
}
