package dev.gatehouse.ui.access;

import dev.gatehouse.console.Labels;
import dev.gatehouse.console.Resident;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.pairing.Client;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.Right;
import dev.gatehouse.ui.access.AccessItem.Row;
import dev.gatehouse.ui.access.AccessWords.Story;
import dev.gatehouse.ui.common.ActButton;
import dev.gatehouse.ui.common.Chip;
import dev.gatehouse.ui.common.DetailFrame;
import dev.gatehouse.ui.common.Facts;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.common.SecretClipboard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Everything that is known of somebody who is in, the operator's name for them, and the same act as on the row. */
final class AccessDetail extends DetailFrame {
    private final AccessViewModel model;
    private final AccessWords words;
    private final Words say;
    private final SecretClipboard clipboard;

    private final TextField label = new TextField();
    private final Node labelSection;
    private final DeviceSections devices;
    private final RenameField rename;
    private final VBox told = new VBox(16);
    private final Label why = Facts.text("", "detail-why");
    private final ActButton revoke;
    private final VBox bottom = new VBox(8);
    private @Nullable Row row;
    private List<Optional<Phrase>> reasons = List.of();

    /**
     * Nothing yet.
     *
     * @param back leads back to the list
     */
    AccessDetail(AccessViewModel model, AccessWords words, SecretClipboard clipboard, Runnable back) {
        super("access-detail", words.plain().say("access.detail.close"), model::closeDetail);
        this.model = model;
        this.words = words;
        this.say = words.plain();
        this.clipboard = clipboard;
        standBesideList();

        label.setId("access-label");
        label.setPromptText(say.say("access.label.prompt"));
        label.setTextFormatter(
                new TextFormatter<>(change -> change.getControlNewText().length() <= Labels.LONGEST ? change : null));
        label.setOnAction(event -> {
            saveLabel();
            back.run();
        });
        label.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                label.setText(row == null ? "" : row.resident().label());
                back.run();
                event.consume();
            }
        });
        label.focusedProperty().addListener((focused, before, now) -> {
            if (!now) {
                saveLabel();
            }
        });
        labelSection =
                Facts.section(say.say("access.label"), label, Facts.text(say.say("access.label.what"), "small-muted"));
        devices = new DeviceSections(model, words);
        rename = new RenameField(model.acts(), words, back);
        // What is typed into stays where it is, whatever becomes of the row meanwhile.
        sections.getChildren().addAll(told, rename, labelSection);

        revoke = new ActButton(say.say("access.revoke"), this::revoke, "revoke");
        revoke.button().setId("access-detail-revoke");
        HBox acts = new HBox(8, revoke);
        acts.setAlignment(Pos.CENTER_RIGHT);
        acts.getStyleClass().add("row-acts");
        bottom.getStyleClass().add("detail-acts");
        bottom.getChildren().addAll(why, acts);
        why.managedProperty().bind(why.visibleProperty());

        model.selectedProperty().subscribe(this::show);
        // Whether something can be done may change with the gateway alone.
        model.gateways().subscribe(() -> {
            if (!reasons().equals(reasons)) {
                show(row);
            }
        });
    }

    private List<Optional<Phrase>> reasons() {
        Row now = row;
        return now == null
                ? List.of()
                : Stream.of(Feature.RENAME_DEVICE, Feature.ROTATE_TOKEN, Feature.REVOKE_ROLE)
                        .map(act -> Optional.ofNullable(model.acts().whyNot(now, act)))
                        .toList();
    }

    /** Puts the focus on the operator's name for the row. */
    void editLabel() {
        scroll.setVvalue(scroll.getVmax());
        label.requestFocus();
        label.selectAll();
    }

    private void revoke() {
        if (row != null) {
            model.revoke(row);
        }
    }

    private void saveLabel() {
        Row now = row;
        if (now != null && !label.getText().strip().equals(now.resident().label())) {
            model.label(now, label.getText());
        }
    }

    private void show(@Nullable Row next) {
        Row before = row;
        boolean another = before == null || next == null || !before.key().equals(next.key());
        if (another && label.isFocused()) {
            saveLabel();
        }
        row = next;
        chips.getChildren().clear();
        told.getChildren().clear();
        reasons = reasons();
        setBottom(next == null ? null : bottom);
        sections.setVisible(next != null);
        rename.show(next, next == null ? "" : words.title(next));
        if (next == null) {
            title.setText("");
            return;
        }
        if (another) {
            scroll.setVvalue(0);
        }
        Resident resident = next.resident();
        if (another || !label.isFocused()) {
            label.setText(resident.label());
        }
        String name = words.title(next);
        label.setAccessibleText(say.say("access.label.accessible", name));
        title.setText(name);
        words.tags(next).forEach(tag -> chips.getChildren().add(new Chip(tag.text(), tag.tone())));
        Grant grant = resident.grant();
        addNotes(next);
        if (grant instanceof DeviceGrant) {
            told.getChildren().add(Facts.section(say.say("access.detail.rights"), rights(grant)));
        }
        Node node = devices.node(next, model::go);
        if (node != null) {
            told.getChildren().add(node);
        }
        told.getChildren().add(Facts.section(say.say("access.detail.origins"), origins(grant)));
        told.getChildren().add(Facts.section(say.say("access.detail.identity"), identity(next)));
        if (grant instanceof DeviceGrant device && !device.tokens().isEmpty()) {
            told.getChildren().add(devices.tokens(next, device));
        }
        showAct(next);
    }

    private void addNotes(Row of) {
        Story story = words.story(of);
        if (story != null && !story.text().isEmpty()) {
            Button dismiss = new Button(say.say("access.dismiss"));
            dismiss.getStyleClass().add("small");
            dismiss.setAccessibleText(say.say("access.dismiss.accessible", words.title(of)));
            dismiss.setOnAction(event -> model.dismiss(of));
            VBox box = new VBox(8, Facts.text(story.word() + ". " + story.text()), dismiss);
            box.getStyleClass().addAll("note", story.tone() == Chip.Tone.DANGER ? "note-danger" : "note-warning");
            told.getChildren().add(box);
        }
        if (!of.lasting().isEmpty()) {
            List<Node> sentences = new ArrayList<>();
            of.lasting().forEach(sentence -> sentences.add(Facts.text(say.say(sentence))));
            told.getChildren().add(note("note-warning", Feather.ALERT_TRIANGLE, sentences));
        }
        List<Phrase> doubts = of.resident().listed().doubts();
        if (!doubts.isEmpty()) {
            List<Node> sentences = new ArrayList<>();
            doubts.forEach(sentence -> sentences.add(Facts.text(say.say(sentence))));
            told.getChildren().add(note("note-warning", Feather.INFO, sentences));
        }
        if (AccessWords.everybody(of)) {
            told.getChildren()
                    .add(note(
                            "note-danger",
                            Feather.GLOBE,
                            List.of(Facts.text(say.say(
                                    "access.everybody.note",
                                    words.door(of.resident().grant()),
                                    of.resident().gateway())))));
        }
    }

    private static Node note(String style, Feather icon, List<Node> sentences) {
        VBox text = new VBox(6);
        text.getChildren().addAll(sentences);
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox box = new HBox(10, Icons.of(icon), text);
        box.getStyleClass().addAll("note", style);
        return box;
    }

    private Node rights(Grant grant) {
        VBox all = new VBox();
        all.getStyleClass().add("rights");
        for (Right right : grant.access().rights()) {
            Label name = new Label(words.rights().name(right));
            Label raw = new Label(right.name());
            raw.getStyleClass().addAll("mono", "small-muted");
            raw.setMinWidth(0);
            if (right.weight() != Right.Weight.ORDINARY) {
                name.getStyleClass().add("added-grave");
            }
            name.setMinWidth(Region.USE_PREF_SIZE);
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            HBox line = new HBox(8, name, gap, raw);
            line.setAlignment(Pos.CENTER_LEFT);
            line.getStyleClass().add("right-line");
            all.getChildren().add(line);
        }
        return all;
    }

    private Node origins(Grant grant) {
        VBox all = new VBox(8);
        grant.origins().forEach(origin -> {
            Label place = Facts.text(origin.place(), "mono");
            all.getChildren().add(new VBox(2, place, Facts.text(words.origin(origin), "small-muted")));
        });
        return all;
    }

    private Node identity(Row of) {
        Grant grant = of.resident().grant();
        Facts facts = new Facts();
        facts.add(say.say("access.detail.id"), id(of));
        String claimed = say.say("access.detail.self-declared");
        if (!grant.name().text().equals(words.title(of))) {
            facts.addClaim(say.say("access.detail.name"), grant.name().text(), claimed);
        }
        facts.add(say.say("access.detail.gateway"), of.resident().gateway());
        facts.add(
                say.say(grant instanceof DeviceGrant ? "access.detail.kind" : "access.detail.door"), words.door(grant));
        if (grant instanceof DeviceGrant device) {
            addClient(facts, device, claimed);
        }
        addMoment(facts, "access.detail.granted", grant.grantedAt());
        addMoment(facts, "access.detail.seen", grant.lastSeenAt());
        Instant end = grant.expiresAt();
        if (end != null) {
            facts.add(say.say("access.detail.ends"), say.say("access.ends", end));
        }
        switch (AccessWords.presence(grant)) {
            case CONNECTED -> facts.add(say.say("access.detail.presence"), say.say("access.connected"));
            case AWAY -> facts.add(say.say("access.detail.presence"), say.say("access.away"));
            case UNKNOWN -> {}
        }
        return facts;
    }

    private void addMoment(Facts facts, String name, @Nullable Instant at) {
        Label text =
                at == null ? Facts.text(say.say("access.detail.unknown"), "small-muted") : Facts.text(say.moment(at));
        facts.add(say.say(name), text);
    }

    private void addClient(Facts facts, DeviceGrant device, String claimed) {
        Client client = device.client();
        facts.add(say.say("access.detail.address"), client.address());
        if (!device.publicKey().isEmpty()) {
            Label key = Facts.code(AccessWords.shortId(device.publicKey()));
            key.setTooltip(new Tooltip(device.publicKey()));
            facts.add(say.say("access.detail.key"), key);
        }
        StringJoiner platform = new StringJoiner(", ").setEmptyValue("");
        if (!client.platform().isEmpty()) {
            platform.add(client.platform());
        }
        if (!client.family().isEmpty()) {
            platform.add(client.family());
        }
        facts.addClaim(say.say("access.detail.platform"), platform.toString(), claimed);
        facts.addClaim(say.say("access.detail.client"), client.program(), claimed);
    }

    private Node id(Row of) {
        String subject = of.key().subject().subject();
        Label text = Facts.text(subject, "mono");
        Button copy = new Button(null, Icons.of(Feather.COPY));
        copy.getStyleClass().addAll("button-icon", "flat", "small");
        copy.setAccessibleText(say.say("access.copy.accessible", words.title(of)));
        copy.setTooltip(new Tooltip(say.say("access.copy")));
        copy.setOnAction(event -> clipboard.copy(subject));
        copy.setMinWidth(Region.USE_PREF_SIZE);
        HBox box = new HBox(4, text, copy);
        box.setAlignment(Pos.TOP_LEFT);
        return box;
    }

    private void showAct(Row of) {
        Story story = words.story(of);
        boolean asks = of.resident().grant().access().grave();
        revoke.setText(
                story != null && story.tone() == Chip.Tone.NEUTRAL
                        ? story.word()
                        : say.say(asks ? "access.revoke.ask" : "access.revoke"),
                say.say(
                        "access.revoke.accessible",
                        words.title(of),
                        of.resident().gateway()));
        Phrase reason = of.whyNot();
        revoke.setWhyNot(reason == null ? null : say.say(reason));
        why.setVisible(reason != null);
        why.setText(reason == null ? "" : say.say(reason));
    }
}
