package dev.gatehouse.ui.gateways;

import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.ui.common.Dialogs;
import dev.gatehouse.ui.common.Facts;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** What is filled in over the window: the secrets of a gateway, or the passphrase of a new sealed file. */
final class Sheets {
    private final SecretsModel secrets;
    private final GatewayWords words;
    private final Words say;
    private final Dialogs dialogs;

    Sheets(SecretsModel secrets, GatewayWords words, Dialogs dialogs) {
        this.secrets = secrets;
        this.words = words;
        this.say = words.plain();
        this.dialogs = dialogs;
    }

    /**
     * Lets the secrets of a gateway be entered anew.
     *
     * @param ended called when it is over
     */
    void enter(SecretEntry entry, Runnable ended) {
        String gateway = entry.profile().name();
        VBox content = content(Facts.text(say.say("gateways.enter.text", gateway), "small-muted"));
        List<SecretField> lines = entry.inputs().stream()
                .map(input -> line(content, "enter-" + input.field().key(), label(entry, input), input.text()))
                .toList();
        Label missing = fault();
        entry.missingProperty().subscribe(now -> say(missing, now ? say.say("gateways.enter.missing") : ""));
        // One dialog stands at a time, so the one that makes a sealed file leads back to this one.
        boolean[] sealing = {false};
        KeepingLine keeping = new KeepingLine(secrets, say, () -> {
            sealing[0] = true;
            seal(() -> enter(entry, ended));
        });
        content.getChildren().addAll(missing, keeping, said(entry.attempt()));
        dialogs.fill(new Dialogs.Sheet(
                say.say("gateways.enter.title", gateway),
                content,
                lines.getFirst().first(),
                say.say("gateways.enter.action"),
                entry.attempt().busyProperty(),
                entry::submit,
                entry.attempt().doneProperty(),
                () -> {
                    if (!sealing[0]) {
                        ended.run();
                    }
                }));
    }

    private String label(SecretEntry entry, SecretEntry.Input input) {
        return words.field(entry.profile().product(), input.field());
    }

    /**
     * Makes a sealed file.
     *
     * @param ended called when it is over
     */
    void seal(Runnable ended) {
        NewPassphrase passphrase = secrets.create();
        VBox content = content(Facts.text(say.say("gateways.seal.text")));
        SecretField first = line(content, "seal-first", say.say("gateways.seal.first"), passphrase.first());
        SecretField again = line(content, "seal-again", say.say("gateways.seal.again"), passphrase.again());
        Label fault = fault();
        passphrase.faultProperty().subscribe(now -> {
            String text = now == null ? "" : say.say(now);
            say(fault, text);
            first.setFault(text.isEmpty() ? null : text);
            again.setFault(text.isEmpty() ? null : text);
        });
        content.getChildren()
                .addAll(fault, Facts.text(say.say("gateways.seal.lost"), "small-muted"), said(passphrase.attempt()));
        dialogs.fill(new Dialogs.Sheet(
                say.say("gateways.seal.title"),
                content,
                first.first(),
                say.say("gateways.seal.action"),
                passphrase.attempt().busyProperty(),
                passphrase::submit,
                passphrase.attempt().doneProperty(),
                () -> {
                    passphrase.forget();
                    ended.run();
                }));
    }

    /** It stands over the window, where the style of this screen does not reach by itself. */
    private static VBox content(Node first) {
        VBox content = new VBox(14, first);
        content.getStylesheets().add(GatewaysView.STYLE);
        return content;
    }

    private SecretField line(VBox content, String id, String label, MaskedText text) {
        SecretField field = new SecretField(id, label, text, say);
        content.getChildren().add(Facts.section(label, field));
        return field;
    }

    private static Label fault() {
        Label fault = Facts.text("", "fault");
        fault.managedProperty().bind(fault.visibleProperty());
        fault.setVisible(false);
        return fault;
    }

    private static void say(Label label, String text) {
        label.setText(text);
        label.setVisible(!text.isEmpty());
    }

    private Node said(Attempt attempt) {
        Label said = fault();
        attempt.problemProperty().subscribe(problem -> say(said, problem == null ? "" : text(problem)));
        return said;
    }

    private String text(Problem problem) {
        return words.sentence(problem) + " " + say.say(problem.remedy());
    }
}
