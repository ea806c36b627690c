package dev.gatehouse.ui;

import dev.gatehouse.console.Console;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.gateway.CodeOffer;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Setting;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SetupCode;
import dev.gatehouse.pairing.SubjectKey;
import dev.gatehouse.testing.ConsoleFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The states of the Pair screen that it is judged by. */
final class PairStates {
    private static final String SETUP = "clasp-pair:1?u=wss://router.lan:7330&p=https://192.168.1.20:7351/pair"
            + "&c=V2hhdCBhIHNlY3JldCE&e=1795200000&f=a10f3c77529ed4086bee19c045f28a31a17d902b64bce813579a0df621c84eb5";

    private PairStates() {}

    /** Makes the gateways of {@code state}. */
    static void fill(ConsoleFixture fixture, String state) {
        switch (state) {
            case "pair-nothing" -> {}
            case "pair-strangers" -> {
                fixture.gateway("home", "home").change(now -> {
                    now.missing.put(Feature.ISSUE_CODE, Phrase.of("feature.not-offered"));
                });
                fixture.gateway("org", "org");
            }
            case "pair-empty", "pair-form" -> gateways(fixture);
            case "pair-contents",
                    "pair-contents-revealed",
                    "pair-joined",
                    "pair-joined-stale",
                    "pair-uncertain",
                    "pair-asks",
                    "pair-left",
                    "pair-expired",
                    "pair-cancelled",
                    "pair-locked",
                    "pair-menu",
                    "pair-permanent" -> PairLives.fill(fixture, state);
            default -> {
                gateways(fixture);
                ScreensGallery.pause(900);
                codes(fixture, state);
                if (state.equals("pair-open")) {
                    settings(fixture, "PT5M", Instant.now().plusSeconds(252));
                }
            }
        }
    }

    private static void gateways(ConsoleFixture fixture) {
        fixture.gateway("smith", "smith").change(now -> {
            now.offers.add(new CodeOffer(
                    "Pairing code",
                    List.of(
                            new CodeOffer.Field(
                                    "Agent",
                                    true,
                                    "smith-default",
                                    List.of(
                                            new CodeOffer.Choice("smith-default", ""),
                                            new CodeOffer.Choice("research", "Research")),
                                    true),
                            new CodeOffer.Field(
                                    "Invited user",
                                    false,
                                    "",
                                    List.of(
                                            new CodeOffer.Choice("", "Anybody"),
                                            new CodeOffer.Choice("admin", "Administrator")),
                                    false)),
                    null));
        });
        fixture.gateway("stage", "stage").change(now -> now.offers.add(new CodeOffer("Pairing QR", List.of(), null)));
        settings(fixture, "", null);
        fixture.gateway("home", "home")
                .change(now -> now.missing.put(Feature.ISSUE_CODE, Phrase.of("feature.not-offered")));
        fixture.gateway("ops", "ops").change(now -> now.failing = new Problem.Missing("/srv/ops"));
    }

    private static void settings(ConsoleFixture fixture, String mode, @Nullable Instant until) {
        fixture.product().at("stage").change(now -> {
            now.settings.clear();
            now.settings.add(new Setting("pairing", Setting.Type.DURATION, mode, until, null));
            now.settings.add(new Setting("PIN ends after", Setting.Type.DURATION, "PT5M", null, null));
            now.settings.add(new Setting("Digits of a PIN", Setting.Type.NUMBER, "6", null, null));
            now.settings.add(new Setting("Default permissions: read", Setting.Type.LINES, "/sensors/**", null, null));
            now.settings.add(new Setting("Approve by PIN", Setting.Type.SWITCH, "true", null, null));
            now.settings.add(new Setting(
                    "Router",
                    Setting.Type.TEXT,
                    "ws://router.lan:7330",
                    null,
                    Phrase.of("problem.scope-missing", "admin")));
        });
    }

    private static void codes(ConsoleFixture fixture, String state) {
        Console console = fixture.console();
        fixture.product().at("stage").change(now -> now.nextCodes.add(new SetupCode(SETUP)));
        make(console, "smith", "Pairing code");
        make(console, "stage", "Pairing QR");
        if (state.equals("pair-save-endless")) {
            fixture.product().at("stage").change(now -> {
                now.codesLast = null;
                now.nextCodes.add(new SetupCode(SETUP));
            });
            make(console, "stage", "Pairing QR");
        }
        make(console, "smith", "Pairing code");
        fixture.product().at("smith").change(now -> {
            IssuedCode first = now.codes.getFirst();
            now.codes.set(
                    0,
                    first.in(new State.Used(
                            new SubjectKey("smith", "telegram", "default", "222"), "carl", Instant.now())));
            now.codes.add(new IssuedCode(
                    new IssuedCode.Key("smith", "elsewhere"),
                    "Pairing code",
                    null,
                    Phrase.of("requests.door", "agent", "research"),
                    null,
                    Instant.now().plus(Duration.ofSeconds(48)),
                    new State.Open()));
        });
        ScreensGallery.pause(700);
        fixture.product()
                .at("stage")
                .change(now -> now.missing.put(Feature.CANCEL_CODE, Phrase.of("feature.not-offered")));
    }

    private static void make(Console console, String gateway, String offer) {
        console.decisions()
                .decide(new Decision.IssueCode(gateway, offer, Map.of("Agent", "smith-default")), Method.ONE_CLICK)
                .join();
    }

    /** Does what leads to {@code state}. */
    static void act(ConsoleFixture fixture, Stage stage, String state) throws Exception {
        switch (state) {
            case "pair-code" -> select(stage, 1);
            case "pair-code-revealed" -> {
                select(stage, 1);
                ScreensGallery.fire(stage, "#pair-reveal");
            }
            case "pair-qr" -> select(stage, 2);
            case "pair-qr-revealed" -> {
                select(stage, 2);
                ScreensGallery.fire(stage, "#pair-reveal");
            }
            case "pair-contents",
                    "pair-joined",
                    "pair-joined-stale",
                    "pair-uncertain",
                    "pair-asks",
                    "pair-left",
                    "pair-expired",
                    "pair-cancelled",
                    "pair-locked",
                    "pair-permanent" -> PairLives.live(fixture, stage, state);
            case "pair-contents-revealed" -> {
                PairLives.live(fixture, stage, state);
                ScreensGallery.fire(stage, "#pair-reveal");
            }
            case "pair-menu" ->
                ScreensGallery.onUi(() -> {
                    ((javafx.scene.control.MenuButton) stage.getScene().lookup("#pair-menu")).show();
                    return true;
                });
            case "pair-qr-full-revealed" -> {
                select(stage, 2);
                ScreensGallery.fire(stage, "#pair-full");
            }
            case "pair-code-full-revealed" -> {
                select(stage, 1);
                ScreensGallery.fire(stage, "#pair-full");
            }
            case "pair-save", "pair-save-endless" -> {
                select(stage, state.equals("pair-save") ? 2 : 3);
                ScreensGallery.fire(stage, "#pair-save");
            }
            case "pair-print" -> {
                select(stage, 1);
                ScreensGallery.fire(stage, "#pair-print");
            }
            case "pair-elsewhere" -> select(stage, 0);
            case "pair-used" -> select(stage, 3);
            case "pair-open", "pair-settings" ->
                ScreensGallery.onUi(() -> {
                    choose(stage);
                    return true;
                });
            default -> {}
        }
    }

    @SuppressWarnings("unchecked")
    private static void choose(Stage stage) {
        var gateways = (javafx.scene.control.ComboBox<Object>) stage.getScene().lookup("#pair-gateway");
        gateways.setValue(gateways.getItems().stream()
                .filter(item -> item.toString().contains("name=stage"))
                .findFirst()
                .orElseThrow());
    }

    private static void select(Stage stage, int below) throws Exception {
        ScreensGallery.keys(stage, "#pair-list", KeyCode.HOME);
        for (int i = 0; i < below; i++) {
            ScreensGallery.keys(stage, "#pair-list", KeyCode.J);
        }
    }
}
