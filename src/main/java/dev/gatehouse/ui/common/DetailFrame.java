package dev.gatehouse.ui.common;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The pane that tells all of one row: a title that stays, with what marks it, and sections that scroll below. */
public abstract class DetailFrame extends BorderPane {
    /** How wide it is beside a list. */
    public static final double WIDTH = 328;

    /** What the pane is about. */
    protected final Label title = Facts.text("", "detail-title");

    /** What marks it. */
    protected final FlowPane chips = new FlowPane(6, 6);

    /** What there is to tell. */
    protected final VBox sections = new VBox(16);

    /** Scrolls the sections. */
    protected final ScrollPane scroll = new ScrollPane(sections);

    /**
     * An empty pane.
     *
     * @param id its id, and that of its parts
     * @param closing the name of the button that closes it
     * @param close closes it
     */
    protected DetailFrame(String id, String closing, Runnable close) {
        setId(id);
        HBox.setHgrow(title, Priority.ALWAYS);
        title.setMaxWidth(Double.MAX_VALUE);
        Button shut = new Button(null, Icons.of(Feather.X));
        shut.setId(id + "-close");
        shut.getStyleClass().addAll("button-icon", "flat", "small");
        shut.setAccessibleText(closing);
        shut.setTooltip(new Tooltip(closing));
        shut.setOnAction(event -> close.run());
        HBox top = new HBox(8, title, shut);
        top.setAlignment(Pos.TOP_LEFT);
        VBox head = new VBox(8, top, chips);
        head.getStyleClass().add("detail-head");
        setTop(head);
        sections.getStyleClass().add("detail-body");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("edge-to-edge");
        setCenter(scroll);
    }

    /** Gives it the look and the width of a pane beside a list. */
    protected final void standBesideList() {
        getStyleClass().add("detail");
        setMinWidth(WIDTH);
        setPrefWidth(WIDTH);
        setMaxWidth(WIDTH);
    }
}
