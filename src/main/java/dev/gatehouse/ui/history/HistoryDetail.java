package dev.gatehouse.ui.history;

import dev.gatehouse.console.HistoryEntry;
import dev.gatehouse.console.Shown;
import dev.gatehouse.console.Words;
import dev.gatehouse.ui.common.Chip;
import dev.gatehouse.ui.common.DetailFrame;
import dev.gatehouse.ui.common.Facts;
import dev.gatehouse.ui.history.HistoryItem.Row;
import java.time.Instant;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Everything that is kept of one decision. */
final class HistoryDetail extends DetailFrame {
    private static final int MOST_SHOWN = 50;

    private final HistoryWords words;
    private final Words say;

    HistoryDetail(HistoryViewModel model, HistoryWords words) {
        super("history-detail", words.plain().say("history.detail.close"), model::closeDetail);
        this.words = words;
        this.say = words.plain();
        standBesideList();
        model.selectedProperty().subscribe(this::show);
    }

    private void show(@Nullable Row row) {
        sections.getChildren().clear();
        chips.getChildren().clear();
        if (row == null) {
            title.setText("");
            return;
        }
        HistoryEntry entry = row.entry();
        title.setText(say.say("history.act.said", words.act(entry), words.who(entry)));
        chips.getChildren().add(new Chip(words.ending(row.ending()), HistoryWords.tone(row.ending())));
        sections.getChildren().add(answer(row));
        sections.getChildren().add(Facts.section(say.say("history.detail.decision"), decision(entry)));
        VBox shown = new VBox(14);
        entry.shown().stream()
                .limit(MOST_SHOWN)
                .forEach(one -> shown.getChildren().add(shown(one)));
        int more = entry.shown().size() - MOST_SHOWN;
        if (more > 0) {
            shown.getChildren().add(Facts.text(say.say("history.detail.more", more), "small-muted"));
        }
        if (!entry.shown().isEmpty()) {
            sections.getChildren().add(Facts.section(say.say("history.detail.shown"), shown));
        }
        HistoryEntry.Result result = entry.result();
        if (result != null && !result.touched().isEmpty()) {
            VBox files = new VBox(4);
            result.touched().forEach(file -> files.getChildren().add(Facts.text(file, "mono")));
            sections.getChildren().add(Facts.section(say.say("history.detail.touched"), files));
        }
        scroll.setVvalue(0);
    }

    private Node answer(Row row) {
        VBox text = new VBox(6, Facts.text(words.answer(row)));
        words.remarks(row).forEach(remark -> text.getChildren().add(Facts.text(remark)));
        text.getStyleClass()
                .addAll(
                        "note",
                        switch (row.ending()) {
                            case CONFIRMED, UNDER_WAY -> "note-neutral";
                            case NOT_CONFIRMED -> "note-danger";
                            case ACCEPTED, REFUSED, UNKNOWN -> "note-warning";
                        });
        return text;
    }

    private Node decision(HistoryEntry entry) {
        Facts facts = new Facts();
        facts.add(say.say("history.detail.at"), say.full(entry.at()));
        HistoryEntry.Result result = entry.result();
        if (result != null) {
            facts.add(say.say("history.detail.ended"), say.full(result.at()));
        }
        facts.add(say.say("history.detail.method"), say.say("history.method." + entry.method()));
        facts.add(say.say("history.detail.besides"), words.details(entry));
        facts.add(say.say("history.detail.gateway"), entry.gatewayName());
        return facts;
    }

    private Node shown(Shown shown) {
        Facts facts = new Facts();
        facts.add(say.say("history.detail.id"), Facts.text(shown.subject(), "mono"));
        facts.add(say.say("history.detail.label"), shown.label());
        facts.add(say.say("history.detail.name"), shown.name());
        facts.add(say.say("history.detail.door"), words.door(shown));
        facts.add(say.say("history.detail.rights"), words.rights(shown));
        addMoment(facts, "history.detail.requested", shown.requestedAt());
        addMoment(facts, "history.detail.expires", shown.expiresAt());
        return facts;
    }

    private void addMoment(Facts facts, String name, @Nullable Instant at) {
        if (at != null) {
            facts.add(say.say(name), say.moment(at));
        }
    }
}
