package dev.gatehouse.ui;

import dev.gatehouse.console.HistoryEntry;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.gateway.Snapshot.Quota;
import dev.gatehouse.gateway.Snapshot.Trouble;
import dev.gatehouse.pairing.Client;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.testing.Asks;
import dev.gatehouse.testing.ConsoleFixture;
import dev.gatehouse.testing.Grants;
import dev.gatehouse.testing.StubGateway;
import dev.gatehouse.ui.common.Surroundings;
import dev.gatehouse.ui.common.UiThread;
import dev.gatehouse.ui.common.UiTimer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javax.imageio.ImageIO;

/**
 * Draws the window in states that a screen is judged by. Not a test: started by hand, with the folder for the pictures, the
 * theme, the size and the states.
 */
final class Gallery {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Gallery() {}

    /** Draws {@code FOLDER light|dark WxH STATE…}. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        boolean dark = args[1].equals("dark");
        String[] size = args[2].split("x");
        Platform.startup(() -> new Theme(dark ? Theme.Choice.DARK : Theme.Choice.LIGHT).apply());
        Platform.setImplicitExit(false);
        Files.createDirectories(folder);
        for (String state : List.of(args).subList(3, args.length)) {
            draw(
                    state,
                    Double.parseDouble(size[0]),
                    Double.parseDouble(size[1]),
                    folder.resolve(state + "-" + args[1] + "-" + args[2] + ".png"));
        }
        Platform.exit();
        System.exit(0);
    }

    private static void draw(String state, double width, double height, Path file) throws Exception {
        Path temporary = Files.createTempDirectory("gallery");
        UiThread ui = new UiThread();
        try (UiTimer timer = new UiTimer(ui);
                ConsoleFixture fixture = new ConsoleFixture(temporary, ui)) {
            Words words = new Words(Locale.ENGLISH, ZoneId.systemDefault());
            Stage[] stage = new Stage[1];
            MainWindow window = onUi(() -> {
                MainWindow made = new MainWindow(
                        fixture.console(), Surroundings.of(words, InstantSource.system(), timer, ui), List.of());
                stage[0] = new Stage();
                made.show(stage[0]);
                stage[0].setX(0);
                stage[0].setY(0);
                stage[0].setWidth(width);
                stage[0].setHeight(height);
                return made;
            });
            fill(fixture, state);
            pause(2600);
            onUi(() -> {
                act(window, stage[0], state);
                return true;
            });
            pause(state.equals("outcomes") ? 11_000 : 2200);
            // What is revealed is judged too; the window's own pictures hide it.
            WritableImage picture = onUi(
                    state.contains("revealed") ? () -> window.root().getScene().snapshot(null) : window::picture);
            write(picture, file);
            onUi(() -> {
                stage[0].hide();
                window.close();
                return true;
            });
        }
    }

    private static void fill(ConsoleFixture fixture, String state) {
        switch (state) {
            case "nothing" -> {}
            case String other when RequestStates.NAMES.contains(other) -> RequestStates.fill(fixture, other);
            case "empty" ->
                fixture.gateway("home", "home").change(now -> {
                    now.policies.add(new DoorPolicy("telegram", "default", DoorPolicy.Mode.PAIRING, ""));
                    now.policies.add(new DoorPolicy("telegram", "work", DoorPolicy.Mode.ALLOWLIST, "openclaw.json"));
                    now.policies.add(new DoorPolicy("whatsapp", "default", DoorPolicy.Mode.OPEN, "openclaw.json"));
                    now.policies.add(new DoorPolicy("signal", "default", DoorPolicy.Mode.DISABLED, "openclaw.json"));
                });
            case "practice" -> {
                GatewayProfile profile = fixture.product().profile("practice", "Practice");
                three(fixture.product().at("practice"), "practice");
                fixture.console().gateways().addPractice(profile, fixture.product(), fixture.log());
            }
            case "three" -> three(fixture.gateway("home", "home"), "home");
            case "forty" -> forty(fixture);
            case "outcomes" -> outcomes(fixture);
            case "hostile" -> hostile(fixture.gateway("home", "home"));
            case "problem" -> {
                mixed(fixture);
                fixture.gateway("ops", "ops")
                        .change(now -> now.failing =
                                new Problem.Malformed("/srv/openclaw/credentials/telegram-pairing.json", "line 14"));
                fixture.gateway("studio", "studio")
                        .change(now -> now.troubles.add(
                                new Trouble("studio", new Problem.Locked("devices/pending.json", 4711, Grants.THEN))));
            }
            case "live", "live-node", "live-step2", "live-owner", "live-question", "live-accepted" -> live(fixture);
            case "notes" -> notes(fixture);
            case "offline" -> {
                StubGateway home = fixture.gateway("home", "home");
                three(home, "home");
                pause(700);
                home.change(now -> now.failing = new Problem.Missing("/srv/openclaw"));
            }
            default -> {
                mixed(fixture);
                pause(2500);
                fixture.product()
                        .at("home")
                        .change(now -> now.requests.removeIf(one -> one.id().equals("QRST2345")));
            }
        }
    }

    private static void three(StubGateway gateway, String profile) {
        gateway.change(now -> {
            now.requests.add(Asks.dm(profile, "telegram", "work", "111111111", "ABCD2345", "ann", min(52)));
            now.requests.add(Asks.dm(profile, "whatsapp", "default", "4915550001", "EFGH2345", "alice", min(51)));
            now.requests.add(Asks.device(
                    profile,
                    Kind.NODE,
                    "5c163f8c00aa11bb22cc33dd44ee55ff66778899aabbccddeeff001122330737",
                    "Pixel 9",
                    "Android",
                    sec(238),
                    "camera",
                    "location"));
        });
    }

    private static void mixed(ConsoleFixture fixture) {
        StubGateway home = fixture.gateway("home", "home");
        three(home, "home");
        home.change(now -> {
            now.quotas.add(new Quota("signal", "", 3, 3));
            now.grants.add(Grants.device("home", MAC, "Kitchen Mac", "operator.read", "operator.write"));
            now.grants.add(Grants.named("home", "whatsapp", "4915559999", "a1ice"));
            now.requests.add(Asks.device(
                    "home",
                    Kind.DEVICE,
                    MAC,
                    "Kitchen Mac",
                    "macOS",
                    sec(252),
                    "operator.read",
                    "operator.write",
                    "operator.admin"));
            now.requests.add(Asks.dm("home", "telegram", "default", "333333333", "QRST2345", "carl", sec(1)));
            now.requests.add(Asks.dm("home", "signal", "default", "+15550100", "UVWX2345", "", min(33)));
        });
        StubGateway studio = fixture.gateway("studio", "studio");
        studio.change(now -> {
            now.watchable = false;
            now.absent.put(Feature.APPROVE_DM, Phrase.of("problem.not-offered.remedy"));
            now.requests.add(
                    Asks.dm("studio", "discord", "default", "900100200300", "JKLM2345", "dev-oncall", min(48)));
            now.requests.add(Asks.device(
                    "studio",
                    Kind.NODE,
                    "77aa63f8c00aa11bb22cc33dd44ee55ff66778899aabbccddeeff001122330111",
                    "Render box",
                    "linux",
                    sec(47),
                    "system.run",
                    "screen"));
        });
    }

    private static void outcomes(ConsoleFixture fixture) {
        StubGateway home = fixture.gateway("home", "home");
        three(home, "home");
        StubGateway liar = fixture.gateway("liar", "studio");
        liar.change(now -> {
            now.lying = true;
            now.requests.add(Asks.dm("liar", "discord", "default", "900100200300", "JKLM2345", "dev-oncall", min(48)));
        });
        StubGateway locked = fixture.gateway("locked", "ops");
        locked.change(now -> {
            now.refusing = new Problem.Locked("/srv/openclaw/credentials/telegram-pairing.json", 4711, Grants.THEN);
            now.requests.add(Asks.dm("locked", "telegram", "default", "700100", "NOPQ2345", "bob", min(44)));
        });
        StubGateway changed = fixture.gateway("changed", "support-bot");
        changed.change(now -> {
            var more = Asks.device(
                    "changed", Kind.DEVICE, MAC, "Kitchen Mac", "macOS", sec(250), "operator.read", "operator.admin");
            now.refusing = new Problem.Changed(more);
            now.requests.add(
                    Asks.device("changed", Kind.DEVICE, MAC, "Kitchen Mac", "macOS", sec(250), "operator.read"));
        });
        pause(700);
        var console = fixture.console();
        console.inbox().all().stream()
                .filter(entry -> !entry.title().equals("ann"))
                .forEach(entry -> console.decisions()
                        .decide(
                                entry.title().equals("alice")
                                        ? new Decision.Reject(entry.request())
                                        : new Decision.Approve(entry.request()),
                                HistoryEntry.Method.ONE_CLICK)
                        .thenAccept(outcome -> System.out.println(outcome.word())));
        pause(300);
        changed.change(now -> {
            now.requests.clear();
            now.requests.add(Asks.device(
                    "changed", Kind.DEVICE, MAC, "Kitchen Mac", "macOS", sec(250), "operator.read", "operator.admin"));
        });
    }

    private static final String PHONE = "5c163f8c00aa11bb22cc33dd44ee55ff66778899aabbccddeeff001122330737";

    private static void live(ConsoleFixture fixture) {
        StubGateway home = fixture.gateway("home", "home");
        home.change(now -> {
            now.own = MAC;
            now.ahead = Duration.ofSeconds(140);
            now.polled = Set.of(Kind.DM);
            now.quotas.add(new Quota("telegram", "default", 3, 3));
            now.quotas.add(new Quota("whatsapp", "default", 1, 3));
            now.policies.add(new DoorPolicy("telegram", "default", DoorPolicy.Mode.PAIRING, ""));
            now.policies.add(new DoorPolicy("telegram", "work", DoorPolicy.Mode.ALLOWLIST, "channels.telegram"));
            now.unseen.put(Kind.DM, Phrase.of("openclaw.absent.by-gateway"));
            now.requests.add(withoutCode(
                    Asks.dm("home", "telegram", "default", "111111111", "ABCD2345", "ann", min(52).plus(now.ahead))));
            now.requests.add(withoutCode(
                    Asks.dm("home", "telegram", "default", "222222222", "EFGH2345", "bob", min(51).plus(now.ahead))));
            now.requests.add(Asks.device(
                    "home",
                    Kind.DEVICE,
                    MAC,
                    "gatehouse",
                    "linux",
                    sec(412),
                    "operator.admin",
                    "operator.pairing",
                    "operator.read"));
            now.requests.add(Asks.device("home", Kind.NODE, "77aa63f8c0", "Render box", "linux", sec(400)));
            now.grants.add(Grants.device("home", PHONE, "Pixel 9", Kind.NODE, ANDROID, "node"));
            now.requests.add(Asks.capability(
                    "home", PHONE, "Pixel 9", ANDROID, "camera", "location", "system.run", "camera.snap"));
        });
    }

    private static final Client ANDROID =
            new Client("Android", "phone", "openclaw-android 2026.9.6", "node", "192.168.77.5");

    private static DmRequest withoutCode(DmRequest dm) {
        return new DmRequest(
                dm.key(), dm.id(), null, dm.name(), dm.details(), dm.requestedAt(), dm.lastAskedAt(), dm.expiresAt());
    }

    private static void notes(ConsoleFixture fixture) {
        StubGateway home = fixture.gateway("home", "home");
        three(home, "home");
        home.change(now -> {
            now.notes.add(new LinkProblem.ScopeMissing("operator.admin"));
            now.notes.add(new Problem.NotRunning(
                    Phrase.of("problem.refused", "127.0.0.1:18789"), Phrase.of("problem.refused.remedy")));
            now.quotas.add(new Quota("telegram", "work", 3, 3));
            now.missing.put(Feature.NOTIFY, Phrase.of("openclaw.absent.by-gateway"));
            now.missing.put(Feature.MAKE_OWNER, Phrase.of("openclaw.absent.by-gateway"));
        });
        fixture.gateway("studio", "studio").change(now -> {
            now.requests.add(Asks.dm("studio", "slack", "default", "U02AB3C4D", "EFGH2345", "carl", min(33)));
            now.quotas.add(new Quota("slack", "default", 3, 3));
            now.missing.put(Feature.MAKE_OWNER, new LinkProblem.ScopeMissing("operator.admin").sentence());
        });
        fixture.gateway("ops", "ops").change(now -> now.failing = new LinkProblem.WrongSecret("token"));
    }

    private static final String MAC = "c325af15c00aa11bb22cc33dd44ee55ff66778899aabbccddeeff00112233b3ac";

    private static void forty(ConsoleFixture fixture) {
        String[] channels = {"telegram", "whatsapp", "signal", "imessage", "discord", "slack", "feishu", "line"};
        for (String gateway : List.of("home", "studio", "support-bot", "ops")) {
            fixture.gateway(gateway, gateway).change(now -> {
                for (int i = 0; i < 10; i++) {
                    now.requests.add(Asks.dm(
                            gateway,
                            channels[i % channels.length],
                            i % 3 == 0 ? "work" : "default",
                            Integer.toString(400_000_000 + i * 7_654_321),
                            "ABCD23" + (10 + i),
                            i % 4 == 0 ? "" : "Person " + gateway + " " + i,
                            min(3 + 5 * i)));
                }
            });
        }
    }

    private static void hostile(StubGateway gateway) {
        gateway.change(now -> {
            now.grants.add(Grants.named("home", "telegram", "100", "alice"));
            now.requests.add(Asks.dm(
                    "home",
                    "telegram",
                    "default",
                    "201",
                    "ABCD2341",
                    "\u202Eevil\u202C admin\u200B approved",
                    min(50)));
            now.requests.add(Asks.dm("home", "telegram", "default", "202", "ABCD2342", "\u0430lice", min(49)));
            now.requests.add(Asks.dm("home", "telegram", "default", "203", "ABCD2343", "W".repeat(400), min(48)));
            now.requests.add(Asks.dm("home", "slack", "default", "204", "ABCD2344", "مرحبا بكم", min(47)));
            now.requests.add(Asks.dm("home", "feishu", "default", "205", "ABCD2345", "张伟 🙂🙂🙂", min(46)));
            now.requests.add(Asks.dm(
                    "home",
                    "telegram",
                    "a-very-long-account-name-of-somebody",
                    "206".repeat(20),
                    "ABCD2346",
                    "",
                    min(45)));
            now.requests.add(Asks.device(
                    "home",
                    Kind.DEVICE,
                    MAC,
                    "Gatehouse: press A to continue \u2066system.run\u2069 and more and more and more text",
                    "macOS 26.1 (25B78) on a very long platform string",
                    sec(200),
                    "operator.admin",
                    "operator.approvals",
                    "operator.pairing",
                    "operator.read",
                    "operator.write",
                    "operator.talk.secrets",
                    "system.run"));
        });
    }

    private static void act(MainWindow window, Stage stage, String state) {
        switch (state) {
            case "question" -> {
                key(stage, KeyCode.HOME);
                key(stage, KeyCode.A);
            }
            case "keys" ->
                stage.getScene()
                        .lookup("#requests")
                        .fireEvent(new KeyEvent(
                                KeyEvent.KEY_TYPED, "?", "", KeyCode.UNDEFINED, true, false, false, false));
            case "open" -> key(stage, KeyCode.ENTER);
            case "live", "notes" -> select(stage, "ann");
            case "live-node" -> select(stage, "Render box");
            case "live-step2" -> select(stage, "Pixel 9");
            case "live-owner" -> {
                select(stage, "ann");
                tick(stage, "#option-owner");
            }
            case "live-question" -> {
                select(stage, "ann");
                tick(stage, "#option-owner");
                key(stage, KeyCode.A);
            }
            case "live-accepted" -> {
                select(stage, "bob");
                key(stage, KeyCode.A);
                select(stage, "Render box");
                key(stage, KeyCode.A);
            }
            case String other when RequestStates.NAMES.contains(other) -> RequestStates.act(stage, other);
            default -> window.root().requestLayout();
        }
    }

    private static void tick(Stage stage, String id) {
        ((CheckBox) stage.getScene().lookup(id)).fire();
    }

    static void select(Stage stage, String title) {
        key(stage, KeyCode.HOME);
        // Where there is no room beside the list, the detail has to be called.
        key(stage, KeyCode.ENTER);
        for (int steps = 0; steps < 12; steps++) {
            boolean there = stage.getScene().getRoot().lookupAll(".detail-title").stream()
                    .anyMatch(node -> node instanceof Label label && title.equals(label.getText()));
            if (there) {
                return;
            }
            key(stage, KeyCode.DOWN);
        }
    }

    static void key(Stage stage, KeyCode code) {
        stage.getScene()
                .lookup("#requests")
                .fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }

    private static Duration min(long minutes) {
        return Duration.ofMinutes(minutes).plusSeconds(20);
    }

    private static Duration sec(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private interface Work<T> {
        T run();
    }

    private static <T> T onUi(Work<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work::run);
        Platform.runLater(task);
        return task.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    static void pause(long millis) {
        try {
            if (new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(WritableImage picture, Path file) {
        int width = (int) picture.getWidth();
        int height = (int) picture.getHeight();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, picture.getPixelReader().getArgb(x, y));
            }
        }
        try {
            ImageIO.write(image, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
