package dev.gatehouse.ui.pair;

import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.CodeOffer;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.ActButton;
import dev.gatehouse.ui.common.Facts;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.common.SecondClock;
import dev.gatehouse.ui.common.SecretClipboard;
import dev.gatehouse.ui.pair.MakeForm.Input;
import dev.gatehouse.ui.pair.MakeForm.Target;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** What is filled in to make a code, and under it what can be set about pairing at the same gateway. */
final class MakePane extends BorderPane {
    private static final PseudoClass DANGER = PseudoClass.getPseudoClass("danger");
    private static final int REASONS_SHOWN = 4;

    private final MakeForm form;
    private final PairWords words;
    private final Words say;
    private final ComboBox<Target> gateway = new ComboBox<>();
    private final ComboBox<CodeOffer> offer = new ComboBox<>();
    private final Node offerSection;
    private final Label help = Facts.text("", "small-muted");
    private final VBox fields = new VBox(14);
    private final VBox elsewhere = new VBox(8);
    private final Label why = Facts.text("", "detail-why");
    private final ActButton make;

    /**
     * A form.
     *
     * @param toRequests leads to the screen where strangers wait who were given a code
     */
    MakePane(PairViewModel model, PairWords words, SecondClock clock, SecretClipboard clipboard, Runnable toRequests) {
        this.form = model.form();
        this.words = words;
        this.say = words.plain();
        setId("pair-form");
        Label title = Facts.text(say.say("pair.form.title"), "detail-title");
        VBox head = new VBox(8, title, Facts.text(say.say("pair.form.text"), "small-muted"));
        head.getStyleClass().add("detail-head");
        setTop(head);

        gateway.setId("pair-gateway");
        gateway.setItems(form.targets());
        gateway.setCellFactory(list -> new TargetCell(true));
        gateway.setButtonCell(new TargetCell(false));
        gateway.setMaxWidth(Double.MAX_VALUE);
        gateway.setAccessibleText(say.say("pair.form.gateway"));
        gateway.valueProperty().bindBidirectional(form.targetProperty());
        offer.setId("pair-offer");
        offer.setItems(form.offers());
        offer.setCellFactory(list -> new OfferCell());
        offer.setButtonCell(new OfferCell());
        offer.setMaxWidth(Double.MAX_VALUE);
        offer.setAccessibleText(say.say("pair.form.offer"));
        offer.valueProperty().bindBidirectional(form.offerProperty());
        offerSection = Facts.section(say.say("pair.form.offer"), offer);
        help.managedProperty().bind(help.visibleProperty());

        make = new ActButton(say.say("pair.make"), model::make, "approve-filled");
        make.button().setId("pair-make");
        make.setText(say.say("pair.make"), say.say("pair.make"));
        model.makingProperty()
                .subscribe(busy -> make.setText(
                        say.say(busy ? "pair.making" : "pair.make"), say.say(busy ? "pair.making" : "pair.make")));
        why.managedProperty().bind(why.visibleProperty());
        HBox acts = new HBox(8, make);
        acts.setAlignment(Pos.CENTER_LEFT);

        VBox body = new VBox(
                14,
                Facts.section(say.say("pair.form.gateway"), gateway),
                new SettingsPane(model, words, clock, clipboard, true),
                offerSection,
                help,
                fields,
                why,
                acts,
                elsewhere,
                new SettingsPane(model, words, clock, clipboard, false));
        body.getStyleClass().addAll("detail-body", "pair-form");
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("edge-to-edge");
        setCenter(scroll);

        form.targets().subscribe(() -> showElsewhere(toRequests));
        form.offers().subscribe(this::showOffer);
        form.targetProperty().subscribe(ignored -> {
            showOffer();
            showElsewhere(toRequests);
        });
        form.offerProperty().subscribe(ignored -> showOffer());
        form.inputs().subscribe(this::showFields);
        form.whyNotProperty().subscribe(this::showWhy);
        showElsewhere(toRequests);
        showFields();
    }

    /** Puts the focus where filling in begins. */
    void focusFirst() {
        gateway.requestFocus();
    }

    private void showWhy(@Nullable Phrase reason) {
        String text = reason == null ? "" : say.say(reason);
        why.setText(text);
        why.setVisible(reason != null);
        make.setWhyNot(reason == null ? null : text);
    }

    private void showOffer() {
        Target at = form.targetProperty().get();
        CodeOffer chosen = form.offerProperty().get();
        boolean any = !form.offers().isEmpty();
        offerSection.setVisible(any);
        offerSection.setManaged(any);
        String text = at == null || chosen == null ? "" : words.offerHelp(at.product(), chosen);
        help.setText(text);
        help.setVisible(!text.isEmpty());
    }

    private void showFields() {
        Target at = form.targetProperty().get();
        CodeOffer chosen = form.offerProperty().get();
        fields.getChildren().clear();
        if (at != null && chosen != null) {
            form.inputs().forEach(input -> fields.getChildren().add(field(at.product(), chosen, input)));
        }
        fields.setManaged(!fields.getChildren().isEmpty());
    }

    private Node field(String product, CodeOffer of, Input input) {
        String name = words.field(product, of, input.field());
        boolean marked = !input.field().required()
                && form.inputs().stream().anyMatch(other -> other.field().required());
        Node control = new OfferField(input, name);
        Label fault = Facts.text("", "fault");
        fault.managedProperty().bind(fault.visibleProperty());
        input.fault().subscribe(now -> {
            fault.setText(now == null ? "" : say.say(now));
            fault.setVisible(now != null);
            control.pseudoClassStateChanged(DANGER, now != null);
        });
        VBox section = Facts.section(marked ? say.say("gateways.form.optional", name) : name, control, fault);
        String more = words.fieldHelp(product, of, input.field());
        if (!more.isEmpty()) {
            section.getChildren().add(Facts.text(more, "small-muted"));
        }
        return section;
    }

    /** The gateways where no code can be made, each with its reason. */
    private void showElsewhere(Runnable toRequests) {
        Target chosen = form.targetProperty().get();
        // The reason of the chosen one stands at the button.
        List<Phrase> reasons = form.targets().stream()
                .filter(target -> chosen == null || !target.profile().equals(chosen.profile()))
                .map(Target::whyNot)
                .filter(reason -> reason != null)
                .map(reason -> (Phrase) reason)
                .toList();
        elsewhere.getChildren().clear();
        boolean strangers = form.targets().stream()
                .anyMatch(target ->
                        target.whyNot() != null && target.whyNot().key().equals("pair.why.strangers"));
        if (!reasons.isEmpty()) {
            VBox lines = new VBox(4);
            reasons.stream()
                    .limit(REASONS_SHOWN)
                    .forEach(reason -> lines.getChildren().add(Facts.text(say.say(reason), "small-muted")));
            if (reasons.size() > REASONS_SHOWN) {
                lines.getChildren()
                        .add(Facts.text(say.say("pair.form.more", reasons.size() - REASONS_SHOWN), "small-muted"));
            }
            elsewhere.getChildren().add(Facts.section(say.say("pair.form.elsewhere"), lines));
        }
        if (strangers) {
            Button lead = new Button(say.say("pair.form.requests"), Icons.of(Feather.INBOX));
            lead.setId("pair-requests");
            lead.getStyleClass().add("small");
            lead.setOnAction(event -> toRequests.run());
            elsewhere.getChildren().add(lead);
        }
        elsewhere.setManaged(!elsewhere.getChildren().isEmpty());
        gateway.setDisable(form.targets().isEmpty());
        gateway.setPromptText(say.say("pair.form.none"));
    }

    /** A gateway by its name; in the list, with the reason where it makes no codes. */
    private final class TargetCell extends ListCell<Target> {
        private final boolean inList;

        TargetCell(boolean inList) {
            this.inList = inList;
        }

        @Override
        protected void updateItem(@Nullable Target item, boolean empty) {
            super.updateItem(item, empty);
            Phrase reason = item == null ? null : item.whyNot();
            setText(empty || item == null ? null : item.name());
            boolean explains = inList && !empty && reason != null;
            setDisable(explains);
            setAccessibleText(
                    empty || item == null ? null : reason == null ? item.name() : item.name() + ", " + say.say(reason));
        }
    }

    /** An offer by what it is called. */
    private final class OfferCell extends ListCell<CodeOffer> {
        @Override
        protected void updateItem(@Nullable CodeOffer item, boolean empty) {
            super.updateItem(item, empty);
            Target at = form.targetProperty().get();
            setText(empty || item == null || at == null ? null : words.offer(at.product(), item));
        }
    }
}
