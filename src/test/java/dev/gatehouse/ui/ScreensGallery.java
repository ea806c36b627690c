package dev.gatehouse.ui;

import dev.gatehouse.console.Console;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.SecretProblem;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.gateway.Snapshot.Quota;
import dev.gatehouse.gateway.Snapshot.Trouble;
import dev.gatehouse.pairing.Client;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.Presence;
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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javax.imageio.ImageIO;

/**
 * Draws Access, History and Gateways in states that they are judged by. Not a test: started by hand, with the folder for
 * the pictures, the theme, the size and the states, each named {@code screen-state}.
 */
final class ScreensGallery {
    private static final Client PHONE =
            new Client("Android", "Pixel 9", "openclaw-android 2026.7.1", "node", "10.0.0.7");
    private static final String PRINT =
            "A1:0F:3C:77:52:9E:D4:08:6B:EE:19:C0:45:F2:8A:31:" + "A1:7D:90:2B:64:BC:E8:13:57:9A:0D:F6:21:C8:4E:B5";
    private static final String LONG_ID = "5c163f8c00aa11bb22cc33dd44ee55ff66778899aabbccddeeff001122330737";

    private ScreensGallery() {}

    /** Draws {@code FOLDER light|dark WxH SCREEN-STATE…}. */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[0]));
        boolean dark = args[1].equals("dark");
        String[] size = args[2].split("x");
        Platform.setImplicitExit(false);
        Platform.startup(() -> new Theme(dark ? Theme.Choice.DARK : Theme.Choice.LIGHT).apply());
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
        String screen = state.substring(0, state.indexOf('-'));
        try (UiTimer timer = new UiTimer(ui);
                ConsoleFixture fixture = new ConsoleFixture(temporary, ui)) {
            if (screen.equals("gateways")) {
                fixture.product().overTheNetwork();
            }
            Words words = new Words(Locale.ENGLISH, ZoneId.systemDefault());
            Stage stage = onUi(Stage::new);
            MainWindow window = onUi(() -> {
                Surroundings with = Surroundings.of(words, InstantSource.system(), timer, ui);
                MainWindow made = new MainWindow(fixture.console(), with, OtherPlaces.of(fixture.console(), with));
                made.show(stage);
                stage.setWidth(width);
                stage.setHeight(height);
                return made;
            });
            fill(fixture, state);
            pause(600);
            onUi(() -> {
                window.go(screen);
                return true;
            });
            pause(1900);
            act(fixture, stage, state);
            pause(900);
            // What is revealed is judged too; the window's own pictures hide it.
            WritableImage picture = onUi(
                    state.contains("revealed") ? () -> window.root().getScene().snapshot(null) : window::picture);
            write(picture, file);
            onUi(() -> {
                stage.hide();
                window.close();
                return true;
            });
        }
    }

    private static void fill(ConsoleFixture fixture, String state) throws Exception {
        switch (state) {
            case "access-nothing", "history-empty", "gateways-empty" -> {}
            case "access-empty" -> fixture.gateway("home", "home");
            case "access-few" -> few(fixture.gateway("home", "home"), "home");
            case "access-stale" -> {
                StubGateway home = fixture.gateway("home", "home");
                few(home, "home");
                few(fixture.gateway("studio", "studio"), "studio");
                pause(700);
                home.change(now -> now.failing = new Problem.Missing("/srv/openclaw"));
            }
            case "access-live", "access-rotate", "access-node", "access-missing" -> {
                live(fixture.gateway("home", "home"), state.equals("access-missing"));
            }
            case "history-live" -> acted(fixture);
            case "access-hostile" -> hostile(fixture.gateway("home", "home"));
            case "history-many", "history-detail", "history-export", "history-unknown" -> decided(fixture);
            case "history-long" -> longHistory(fixture);
            case "gateways-token",
                    "gateways-enter",
                    "gateways-enter-wrong",
                    "gateways-untrusted",
                    "gateways-changed",
                    "gateways-trust",
                    "gateways-plain",
                    "gateways-allow",
                    "gateways-pairing",
                    "gateways-starting",
                    "gateways-routes",
                    "gateways-network",
                    "gateways-secrets",
                    "gateways-keeping",
                    "gateways-seal" -> network(fixture);
            case "gateways-locked", "gateways-passphrase" -> {
                fixture.console().secrets().create("correct horse".toCharArray());
                fixture.console().secrets().lock();
                network(fixture);
                fixture.product().at("10.0.0.5:18789").change(now -> now.closed = new SecretProblem.SecretsLocked());
                fixture.console().gateways().retry("10.0.0.5:18789");
            }
            case String pair when pair.startsWith("pair-") -> PairStates.fill(fixture, state);
            case "history-codes" -> PairStates.fill(fixture, "pair-code");
            case "gateways-edit" -> {
                fixture.product().editable();
                places(fixture);
            }
            case "gateways-few",
                    "gateways-policy",
                    "gateways-policy-code",
                    "gateways-detail",
                    "gateways-offline",
                    "gateways-form",
                    "gateways-fails" -> {
                places(fixture);
            }
            default -> many(fixture);
        }
    }

    private static void few(StubGateway gateway, String profile) {
        gateway.change(now -> {
            now.grants.add(Grants.named(profile, "telegram", "111111111", "ann"));
            now.grants.add(Grants.sender(profile, "telegram", "work", "222222222"));
            now.grants.add(Grants.configured(profile, "whatsapp", "+4915550001", true));
            now.grants.add(Grants.configured(profile, "signal", "+4915550002", false));
            now.grants.add(
                    Grants.device(profile, "c325af15dd77b3ac", "Kitchen Mac", "operator.admin", "operator.read"));
            now.grants.add(Grants.device(profile, LONG_ID, "Pixel 9", Kind.NODE, PHONE, "camera", "location"));
            now.grants.add(
                    Grants.device(profile, LONG_ID, "Pixel 9", Kind.CAPABILITY, PHONE, "system.run", "camera.snap"));
        });
    }

    private static void live(StubGateway gateway, boolean missing) {
        gateway.change(now -> {
            now.own = "c325af15dd77b3ac";
            now.grants.add(Grants.named("home", "telegram", "111111111", "ann"));
            DeviceGrant mac = Grants.device("home", "c325af15dd77b3ac", "gatehouse", "operator.admin", "operator.read");
            now.grants.add(Grants.with(mac, Presence.CONNECTED));
            DeviceGrant old = Grants.device("home", "aa01", "Kitchen Mac", "operator.read");
            now.grants.add(Grants.with(old, Presence.AWAY));
            now.grants.add(
                    Grants.with(Grants.device("home", "aa02", "Kitchen Mac", "operator.read"), Presence.CONNECTED));
            DeviceGrant phone = Grants.device("home", LONG_ID, "Pixel 9", Kind.NODE, PHONE, "node");
            now.grants.add(Grants.with(phone, Presence.CONNECTED));
            now.grants.add(
                    Grants.device("home", LONG_ID, "Pixel 9", Kind.CAPABILITY, PHONE, "system.run", "camera.snap"));
            if (missing) {
                now.notes.add(new Problem.NotRunning(
                        Phrase.of("problem.refused", "127.0.0.1:18789"), Phrase.of("problem.refused.remedy")));
                Phrase why = Phrase.of("openclaw.absent.by-gateway");
                now.missing.put(Feature.RENAME_DEVICE, why);
                now.missing.put(Feature.ROTATE_TOKEN, why);
                now.missing.put(Feature.REVOKE_ROLE, why);
            }
        });
    }

    private static void acted(ConsoleFixture fixture) {
        StubGateway home = fixture.gateway("home", "home");
        live(home, false);
        pause(500);
        DeviceGrant mac = Grants.with(Grants.device("home", "aa01", "Kitchen Mac", "operator.read"), Presence.AWAY);
        Console console = fixture.console();
        decide(console, new Decision.Rename(mac, "Old kitchen Mac"));
        DeviceGrant named = Grants.with(mac, Name.of("Old kitchen Mac"), mac.tokens());
        decide(console, new Decision.RotateToken(named, "operator"));
        DeviceGrant now = (DeviceGrant) console.roster().all().stream()
                .map(resident -> resident.grant())
                .filter(grant -> grant.key().subject().equals("aa01"))
                .findFirst()
                .orElseThrow();
        decide(console, new Decision.Revoke(now, "operator"));
        DmRequest bob = Grants.asks("home", "telegram", "777", "ABCD2345", "bob");
        home.change(state -> state.requests.add(bob));
        decide(console, new Decision.Approve(bob, new Decision.Options(true, true)));
        DmRequest carl = Grants.asks("home", "telegram", "778", "ABCD2346", "carl");
        home.change(state -> {
            state.requests.add(carl);
            state.unseen.put(Kind.DM, Phrase.of("openclaw.absent.by-gateway"));
        });
        decide(console, new Decision.Approve(carl));
    }

    private static void many(ConsoleFixture fixture) {
        few(fixture.gateway("home", "home"), "home");
        fixture.gateway("studio", "studio").change(now -> {
            now.grants.add(Grants.configured("studio", "telegram", "*", false));
            now.grants.add(Grants.named("studio", "telegram", "333333333", "alice"));
            now.grants.add(Grants.named("studio", "telegram", "444444444", "аlice"));
            for (int i = 0; i < 28; i++) {
                now.grants.add(
                        Grants.sender("studio", i % 3 == 0 ? "slack" : "discord", "default", "U02AB3C" + (100 + i)));
            }
            now.absent.put(Feature.REMOVE_DEVICE, Phrase.of("gateways.nothing.found"));
        });
    }

    private static void hostile(StubGateway gateway) {
        few(gateway, "home");
        gateway.change(now -> {
            now.grants.add(Grants.named("home", "telegram", "999", "\u202Eevil\u202C " + "x".repeat(80)));
            now.grants.add(Grants.named("home", "telegram", "998", "Pіxel 9"));
            now.grants.add(
                    Grants.named("home", "msteams", LONG_ID + LONG_ID, "A very long name of a very long person"));
            now.grants.add(Grants.named("home", "telegram", "1", "<b>bold</b> & _co {0}"));
            now.grants.add(Grants.device(
                    "home",
                    "dd",
                    "山田太郎のパソコン",
                    "operator.write",
                    "operator.approvals",
                    "operator.pairing",
                    "operator.talk"));
        });
    }

    private static void decided(ConsoleFixture fixture) {
        Console console = fixture.console();
        StubGateway home = fixture.gateway("home", "home");
        StubGateway studio = fixture.gateway("studio", "studio");
        few(home, "home");
        few(studio, "studio");
        pause(500);
        decide(console, new Decision.Revoke(Grants.sender("home", "telegram", "work", "222222222")));
        DmRequest bob = Grants.asks("home", "telegram", "777", "ABCD2345", "bob");
        home.change(now -> now.requests.add(bob));
        decide(console, new Decision.Approve(bob));
        DmRequest carl = Grants.asks("studio", "slack", "U02AB3C4D", "EFGH2345", "Carl from the third floor");
        studio.change(now -> now.requests.add(carl));
        decide(console, new Decision.Reject(carl));
        studio.change(now ->
                now.refusing = new Problem.Locked("credentials/telegram-default-allowFrom.json", 4711, Grants.THEN));
        decide(console, new Decision.Revoke(Grants.named("studio", "telegram", "111111111", "ann")));
        studio.change(now -> now.refusing = null);
        List<Grant> all = List.of(
                Grants.named("studio", "telegram", "111111111", "ann"),
                Grants.sender("studio", "telegram", "work", "222222222"));
        decide(console, new Decision.RevokeAll("studio", all));
        CountDownLatch never = new CountDownLatch(1);
        home.change(now -> now.hold = never);
        console.decisions()
                .decide(
                        new Decision.Revoke(Grants.configured("home", "whatsapp", "+4915550001", true)),
                        Method.ONE_CLICK);
        pause(2600);
    }

    private static void longHistory(ConsoleFixture fixture) throws IOException {
        StubGateway home = fixture.gateway("home", "home");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            lines.append(("{\"decided\":{\"id\":\"d%d\",\"at\":\"2026-11-%02dT%02d:15:00Z\",\"gateway\":\"home\","
                            + "\"gatewayName\":\"home\",\"product\":\"openclaw\",\"act\":\"%s\",\"method\":\"ONE_CLICK\","
                            + "\"shown\":[{\"kind\":\"dm\",\"channel\":\"telegram\",\"account\":\"default\",\"subject\":\"%d\","
                            + "\"publicKey\":\"\",\"name\":\"person %d\",\"label\":\"\",\"access\":[\"dm\"],\"requestedAt\":null,"
                            + "\"expiresAt\":null}],\"result\":null}}\n")
                    .formatted(i, 1 + i / 4, 6 + i % 12, i % 3 == 0 ? "REJECT" : "APPROVE", 100000 + i, i));
            if (i % 7 != 0) {
                lines.append(
                        ("{\"ended\":{\"id\":\"d%d\",\"result\":{\"at\":\"2026-11-20T10:15:01Z\",\"outcome\":\"%s\","
                                        + "\"said\":{\"key\":\"doubt.still-in\",\"args\":[]},\"touched\":[],\"remarks\":[]}}}\n")
                                .formatted(i, i % 5 == 0 ? "not-confirmed" : "confirmed"));
            }
        }
        Files.writeString(fixture.log().file(), lines);
        home.change(now -> {});
        fixture.console().start();
    }

    static void decide(Console console, Decision decision) {
        console.decisions().decide(decision, Method.ONE_CLICK).join();
    }

    private static void places(ConsoleFixture fixture) {
        fixture.product().discovered("/home/ann/.openclaw", ".openclaw");
        fixture.product().at("practice");
        fixture.console()
                .gateways()
                .addPractice(fixture.product().profile("practice", "Practice"), fixture.product(), fixture.log());
        fixture.gateway("/srv/openclaw/home", "home").change(now -> {
            now.policies.add(new DoorPolicy("telegram", "default", DoorPolicy.Mode.PAIRING, ""));
            now.policies.add(new DoorPolicy(
                    "telegram", "work", DoorPolicy.Mode.ALLOWLIST, "channels.telegram.accounts.work.dmPolicy"));
            now.policies.add(new DoorPolicy("whatsapp", "default", DoorPolicy.Mode.OPEN, "channels.whatsapp.dmPolicy"));
            now.policies.add(new DoorPolicy("signal", "default", DoorPolicy.Mode.DISABLED, "channels.signal.dmPolicy"));
            now.quotas.add(new Quota("telegram", "default", 3, 3));
            now.quotas.add(new Quota("slack", "", 1, 3));
            now.absent.put(Feature.APPROVE_DEVICE, Phrase.of("problem.contended.remedy"));
            now.absent.put(Feature.REJECT_DEVICE, Phrase.of("problem.contended.remedy"));
            now.absent.put(Feature.REMOVE_DEVICE, Phrase.of("problem.contended.remedy"));
        });
        fixture.gateway("/srv/openclaw/studio", "studio").change(now -> {
            now.watchable = false;
            now.troubles.add(new Trouble(
                    "x", new Problem.Malformed("/srv/openclaw/studio/devices/paired.json", "line 14, column 3")));
        });
        fixture.gateway(
                        "/srv/a/very/long/path/to/the/state/folder/of/a/gateway",
                        "the gateway with the long name that nobody shortened")
                .change(now -> {});
        fixture.gateway("/srv/ops", "ops")
                .change(now -> now.failing = new Problem.Broken("/srv/ops/credentials", "Input/output error"));
    }

    /** Gateways in all states that one reached over the network can be in. */
    private static void network(ConsoleFixture fixture) {
        fixture.product().discovered("/home/ann/.openclaw", ".openclaw");
        StubGateway home = fixture.product().at("/srv/openclaw/home");
        home.change(now -> {
            now.version = "2026.9.6";
            now.who = Phrase.of("gateways.form.works.who", "as operator with operator.admin, operator.pairing");
            now.secrets = List.of(Phrase.of("gateways.keep.keychain"));
            now.by = Map.of(
                    Feature.APPROVE_DM, Route.Type.WEBSOCKET,
                    Feature.REJECT_DM, Route.Type.WEBSOCKET,
                    Feature.REVOKE_SENDER, Route.Type.STORE,
                    Feature.NOTIFY, Route.Type.WEBSOCKET,
                    Feature.APPROVE_DEVICE, Route.Type.WEBSOCKET,
                    Feature.REJECT_DEVICE, Route.Type.WEBSOCKET,
                    Feature.REMOVE_DEVICE, Route.Type.WEBSOCKET,
                    Feature.ROTATE_TOKEN, Route.Type.WEBSOCKET,
                    Feature.REVOKE_ROLE, Route.Type.WEBSOCKET);
            now.absent.put(Feature.MAKE_OWNER, Phrase.of("problem.scope-missing", "operator.admin"));
            now.absent.put(Feature.RENAME_DEVICE, Phrase.of("openclaw.absent.by-gateway"));
            now.polled = Set.of(Kind.DM);
            now.every = Duration.ofSeconds(5);
            now.ahead = Duration.ofSeconds(95);
            now.policies.add(new DoorPolicy("telegram", "default", DoorPolicy.Mode.PAIRING, ""));
        });
        GatewayProfile both = fixture.product().profile("/srv/openclaw/home", "home");
        fixture.console()
                .gateways()
                .add(both.by(List.of(
                        both.routes().getFirst(),
                        new Route(
                                Route.Type.WEBSOCKET,
                                "gateway.example.org:18789",
                                Map.of(Route.PIN, PRINT, Route.PLAIN_TEXT, "gateway.example.org")))));
        StubGateway half = fixture.gateway("/srv/openclaw/studio", "studio");
        half.change(now -> now.notes.add(new LinkProblem.WrongSecret("token")));
        remote(fixture, "10.0.0.5:18789", "office", new LinkProblem.WrongSecret("token"));
        remote(fixture, "gw.example.org:443", "branch", new LinkProblem.Untrusted("gw.example.org:443", PRINT, ""));
        remote(
                fixture,
                "old.example.org:443",
                "archive",
                new LinkProblem.Untrusted("old.example.org:443", PRINT, PRINT.replace("A1", "B7")));
        remote(fixture, "10.0.0.9:18789", "workshop", new LinkProblem.PlainText("10.0.0.9"));
        remote(
                fixture,
                "10.0.0.11:18789",
                "attic",
                new LinkProblem.PairingRequired(
                        "Gatehouse on ann-desktop", "f3b0c9d2-7a41-4a6e-9b0e-2f1d5a7c8e90", "not-paired"));
        remote(fixture, "10.0.0.12:18789", "cellar", new LinkProblem.Starting());
    }

    private static void remote(ConsoleFixture fixture, String address, String name, Problem closed) {
        fixture.product().at(address).change(now -> now.closed = closed);
        fixture.console().gateways().add(fixture.product().remote(address, name));
    }

    /** Shows the detail of the gateway that many lines below the first. */
    private static void open(Stage stage, int below) throws Exception {
        keys(stage, "#gateways-list", KeyCode.HOME);
        for (int i = 0; i < below; i++) {
            keys(stage, "#gateways-list", KeyCode.J);
        }
        keys(stage, "#gateways-list", KeyCode.ENTER);
        pause(500);
    }

    static void press(Stage stage, String accessible) throws Exception {
        onUi(() -> {
            stage.getScene().getRoot().lookupAll(".button").stream()
                    .filter(node -> accessible.equals(node.getAccessibleText()))
                    .map(javafx.scene.control.Button.class::cast)
                    .findFirst()
                    .orElseThrow()
                    .fire();
            return true;
        });
        pause(300);
    }

    static void type(Stage stage, String at, String text) throws Exception {
        onUi(() -> {
            ((javafx.scene.control.TextField) stage.getScene().lookup(at)).setText(text);
            return true;
        });
    }

    static void fire(Stage stage, String at) throws Exception {
        onUi(() -> {
            ((javafx.scene.control.ButtonBase) stage.getScene().lookup(at)).fire();
            return true;
        });
        pause(300);
    }

    private static void act(ConsoleFixture fixture, Stage stage, String state) throws Exception {
        switch (state) {
            case "access-detail" -> keys(stage, "#access-list", KeyCode.J, KeyCode.J, KeyCode.J, KeyCode.ENTER);
            case "access-device" -> {
                keys(stage, "#access-list", KeyCode.END, KeyCode.HOME);
                for (int i = 0; i < 4; i++) {
                    keys(stage, "#access-list", KeyCode.J);
                }
                keys(stage, "#access-list", KeyCode.ENTER);
            }
            case "access-live", "access-missing" -> select(stage, "gatehouse");
            case "access-node" -> select(stage, "Pixel 9");
            case "access-rotate" -> {
                select(stage, "gatehouse");
                pause(400);
                onUi(() -> {
                    ((javafx.scene.control.Button) stage.getScene().lookup("#access-rotate-operator")).fire();
                    return true;
                });
            }
            case "history-live" -> keys(stage, "#history-list", KeyCode.J, KeyCode.J, KeyCode.ENTER);
            case "access-question" -> {
                for (int i = 0; i < 5; i++) {
                    keys(stage, "#access-list", KeyCode.J);
                }
                keys(stage, "#access-list", KeyCode.X);
            }
            case "access-progress" -> {
                StubGateway home = fixture.product().at("home");
                home.change(now -> now.refusing =
                        new Problem.Locked("credentials/telegram-default-allowFrom.json", 4711, Grants.THEN));
                decide(fixture.console(), new Decision.Revoke(Grants.named("home", "telegram", "111111111", "ann")));
                home.change(now -> now.refusing = null);
                decide(
                        fixture.console(),
                        new Decision.Revoke(Grants.configured("home", "whatsapp", "+4915550001", true)));
                home.change(now -> now.hold = new CountDownLatch(1));
                fixture.console()
                        .decisions()
                        .decide(
                                new Decision.Revoke(Grants.sender("home", "telegram", "work", "222222222")),
                                Method.ONE_CLICK);
                pause(400);
                keys(stage, "#access-list", KeyCode.J);
            }
            case "access-notice" -> {
                for (int i = 0; i < 2; i++) {
                    keys(stage, "#access-list", KeyCode.J);
                }
                keys(stage, "#access-list", KeyCode.X);
            }
            case "access-nobody" ->
                onUi(() -> {
                    ((javafx.scene.control.TextField) stage.getScene().lookup("#access-search")).setText("zebra");
                    return true;
                });
            case "history-detail" -> keys(stage, "#history-list", KeyCode.J, KeyCode.J, KeyCode.J, KeyCode.ENTER);
            case "gateways-policy", "gateways-policy-code" -> {
                keys(stage, "#gateways-list", KeyCode.J, KeyCode.ENTER);
                pause(500);
                onUi(() -> {
                    MenuButton policy = (MenuButton) stage.getScene().lookup("#gateway-policy");
                    if (state.equals("gateways-policy-code")) {
                        policy.getItems().get(2).fire();
                    }
                    ((ScrollPane) stage.getScene().lookup("#gateway-detail").lookup(".scroll-pane")).setVvalue(1);
                    return true;
                });
            }
            case "gateways-detail" -> keys(stage, "#gateways-list", KeyCode.J, KeyCode.J, KeyCode.ENTER);
            case "gateways-offline" ->
                keys(stage, "#gateways-list", KeyCode.J, KeyCode.J, KeyCode.J, KeyCode.J, KeyCode.J, KeyCode.ENTER);
            case "gateways-routes" -> open(stage, 0);
            case "gateways-network" -> open(stage, 1);
            case "gateways-token" -> open(stage, 2);
            case "gateways-enter", "gateways-enter-wrong" -> {
                open(stage, 2);
                press(stage, "Enter token… office");
                if (state.equals("gateways-enter-wrong")) {
                    fire(stage, "#dialog-act");
                    type(stage, "#enter-token", "a token that is shown");
                    fire(stage, "#enter-token-reveal");
                }
            }
            case "gateways-seal" -> {
                open(stage, 2);
                press(stage, "Enter token… office");
                fire(stage, "#secret-seal");
                type(stage, "#seal-first", "correct horse");
                type(stage, "#seal-again", "correct hose");
                fire(stage, "#dialog-act");
            }
            case "gateways-untrusted" -> open(stage, 3);
            case "gateways-trust" -> {
                open(stage, 3);
                press(stage, "Trust this certificate… branch");
            }
            case "gateways-changed" -> open(stage, 4);
            case "gateways-plain" -> open(stage, 5);
            case "gateways-allow" -> {
                open(stage, 5);
                press(stage, "Allow clear text… workshop");
            }
            case "gateways-pairing" -> open(stage, 6);
            case "gateways-starting" -> open(stage, 7);
            case "gateways-locked" -> open(stage, 2);
            case "gateways-passphrase" -> {
                type(stage, "#secrets-passphrase", "wrong horse");
                fire(stage, "#secrets-open");
                pause(1500);
            }
            case "gateways-keeping" -> {
                keys(stage, "#gateways-list", KeyCode.N);
                pause(400);
                type(stage, "#form-token", "correct horse battery");
                fire(stage, "#form-token-reveal");
                onUi(() -> {
                    ((javafx.scene.control.ScrollPane)
                                    stage.getScene().getRoot().lookup("#gateway-form .scroll-pane"))
                            .setVvalue(1);
                    return true;
                });
            }
            case "gateways-secrets" -> {
                keys(stage, "#gateways-list", KeyCode.N);
                pause(400);
                type(stage, "#form-address", "wss://gw.example.org");
                type(stage, "#form-token", "correct horse battery");
                fixture.product()
                        .at("wss://gw.example.org")
                        .change(now -> now.closed = new LinkProblem.Untrusted("gw.example.org:443", PRINT, ""));
                fire(stage, "#form-test");
            }
            case String pair when pair.startsWith("pair-") -> PairStates.act(fixture, stage, state);
            case "gateways-edit" -> {
                open(stage, 1);
                fire(stage, "#gateway-edit");
            }
            case "history-codes" -> keys(stage, "#history-list", KeyCode.J, KeyCode.ENTER);
            case "gateways-form" -> keys(stage, "#gateways-list", KeyCode.N);
            case "gateways-fails" -> {
                keys(stage, "#gateways-list", KeyCode.N);
                pause(400);
                onUi(() -> {
                    ((javafx.scene.control.TextField) stage.getScene().lookup("#form-folder"))
                            .setText("/home/ann/nowhere");
                    ((javafx.scene.control.Button) stage.getScene().lookup("#form-test")).fire();
                    return true;
                });
            }
            default -> {}
        }
    }

    private static void select(Stage stage, String title) throws Exception {
        for (int steps = 0; steps < 12; steps++) {
            keys(stage, "#access-list", KeyCode.J);
            boolean there = onUi(() -> stage.getScene().getRoot().lookupAll(".detail-title").stream()
                    .anyMatch(
                            node -> node instanceof javafx.scene.control.Label label && title.equals(label.getText())));
            if (there) {
                return;
            }
        }
    }

    static void keys(Stage stage, String at, KeyCode... codes) throws Exception {
        for (KeyCode code : codes) {
            onUi(() -> {
                javafx.scene.Node node = stage.getScene().lookup(at);
                node.requestFocus();
                node.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
                return true;
            });
        }
    }

    static <T> T onUi(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Platform.runLater(task);
        return task.get(20, TimeUnit.SECONDS);
    }

    static void pause(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
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
