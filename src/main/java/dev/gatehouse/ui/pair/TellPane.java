package dev.gatehouse.ui.pair;

import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.ui.common.Facts;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.common.Ways;
import dev.gatehouse.ui.pair.PairItem.Row;
import java.time.Instant;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** What has become of a code, and what else is known of it. */
final class TellPane extends VBox {
    private static final double GAP = 16;

    private final PairWords words;
    private final Words say;

    private final JoinedPane joined;
    private final ContentsPane contents;
    private final PairViewModel model;

    TellPane(PairViewModel model, PairWords words, Ways ways) {
        super(GAP);
        this.model = model;
        this.words = words;
        this.say = words.plain();
        this.joined = new JoinedPane(model.joined(), words, ways);
        this.contents = new ContentsPane(say);
        model.contentsProperty().subscribe(contents::show);
        model.followedProperty()
                .subscribe(followed -> joined.show(model.selectedProperty().get(), followed));
    }

    /** Tells of {@code row}, or of nothing. */
    void show(@Nullable Row row) {
        if (row == null) {
            getChildren().clear();
        } else {
            joined.show(row, model.followedProperty().get());
            getChildren().setAll(joined, contents, story(row), Facts.section(say.say("pair.detail.about"), facts(row)));
        }
    }

    private Node story(Row now) {
        VBox lines = new VBox(6);
        words.story(now).forEach(line -> lines.getChildren().add(Facts.text(line)));
        HBox.setHgrow(lines, Priority.ALWAYS);
        Feather icon = now.state() instanceof State.Used ? Feather.CHECK : now.open() ? Feather.CLOCK : Feather.INFO;
        HBox box = new HBox(10, Icons.of(icon), lines);
        box.getStyleClass()
                .addAll(
                        "note",
                        switch (now.state()) {
                            // Who is in by it stands above, in that colour.
                            case State.Used ignored -> joined.isVisible() ? "note-neutral" : "note-success";
                            case State.Uncertain ignored -> "note-neutral";
                            case State.Gone ignored -> "note-warning";
                            default -> "note-neutral";
                        });
        box.setId("pair-story");
        return box;
    }

    private Node facts(Row now) {
        Facts facts = new Facts();
        facts.add(say.say("pair.fact.gateway"), now.shelved().gateway());
        facts.add(say.say("pair.fact.purpose"), words.purpose(now));
        Instant made = now.code().issuedAt();
        facts.add(
                say.say("pair.fact.made"),
                made == null ? words.origin(now) : say.say("pair.fact.made.at", made, words.origin(now)));
        // What was used or taken back does not end a second time.
        if (now.open() || now.state() instanceof State.Expired) {
            Instant end = now.code().expiresAt();
            facts.add(say.say("pair.fact.ends"), end == null ? say.say("pair.fact.endless") : say.moment(end));
        }
        return facts;
    }
}
