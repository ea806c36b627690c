package dev.gatehouse.ui.common;

import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Names and what is known under them, in two columns. */
public final class Facts extends GridPane {
    private static final double NAMES = 88;

    /** No facts yet. */
    public Facts() {
        getStyleClass().add("facts");
        ColumnConstraints names = new ColumnConstraints();
        names.setMinWidth(NAMES);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        values.setMinWidth(0);
        getColumnConstraints().addAll(names, values);
    }

    /** Adds a fact. */
    public void add(String name, Node value) {
        Label left = new Label(name);
        left.getStyleClass().add("fact-name");
        left.setMinWidth(Region.USE_PREF_SIZE);
        left.setLabelFor(value);
        GridPane.setValignment(left, VPos.TOP);
        addRow(getRowCount(), left, value);
    }

    /** Adds a fact in words, unless there are none. */
    public void add(String name, String value) {
        if (!value.isEmpty()) {
            add(name, text(value));
        }
    }

    /** Adds what somebody says of themselves, unless they say nothing. */
    public void addClaim(String name, String value, String mark) {
        if (!value.isEmpty()) {
            Label said = text(mark, "claimed");
            add(name, new VBox(text(value), said));
        }
    }

    /** A text that takes as many lines as it needs. */
    public static Label text(String what, String... styles) {
        Label label = new Label(what);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().addAll(styles);
        return label;
    }

    /** An id or a path: in a fixed pitch, on one line, with the whole of it in a tooltip. */
    public static Label code(String what) {
        Label label = new Label(what);
        label.getStyleClass().add("mono");
        label.setTooltip(new Tooltip(what));
        label.setMinWidth(0);
        return label;
    }

    /** A caption and what stands under it. */
    public static VBox section(String caption, Node... content) {
        Label name = new Label(caption);
        name.getStyleClass().add("caption");
        VBox section = new VBox(6, name);
        section.getChildren().addAll(content);
        if (content.length == 1) {
            name.setLabelFor(content[0]);
        }
        return section;
    }
}
