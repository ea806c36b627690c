package dev.gatehouse.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.console.Words;
import dev.gatehouse.interop.OpenClawSite.Network;
import dev.gatehouse.interop.OpenClawState.Channel;
import dev.gatehouse.ui.MainWindow;
import dev.gatehouse.ui.Theme;
import dev.gatehouse.ui.common.Surroundings;
import dev.gatehouse.ui.common.UiThread;
import dev.gatehouse.ui.common.UiTimer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** From a device that asks to the same device connected, by one click in the real window, at a real gateway. */
@Tag("interop")
@ExtendWith(OpenClawExtension.class)
@Version(OpenClawVersion.SQLITE)
@Timeout(200)
class LiveJourneyInteropTest {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    @TempDir
    Path base;

    private final FxRobot robot = new FxRobot();

    @Test
    void aDeviceAsksAClickApprovesTheDeviceConnects(OpenClawInstall install) throws Exception {
        FxToolkit.registerPrimaryStage();
        UiThread ui = new UiThread();
        try (OpenClawSite site = OpenClawSite.in(base, install, Channel.OFF, Network.NEAREST);
                UiTimer timer = new UiTimer(ui)) {
            site.start();
            try (ConsoleUnderTest console = ConsoleUnderTest.toldOn(ui, site.state())) {
                console.awaitLink();
                try (Shown _ = Shown.of(console, ui, timer);
                        AdminClient owner = site.owner()) {
                    Device phone = Device.operator("kitchen phone", "operator.read");
                    assertThat(knock(site, phone)).isFalse();

                    robot.clickOn(await("the row, and its button armed")
                            .atMost(LIMIT)
                            .until(() -> onUi(this::armed), Optional::isPresent)
                            .orElseThrow());

                    await("the row says so").atMost(LIMIT).until(() -> onUi(this::approved));
                    assertThat(owner.pairedDevices()).containsExactly(phone.id());
                    assertThat(knock(site, phone)).isTrue();
                }
            }
        }
    }

    private static boolean knock(OpenClawSite site, Device device) {
        try (Wire wire = device.knock(site.outside())) {
            return wire.admitted();
        }
    }

    /** The button of the one row, once it can be pressed. */
    private Optional<Button> armed() {
        return robot.lookup(node -> node instanceof Button button
                        && "Approve kitchen phone, device, OpenClaw".equals(button.getAccessibleText())
                        && !button.isDisabled()
                        && button.getOpacity() == 1)
                .tryQuery();
    }

    private boolean approved() {
        return robot.lookup((Node node) -> node instanceof Labeled labeled
                        && labeled.getText() != null
                        && labeled.getText().startsWith("Approved"))
                .tryQuery()
                .isPresent();
    }

    private static <T> T onUi(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(LIMIT.toMillis(), work);
    }

    /**
     * The window on a screen.
     *
     * @param stage what holds it
     * @param window what is in it
     */
    private record Shown(Stage stage, MainWindow window) implements AutoCloseable {
        static Shown of(ConsoleUnderTest console, UiThread ui, UiTimer timer) {
            Surroundings with = onUi(() ->
                    Surroundings.of(new Words(Locale.ENGLISH, ZoneOffset.UTC), InstantSource.system(), timer, ui));
            return onUi(() -> {
                Platform.setImplicitExit(false);
                new Theme(Theme.Choice.LIGHT).apply();
                Stage stage = new Stage();
                MainWindow window = new MainWindow(console.console(), with, List.of());
                window.show(stage);
                stage.setX(0);
                stage.setY(0);
                stage.setWidth(1000);
                stage.setHeight(700);
                return new Shown(stage, window);
            });
        }

        @Override
        public void close() {
            onUi(() -> {
                stage.hide();
                window.close();
                return true;
            });
        }
    }
}
