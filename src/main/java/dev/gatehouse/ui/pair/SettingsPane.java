package dev.gatehouse.ui.pair;

import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Setting;
import dev.gatehouse.gateway.Setting.Type;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.ActButton;
import dev.gatehouse.ui.common.Choice;
import dev.gatehouse.ui.common.Facts;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.common.SecondClock;
import dev.gatehouse.ui.common.SecretClipboard;
import dev.gatehouse.ui.pair.PairSettings.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/**
 * What can be set about pairing at the chosen gateway. The pairing mode, which opens a door for a time, is a button with the
 * time left; everything else is a field with its own Apply.
 */
final class SettingsPane extends VBox {
    private static final List<Duration> SPANS =
            List.of(Duration.ofMinutes(2), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1));
    private static final int LINES_SHOWN = 4;

    /** The key that the pairing mode has at every product that has one. */
    private static final String PAIRING_MODE = "pairing";

    private final PairViewModel model;
    private final PairWords words;
    private final Words say;
    private final SecondClock clock;
    private final SecretClipboard clipboard;
    private final boolean doors;
    private final VBox list = new VBox(16);
    private final ObjectProperty<Duration> span = new SimpleObjectProperty<>(Duration.ofMinutes(5));
    private final Label left = new Label();
    private final Runnable tick = this::tick;

    /**
     * What can be set.
     *
     * @param doors whether what opens a door is shown, else everything else
     */
    SettingsPane(PairViewModel model, PairWords words, SecondClock clock, SecretClipboard clipboard, boolean doors) {
        super(10);
        this.doors = doors;
        this.clipboard = clipboard;
        this.model = model;
        this.words = words;
        this.say = words.plain();
        this.clock = clock;
        setId(doors ? "pair-doors" : "pair-settings");
        getChildren().add(list);
        if (!doors) {
            getStyleClass().add("pair-settings");
            getChildren().addFirst(Facts.text(say.say("pair.settings"), "section-title"));
        }
        left.getStyleClass().add("setting-left");
        model.settings().inputs().subscribe(this::show);
        show();
    }

    private void show() {
        List<Input> inputs = inputs();
        list.getChildren().setAll(inputs.stream().map(this::node).toList());
        setVisible(!inputs.isEmpty());
        setManaged(!inputs.isEmpty());
        clock.remove(tick);
        if (inputs.stream().anyMatch(input -> input.setting().until() != null)) {
            clock.add(tick);
            tick();
        }
    }

    private List<Input> inputs() {
        return model.settings().inputs().stream()
                .filter(input -> opens(input) == doors)
                .toList();
    }

    private Node node(Input input) {
        String label = words.setting(input);
        Node control = opens(input) ? door(input, label) : field(input, label);
        Label fault = Facts.text("", "fault");
        fault.managedProperty().bind(fault.visibleProperty());
        input.fault().subscribe(now -> {
            fault.setText(now == null ? "" : say.say(now));
            fault.setVisible(now != null);
        });
        VBox section = Facts.section(label, control, fault);
        Phrase reason = input.setting().whyNot();
        String help = words.settingHelp(input);
        if (reason != null) {
            section.getChildren().add(Facts.text(say.say(reason), "small-muted"));
        } else if (!help.isEmpty()) {
            section.getChildren().add(Facts.text(help, "small-muted"));
        }
        return section;
    }

    /** Whether it is a door: open for a time, or closed. */
    private static boolean opens(Input input) {
        Setting setting = input.setting();
        return (setting.type() == Type.DURATION && setting.until() != null)
                || (setting.key().equals(PAIRING_MODE)
                        && (setting.type() == Type.SWITCH || setting.type() == Type.DURATION));
    }

    private Node door(Input input, String label) {
        Setting setting = input.setting();
        boolean timed = setting.type() == Type.DURATION;
        boolean isOpen = !setting.value().isEmpty();
        HBox line = new HBox(8);
        line.setAlignment(Pos.CENTER_LEFT);
        if (isOpen) {
            left.setText("");
            line.getChildren().addAll(state(setting), act(input, label, say.say("pair.settings.close-now"), ""));
        } else if (timed) {
            Choice<Duration> length =
                    new Choice<>(span, words.spans()::say, chosen -> say.say("pair.settings.span", label, chosen));
            length.setOptions(SPANS);
            length.setId("pair-span");
            length.setDisable(setting.whyNot() != null);
            ActButton open = act(input, label, "", null);
            span.subscribe(chosen -> {
                String text = say.say("pair.settings.open-for", words.spans().say(chosen));
                open.setText(text, label + ": " + text);
            });
            line.getChildren().addAll(open, length);
        } else {
            line.getChildren().add(act(input, label, say.say("pair.settings.open-now"), "true"));
        }
        return line;
    }

    private Node state(Setting setting) {
        Label open = new Label(say.say("pair.settings.open"));
        open.setMinWidth(Region.USE_PREF_SIZE);
        left.setMinWidth(Region.USE_PREF_SIZE);
        HBox box = setting.until() == null ? new HBox(open) : new HBox(6, open, left);
        box.setAlignment(Pos.CENTER_LEFT);
        box.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(box, Priority.ALWAYS);
        return box;
    }

    /** A button that sets {@code value}, or the chosen span if that is null. */
    private ActButton act(Input input, String label, String text, @org.jspecify.annotations.Nullable String value) {
        ActButton button = new ActButton(
                text,
                () -> model.settingActs()
                        .configure(input, value == null ? span.get().toString() : value));
        button.setText(text, label + ": " + text);
        button.button().setId("pair-set-" + input.setting().key());
        Phrase reason = input.setting().whyNot();
        button.setWhyNot(reason == null ? null : say.say(reason));
        return button;
    }

    private Node field(Input input, String label) {
        boolean fixed = input.setting().whyNot() != null;
        if (input.setting().type() == Type.SWITCH) {
            CheckBox box = new CheckBox(say.say("pair.settings.on"));
            box.setId("pair-set-" + input.setting().key());
            box.setAccessibleText(label);
            box.setSelected(!input.setting().value().isEmpty());
            box.setDisable(fixed);
            box.setOnAction(event -> model.settingActs().configure(input, box.isSelected() ? "true" : ""));
            return box;
        }
        if (fixed && input.setting().type() == Type.TEXT) {
            return told(input, label);
        }
        boolean several = input.setting().type() == Type.LINES;
        TextInputControl text = several ? new TextArea() : new TextField();
        if (text instanceof TextArea area) {
            area.setPrefRowCount(LINES_SHOWN);
            area.getStyleClass().add("mono");
        } else if (text instanceof TextField line) {
            line.setOnAction(event -> model.settingActs().apply(input));
        }
        text.setId("pair-set-" + input.setting().key());
        text.setAccessibleText(label);
        text.setDisable(fixed);
        text.textProperty().bindBidirectional(input.text());
        ActButton apply = new ActButton(
                say.say("pair.settings.apply"), () -> model.settingActs().apply(input));
        apply.setText(say.say("pair.settings.apply"), say.say("pair.settings.apply.accessible", label));
        apply.button().setId("pair-apply-" + input.setting().key());
        Runnable arrange = () -> apply.button().setDisable(fixed || !input.changed(model.settings()::shown));
        input.text().subscribe(ignored -> arrange.run());
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox box = new HBox(8, text, apply);
        box.setAlignment(several ? Pos.BOTTOM_LEFT : Pos.CENTER_LEFT);
        box.setFillHeight(!several);
        return box;
    }

    /** What the gateway tells and nobody sets: to be read and copied. */
    private Node told(Input input, String label) {
        TextField text = new TextField(input.setting().value());
        text.setId("pair-set-" + input.setting().key());
        text.setEditable(false);
        text.setAccessibleText(label);
        text.getStyleClass().add("mono");
        HBox.setHgrow(text, Priority.ALWAYS);
        Button copy = new Button(null, Icons.of(Feather.COPY));
        copy.getStyleClass().add("button-icon");
        copy.setAccessibleText(say.say("pair.settings.copy", label));
        copy.setTooltip(new Tooltip(say.say("pair.settings.copy", label)));
        copy.setOnAction(event -> clipboard.copy(input.setting().value()));
        HBox line = new HBox(8, text, copy);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private void tick() {
        for (Input input : inputs()) {
            Instant end = input.setting().until();
            GatewayStatus status = model.gateway(input.profile());
            if (end != null && status != null) {
                left.setText(words.until(end, clock.now().plus(status.clockAhead())));
            }
        }
    }
}
