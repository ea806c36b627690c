package dev.gatehouse.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.Console;
import dev.gatehouse.console.GatewayState;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.testing.StubProduct;
import dev.gatehouse.ui.common.Surroundings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** Gateways that are reached over the network, with a token. */
class GatewaysJourneyTest {
    private static final String ADDRESS = "10.0.0.5:18789";

    private final WindowFixture fixture;
    private final StubProduct product;
    private final FxRobot robot;

    GatewaysJourneyTest(@TempDir Path folder) throws TimeoutException {
        fixture = new WindowFixture(folder, 1280, GatewaysJourneyTest::places);
        product = fixture.console.product();
        robot = fixture.robot;
    }

    private static List<Place> places(Console console, Surroundings with) {
        ((StubProduct) console.catalogue().products().getFirst()).overTheNetwork();
        return OtherPlaces.of(console, with);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private boolean live() {
        return fixture.console.console().gateways().all().stream()
                .anyMatch(status -> status.state() instanceof GatewayState.Live);
    }

    @Test
    void aGatewayIsConnectedWithAWrongTokenAndThenWithTheRightOne() {
        product.at(ADDRESS).change(now -> now.token = "right");
        robot.clickOn("#go-gateways");
        robot.type(KeyCode.N);
        fixture.untilSeen("Kept until Gatehouse ends");
        robot.clickOn("#form-address").write(ADDRESS);
        robot.clickOn("#form-token").write("wrong");
        robot.clickOn("#form-connect");
        fixture.untilSeen("The gateway does not accept the token.");

        robot.clickOn(fixture.armed("Enter token… OpenClaw"));
        fixture.untilSeen("Secrets of OpenClaw");
        fixture.until(() -> fixture.node("enter-token").isFocused());
        robot.write("right");
        robot.type(KeyCode.ENTER);

        fixture.until(this::live);
        fixture.until(() -> !fixture.sees("Secrets of OpenClaw"));
        assertThat(product.at(ADDRESS).wrongTokens()).isEqualTo(1);
    }

    @Test
    void whatIsLockedIsOpenedFromWhereItIsMissed() throws Exception {
        Console console = fixture.console.console();
        console.secrets().create("correct horse".toCharArray());
        console.secrets().put(new SecretName(ADDRESS, "token"), new Secret("right"));
        console.secrets().lock();
        product.at(ADDRESS).change(now -> now.token = "right");
        console.gateways().add(product.remote(ADDRESS, "office"));

        robot.clickOn(fixture.armed("Settle what office waits for, in Gateways"));
        fixture.untilSeen("Your secrets are locked");
        robot.clickOn("#secrets-passphrase").write("wrong horse");
        robot.type(KeyCode.ENTER);
        fixture.untilSeen("That passphrase does not open");
        assertThat(live()).isFalse();
        WindowFixture.onUi(() -> {
            ((TextField) fixture.node("secrets-passphrase")).setText("correct horse");
            return true;
        });
        robot.clickOn("#secrets-open");

        fixture.until(this::live);
        fixture.until(() -> !fixture.sees("Your secrets are locked"));
    }

    @Test
    void aCertificateIsTrustedOnlyByAYes() {
        String print = "A1:0F:3C:77:52:9E:D4:08";
        product.at(ADDRESS).change(now -> now.closed = new LinkProblem.Untrusted(ADDRESS, print, ""));
        fixture.console.console().gateways().add(product.remote(ADDRESS, "office"));
        robot.clickOn("#go-gateways");

        robot.clickOn(fixture.armed("Trust this certificate… office"));
        fixture.untilSeen("Trust the certificate of");
        assertThat(fixture.stage.getScene().getFocusOwner()).isSameAs(fixture.node("dialog-cancel"));
        robot.type(KeyCode.ENTER);
        fixture.until(() -> !fixture.sees("Trust the certificate of"));
        assertThat(pin()).isNull();

        // A button under the pointer looks like one that is not armed.
        robot.moveTo("#go-gateways");
        robot.clickOn(fixture.armed("Trust this certificate… office"));
        fixture.untilSeen("Trust the certificate of");
        robot.clickOn("#dialog-act");
        fixture.until(() -> print.equals(pin()));
    }

    private @Nullable String pin() {
        Route route = fixture.console
                .console()
                .gateways()
                .all()
                .getFirst()
                .profile()
                .routes()
                .getFirst();
        return route.settings().get(Route.PIN);
    }
}
