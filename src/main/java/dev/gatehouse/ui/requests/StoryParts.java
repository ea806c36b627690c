package dev.gatehouse.ui.requests;

import dev.gatehouse.console.HistoryEntry;
import dev.gatehouse.console.Outcome;
import dev.gatehouse.console.Progress;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.Facts;
import dev.gatehouse.ui.common.SecretClipboard;
import dev.gatehouse.ui.requests.Line.Row;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** What became of a row, and of those who asked before, in the parts of the detail. */
final class StoryParts {
    private static final int EARLIER_SHOWN = 5;

    private final RequestsModel model;
    private final RowWords words;
    private final Words say;
    private final SecretClipboard clipboard;

    StoryParts(RequestsModel model, RowWords words, SecretClipboard clipboard) {
        this.model = model;
        this.words = words;
        this.say = words.plain();
        this.clipboard = clipboard;
    }

    /** Adds what became of {@code of}, if there is anything to tell. */
    void add(List<Node> all, Row of) {
        Story story = words.story(of);
        if (story == null) {
            return;
        }
        String head = words.state(of);
        Label text = Facts.text(head.isEmpty() ? story.text() : head + ". " + story.text());
        VBox box = new VBox(8, text);
        box.getStyleClass()
                .addAll(
                        "note",
                        switch (story.tone()) {
                            case DANGER -> "note-danger";
                            case WARNING -> "note-warning";
                            case SUCCESS -> "note-success";
                            default -> "note-neutral";
                        });
        if (of.entry().progress() instanceof Progress.Decided(var decision, Outcome.Refused(var problem), var at)
                && problem.detail() != null) {
            addDetail(box, problem);
        }
        if (story.stays()) {
            Button dismiss = new Button(say.say("requests.dismiss"));
            dismiss.getStyleClass().add("small");
            dismiss.setAccessibleText(say.say("requests.dismiss.accessible", words.title(of.entry())));
            dismiss.setOnAction(event -> model.dismiss(of));
            box.getChildren().add(dismiss);
        }
        all.add(box);
    }

    private void addDetail(VBox box, Problem problem) {
        String detail = problem.detail();
        if (detail == null) {
            return;
        }
        Label technical = Facts.text(detail);
        technical.getStyleClass().add("mono");
        Button copy = new Button(say.say("requests.details.copy"));
        copy.getStyleClass().add("small");
        copy.setOnAction(event -> clipboard.copy(detail));
        box.getChildren().addAll(technical, copy);
    }

    /** Decisions of before, the latest first. */
    Node earlier(List<HistoryEntry> past) {
        VBox all = new VBox(4);
        past.stream().limit(EARLIER_SHOWN).forEach(entry -> {
            HistoryEntry.Result result = entry.result();
            all.getChildren()
                    .add(Facts.text(say.say(
                            "requests.earlier.line",
                            Phrase.of("requests.earlier." + entry.act()),
                            result == null
                                    ? Phrase.of("requests.earlier.unknown")
                                    : Phrase.of("requests.earlier." + result.outcome()),
                            entry.at())));
        });
        if (past.size() > EARLIER_SHOWN) {
            all.getChildren().add(Facts.text(say.say("requests.earlier.more", past.size() - EARLIER_SHOWN)));
        }
        return all;
    }
}
