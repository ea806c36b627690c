package dev.gatehouse.ui.requests;

import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.SecretProblem;
import dev.gatehouse.ui.common.Facts;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.common.SecretClipboard;
import dev.gatehouse.ui.common.WindowDialogs;
import dev.gatehouse.ui.requests.Warning.Full;
import dev.gatehouse.ui.requests.Warning.Trouble;
import dev.gatehouse.ui.requests.Warning.Wrong;
import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What there is to know of gateways, one line each: the gravest in words, the rest and the details on demand. */
final class ProblemStrip extends VBox {
    private static final int MOST = 3;

    private final RowWords rows;
    private final Words words;
    private final WindowDialogs dialogs;
    private final SecretClipboard clipboard;
    private final Runnable toGateways;
    private List<Warning> shown = List.of();

    /**
     * Nothing to know.
     *
     * @param toGateways leads to where what waits for the operator is settled
     */
    ProblemStrip(RowWords rows, WindowDialogs dialogs, SecretClipboard clipboard, Runnable toGateways) {
        this.rows = rows;
        this.words = rows.plain();
        this.dialogs = dialogs;
        this.clipboard = clipboard;
        this.toGateways = toGateways;
        getStyleClass().add("problem-strip");
        setManaged(false);
        setVisible(false);
    }

    /** Shows what there is to know of {@code gateways}. */
    void show(List<GatewayStatus> gateways) {
        List<Warning> now = Warning.of(gateways);
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        getChildren().setAll(now.stream().limit(MOST).map(this::line).toList());
        if (now.size() > MOST) {
            Label more = new Label(words.say("requests.problems.more", now.size() - MOST));
            more.getStyleClass().add("problem-more");
            getChildren().add(more);
        }
        setManaged(!now.isEmpty());
        setVisible(!now.isEmpty());
    }

    private HBox line(Warning warning) {
        Label text = Facts.text(words.say("requests.problem", warning.gateway(), sentence(warning.first())));
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox line = new HBox(10, Icons.of(icon(warning.first())), text);
        int more = warning.all().size() - 1;
        if (more > 0 || warning.first() instanceof Trouble) {
            Button details =
                    new Button(more > 0 ? words.say("requests.problem.more", more) : words.say("requests.details"));
            details.getStyleClass().add("small");
            details.setMinWidth(Region.USE_PREF_SIZE);
            details.setAccessibleText(words.say("requests.details.accessible", warning.gateway()));
            details.setOnAction(event -> explain(warning));
            line.getChildren().add(details);
        }
        if (warning.all().stream().anyMatch(ProblemStrip::waitsForOperator)) {
            Button settle = new Button(words.say("requests.problem.settle"));
            settle.getStyleClass().add("small");
            settle.setMinWidth(Region.USE_PREF_SIZE);
            settle.setAccessibleText(words.say("requests.problem.settle.accessible", warning.gateway()));
            settle.setOnAction(event -> toGateways.run());
            line.getChildren().add(settle);
        }
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().addAll("problem-line", style(warning.first()));
        return line;
    }

    /** Whether a secret, a certificate or the like is wanted, which nothing but the operator can give. */
    private static boolean waitsForOperator(Wrong wrong) {
        return wrong instanceof Trouble(var weight, var source, var problem)
                && problem.halts()
                && (problem instanceof LinkProblem || problem instanceof SecretProblem);
    }

    private static Feather icon(Wrong wrong) {
        return wrong instanceof Full ? Feather.INFO : Feather.ALERT_TRIANGLE;
    }

    private static String style(Wrong wrong) {
        return switch (wrong.weight()) {
            case SILENT, PARTLY -> "problem-danger";
            case DOWN, NOTE -> "problem-warning";
            case FULL -> "problem-neutral";
        };
    }

    private String sentence(Wrong wrong) {
        return switch (wrong) {
            case Trouble trouble ->
                words.say(trouble.problem().sentence()) + " "
                        + words.say(trouble.problem().remedy());
            case Full full ->
                words.say(
                        "requests.problem.full",
                        full.doors().stream()
                                .map(door -> words.say(
                                        "requests.problem.full.door",
                                        rows.door(door.channel(), door.account()),
                                        door.taken(),
                                        door.places()))
                                .collect(Collectors.joining(", ")));
        };
    }

    private void explain(Warning warning) {
        String whole = warning.all().stream().map(this::whole).collect(Collectors.joining("\n\n"));
        Button copy = new Button(words.say("requests.details.copy"));
        copy.setOnAction(event -> clipboard.copy(warning.gateway() + "\n" + whole));
        dialogs.show(warning.gateway(), new VBox(12, Facts.text(whole), copy));
    }

    private String whole(Wrong wrong) {
        StringBuilder all = new StringBuilder(sentence(wrong));
        if (wrong instanceof Trouble(var weight, String source, Problem problem)) {
            if (!source.isEmpty()) {
                all.append("\n").append(source);
            }
            String detail = problem.detail();
            if (detail != null) {
                all.append("\n").append(detail);
            }
        }
        return all.toString();
    }
}
