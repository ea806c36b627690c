package dev.gatehouse.ui;

import dev.gatehouse.console.ApprovalPolicy;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.testing.Asks;
import dev.gatehouse.testing.ConsoleFixture;
import dev.gatehouse.testing.StubGateway;
import java.time.Duration;
import java.util.Set;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;

/** States of the Requests screen with clients, PINs, people whom nobody knows, and codes that are read out. */
final class RequestStates {
    /** Their names. */
    static final Set<String> NAMES = Set.of(
            "pin",
            "pin-revealed",
            "pin-bad",
            "anon",
            "anon-known",
            "find",
            "find-missed",
            "find-doubt",
            "found",
            "code-row",
            "code-wanted",
            "code-wrong",
            "code-right",
            "code-none",
            "quiet",
            "router");

    private RequestStates() {}

    /** Makes the gateways of {@code state}. */
    static void fill(ConsoleFixture fixture, String state) {
        StubGateway stage = fixture.gateway("stage", "stage");
        StubGateway bots = fixture.gateway("support-bot", "support-bot");
        if (state.startsWith("code-") || state.equals("found")) {
            fixture.console().approvals().set("support-bot", ApprovalPolicy.CODE_FOR_ALL);
            fixture.console().approvals().set("stage", ApprovalPolicy.CODE_FOR_ALL);
        }
        if (state.equals("quiet")) {
            stage.change(now -> {
                now.policies.add(new DoorPolicy("", "", DoorPolicy.Mode.DISABLED, "pairing mode"));
                now.quiet.add(Phrase.of("requests.narrow.none"));
            });
            bots.change(now -> {
                now.policies.add(new DoorPolicy("telegram", "", DoorPolicy.Mode.PAIRING, ""));
                now.quiet.add(Phrase.of("requests.effect.today", "GATEWAY_ID"));
                now.quiet.add(Phrase.of("requests.question.owner"));
            });
            return;
        }
        stage.change(now -> {
            now.missing.put(Feature.NOTIFY, Phrase.of("feature.not-offered"));
            now.missing.put(Feature.MAKE_OWNER, Phrase.of("feature.not-offered"));
            now.missing.put(Feature.LABEL, Phrase.of("feature.not-offered"));
            now.requests.add(Asks.client(
                    "stage",
                    "clasp:J7CUQvLhdTVhye2SHg6w9K",
                    "Show control",
                    "847291",
                    2,
                    "read:/sensors/**",
                    "write:/control/**"));
            now.requests.add(Asks.client(
                    "stage", "clasp:8hQvLhdTVhye2SHg6w9K1", "Lighting desk", "112233", 0, "read:/**", "write:/**"));
        });
        bots.change(now -> {
            now.missing.put(Feature.NOTIFY, Phrase.of("feature.not-offered"));
            now.missing.put(Feature.MAKE_OWNER, Phrase.of("feature.not-offered"));
            now.missing.put(Feature.NARROW, Phrase.of("feature.not-offered"));
            now.missing.put(Feature.LIMIT, Phrase.of("feature.not-offered"));
            now.missing.put(Feature.REASON, Phrase.of("feature.not-offered"));
            now.requests.add(Asks.anonymous("support-bot", "telegram", "1795181109.66", Duration.ofSeconds(220)));
            now.requests.add(Asks.anonymous("support-bot", "discord", "1795180009.1", Duration.ofSeconds(-30)));
            now.requests.add(
                    Asks.dm("support-bot", "slack", "work", "U02AB3C4D", "QRST2345", "Carl", Duration.ofMinutes(41)));
            now.byCode.put("39EAUHKR", now.requests.getFirst().key());
        });
    }

    /** Does what leads to {@code state}. */
    static void act(Stage stage, String state) {
        switch (state) {
            case "pin" -> Gallery.select(stage, "Show control");
            case "pin-revealed" -> {
                Gallery.select(stage, "Show control");
                ((ButtonBase) stage.getScene().lookup("#pin-reveal")).fire();
            }
            case "pin-bad" -> {
                Gallery.select(stage, "Show control");
                ((TextInputControl) stage.getScene().lookup("#detail-read")).setText("sensors");
            }
            case "anon" -> first(stage, 0);
            case "anon-known" -> {
                first(stage, 1);
                ((TextField) stage.getScene().lookup("#detail-person")).setText("987654321");
            }
            case "find" -> ((TextField) stage.getScene().lookup("#search")).setText("39EAUHKR");
            case "find-missed" -> {
                ((TextField) stage.getScene().lookup("#search")).setText("39EAUHKX");
                ((ButtonBase) stage.getScene().lookup("#find-code")).fire();
            }
            case "find-doubt" -> {
                ((TextField) stage.getScene().lookup("#search"))
                        .setText("Your Slack user id: U0777 Pairing code: QRST2345");
                ((ButtonBase) stage.getScene().lookup("#find-code")).fire();
            }
            case "found" -> {
                ((TextField) stage.getScene().lookup("#search")).setText("qrst 2345");
                ((ButtonBase) stage.getScene().lookup("#find-code")).fire();
            }
            case "code-row" -> Gallery.select(stage, "Carl");
            case "code-wanted", "code-wrong", "code-right" -> {
                Gallery.select(stage, "Carl");
                Gallery.key(stage, KeyCode.A);
                TextField code = (TextField) stage.getScene().lookup("#detail-code");
                code.setText(state.equals("code-wrong") ? "QRST2346" : state.equals("code-right") ? "QRST2345" : "");
            }
            case "code-none" -> {
                Gallery.select(stage, "Lighting desk");
                Gallery.key(stage, KeyCode.A);
            }
            default -> {}
        }
    }

    private static void first(Stage stage, int below) {
        Gallery.key(stage, KeyCode.HOME);
        for (int i = 0; i < below; i++) {
            Gallery.key(stage, KeyCode.DOWN);
        }
        Gallery.key(stage, KeyCode.ENTER);
    }
}
