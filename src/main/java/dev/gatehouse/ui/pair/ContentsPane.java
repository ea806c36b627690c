package dev.gatehouse.ui.pair;

import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.CodeContents;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.Facts;
import dev.gatehouse.ui.common.Icons;
import java.time.Instant;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** What is in a code, and what to know before it is shown to anybody: never a secret, so it stands there unasked. */
final class ContentsPane extends VBox {
    private static final double GAP = 8;

    private final Words say;

    ContentsPane(Words say) {
        super(GAP);
        this.say = say;
        setId("pair-contents");
        managedProperty().bind(visibleProperty());
        show(null);
    }

    /** Tells {@code contents}; nothing if that is null. */
    void show(@Nullable CodeContents contents) {
        getChildren().clear();
        setVisible(contents != null);
        if (contents != null) {
            contents.warnings().forEach(warning -> getChildren().add(warning(warning)));
            getChildren().add(Facts.section(say.say("pair.contents"), facts(contents)));
        }
    }

    private Node warning(Phrase warning) {
        var text = Facts.text(say.say(warning));
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox box = new HBox(10, Icons.of(Feather.ALERT_TRIANGLE), text);
        box.getStyleClass().addAll("note", "note-warning");
        return box;
    }

    private Node facts(CodeContents contents) {
        Facts facts = new Facts();
        if (!contents.urls().isEmpty()) {
            VBox urls = new VBox(2);
            contents.urls().forEach(url -> urls.getChildren().add(Facts.text(url, "mono")));
            facts.add(say.say("pair.contents.url"), urls);
            facts.add(
                    say.say("pair.contents.connection"),
                    say.say(contents.secure() ? "pair.contents.secure" : "pair.contents.plain"));
        }
        facts.add(say.say("pair.contents.token"), say.say(contents.token()));
        facts.add(say.say("pair.contents.who"), say.say(contents.who()));
        Instant until = contents.until();
        facts.add(say.say("pair.contents.until"), until == null ? say.say("pair.contents.endless") : say.moment(until));
        facts.add(say.say("pair.contents.grants"), say.say(contents.grants()));
        return facts;
    }
}
