package dev.gatehouse.ui.gateways;

import dev.gatehouse.console.Console;
import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.Background;
import dev.gatehouse.ui.common.Dialogs;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.common.ListFrame;
import dev.gatehouse.ui.common.Screen;
import dev.gatehouse.ui.common.Surroundings;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;

/** The gateways: connected, found on this computer, and added by hand. */
public final class GatewaysView implements Screen {
    /** Where the style of this screen is. */
    static final String STYLE = Objects.requireNonNull(GatewaysView.class.getResource("gateways.css"))
            .toExternalForm();

    private static final double WIDTH = 368;

    private final GatewaysViewModel model;
    private final ListFrame<GatewayItem> frame;
    private final FormPane form;

    /** The screen over {@code console}. */
    public GatewaysView(Console console, Surroundings with) {
        this(
                new GatewaysViewModel(
                        console,
                        with.words(),
                        with.dialogs(),
                        with.ui(),
                        Background.VIRTUAL_THREADS,
                        with.clipboard()::copySecret),
                with.words(),
                with.dialogs());
    }

    /** The screen of {@code model}. */
    public GatewaysView(GatewaysViewModel model, Words words, Dialogs dialogs) {
        this.model = model;
        GatewayWords said = new GatewayWords(words);
        frame = new ListFrame<>(
                model.items(),
                list -> new GatewayCell(model, said),
                model.selectedProperty(),
                (one, other) -> one.sameLine(other));
        frame.node().setId("gateways");
        frame.node().getStylesheets().add(STYLE);
        frame.list().setId("gateways-list");
        frame.list().setAccessibleText(words.say("gateways.list.accessible"));

        Label title = new Label(words.say("gateways.title"));
        title.getStyleClass().add("screen-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button look = new Button(words.say("gateways.look"), Icons.of(Feather.REFRESH_CW));
        look.setId("gateways-look");
        look.setMinWidth(Region.USE_PREF_SIZE);
        look.setAccessibleText(words.say("gateways.look.accessible"));
        look.disableProperty().bind(model.lookingProperty());
        model.lookingProperty().subscribe(busy -> look.setText(words.say(busy ? "gateways.looking" : "gateways.look")));
        look.setOnAction(event -> model.look());
        Button add = new Button(words.say("gateways.add"), Icons.of(Feather.PLUS));
        add.setId("gateways-add");
        add.setMinWidth(Region.USE_PREF_SIZE);
        add.setOnAction(event -> add());
        frame.header().getChildren().addAll(title, gap, look, add);

        Sheets sheets = new Sheets(model.secrets(), said, dialogs);
        model.entryProperty().subscribe(entry -> {
            if (entry != null) {
                sheets.enter(entry, model::endEntry);
            }
        });
        LockedBar lockedBar = new LockedBar(model.secrets(), words);
        model.secrets().lockedProperty().subscribe(locked -> frame.setMessage(locked ? lockedBar : null));
        model.secrets().wantedProperty().subscribe(wanted -> {
            if (wanted) {
                lockedBar.focusFirst();
            }
        });

        form = new FormPane(model, said, dialogs, sheets);
        GatewayDetail detail = new GatewayDetail(model, said);
        StackPane side = new StackPane(detail);
        side.getStyleClass().add("detail");
        side.setMinWidth(WIDTH);
        side.setPrefWidth(WIDTH);
        side.setMaxWidth(WIDTH);
        model.addingProperty().subscribe(adding -> {
            side.getChildren().setAll(adding ? form : detail);
            if (!adding) {
                frame.focus();
            }
        });
        frame.setDetail(side, model.detailOpenProperty());
        form.addEventHandler(javafx.scene.input.KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                model.cancelAdding();
                frame.focus();
                event.consume();
            }
        });

        frame.onMove(model::move);
        frame.onKey(KeyCode.ENTER, model::openDetail);
        frame.onKey(KeyCode.N, this::add);
        frame.onKey(KeyCode.ESCAPE, () -> {
            model.closeDetail();
            frame.focus();
        });
    }

    @Override
    public Node node() {
        return frame.node();
    }

    @Override
    public Phrase keys() {
        return Phrase.of("gateways.keys");
    }

    @Override
    public void shown() {
        model.show();
        frame.focus();
    }

    @Override
    public void hidden() {
        model.hide();
    }

    private void add() {
        model.add();
        form.applyCss();
        form.layout();
        form.focusFirst();
    }
}
