package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Labels;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Decision.Options;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.PinRequest;
import dev.gatehouse.ui.common.Choice;
import dev.gatehouse.ui.common.Facts;
import dev.gatehouse.ui.common.SpanWords;
import dev.gatehouse.ui.requests.Line.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * What the operator may type before they decide: who the person is, what a client may read and write, for how long, under
 * which name, and what is said with a rejection. Enter in any of these decides nothing.
 */
final class ApprovalFields extends VBox {
    private static final int LONGEST_ID = 200;
    private static final int LONGEST_REASON = 200;
    private static final int PATTERNS_SHOWN = 2;
    private static final List<Optional<Duration>> SPANS = List.of(
            Optional.empty(),
            Optional.of(Duration.ofHours(1)),
            Optional.of(Duration.ofDays(1)),
            Optional.of(Duration.ofDays(30)));

    private final RequestsModel model;
    private final Words say;

    private final TextField person = line("detail-person", LONGEST_ID);
    private final TextField name = line("detail-gateway-label", Labels.LONGEST);
    private final TextField reason = line("detail-reason", LONGEST_REASON);
    private final TextArea read = area("detail-read");
    private final TextArea write = area("detail-write");
    private final Label fault = Facts.text("", "fault");
    private final ObjectProperty<Optional<Duration>> lasts = new SimpleObjectProperty<>(Optional.empty());
    private final TypedCodePart code;

    private final Node codePart;
    private final Node personPart;
    private final Node namePart;
    private final Node reasonPart;
    private final Node narrowPart;
    private final Node lastsPart;
    private @Nullable Row row;
    private boolean filling;

    ApprovalFields(RequestsModel model, RowWords words) {
        super(16);
        this.model = model;
        this.say = words.plain();
        SpanWords spans = new SpanWords(say);
        Choice<Optional<Duration>> span = new Choice<>(
                lasts,
                one -> one.map(spans::say).orElse(say.say("requests.lasts.good")),
                chosen -> say.say("requests.lasts.accessible", chosen));
        span.setOptions(SPANS);
        span.setId("detail-lasts");
        person.setAccessibleText(say.say("requests.person"));
        name.setAccessibleText(say.say("requests.name"));
        reason.setAccessibleText(say.say("requests.reason"));
        reason.setPromptText(say.say("requests.reason.prompt"));
        read.setAccessibleText(say.say("requests.narrow.read"));
        write.setAccessibleText(say.say("requests.narrow.write"));
        fault.managedProperty().bind(fault.visibleProperty());
        code = new TypedCodePart(model, say);
        codePart = Facts.section(say.say("requests.typed"), code);
        personPart = Facts.section(
                say.say("requests.person"), person, Facts.text(say.say("requests.person.what"), "small-muted"));
        namePart =
                Facts.section(say.say("requests.name"), name, Facts.text(say.say("requests.name.what"), "small-muted"));
        reasonPart = Facts.section(say.say("requests.reason"), reason);
        narrowPart = new VBox(
                10,
                Facts.section(say.say("requests.narrow.read"), read),
                Facts.section(say.say("requests.narrow.write"), write),
                fault,
                Facts.text(say.say("requests.narrow.what"), "small-muted"));
        lastsPart = Facts.section(say.say("requests.lasts"), span);
        for (TextInputControl one : List.of(person, name, read, write)) {
            one.textProperty().addListener((text, before, now) -> filled());
        }
        lasts.addListener((chosen, before, now) -> filled());
        reason.textProperty().addListener((text, before, now) -> {
            Row of = row;
            if (of != null && !filling) {
                model.besides().setReason(of, now);
            }
        });
        model.besides().fault().addListener((any, before, now) -> showFault(now));
        // To be made owner may want a code, and a code that was found is told.
        model.besides().ticked().addListener((any, before, now) -> show(row));
        // What is forgotten, or was found out elsewhere, must not go on standing in the fields as it was.
        model.besides().editions().addListener((any, before, now) -> {
            Row of = row;
            if (of != null) {
                fill(of);
            }
        });
        showFault(null);
        show(null);
    }

    private static TextField line(String id, int longest) {
        TextField field = new TextField();
        field.setId(id);
        field.setTextFormatter(
                new TextFormatter<>(change -> change.getControlNewText().length() <= longest ? change : null));
        return field;
    }

    private static TextArea area(String id) {
        TextArea area = new TextArea();
        area.setId(id);
        area.getStyleClass().add("mono");
        area.setPrefRowCount(PATTERNS_SHOWN);
        return area;
    }

    /** Puts the focus where the code is typed. */
    void askCode() {
        code.ask();
    }

    /** Hides what is typed of a code while {@code work} runs. */
    void masked(Runnable work) {
        code.masked(work);
    }

    /** Forgets what is typed of a code. */
    void forgetTyped() {
        code.forget();
    }

    /** Puts the focus where the person is named. */
    void askPerson() {
        person.requestFocus();
    }

    /** Offers what can be filled in for {@code next}; what was filled in for the same request stays. */
    void show(@Nullable Row next) {
        boolean another = row == null
                || next == null
                || !row.entry().request().sameAsShown(next.entry().request());
        row = next;
        List<Node> wanted = new ArrayList<>();
        if (next != null && Act.APPROVE.isOffered(next)) {
            code.show(next);
            if (model.needs().wantsCode(next) || model.needs().isMatched(next)) {
                wanted.add(codePart);
            }
            if (RowWords.isAnonymous(next.entry())) {
                wanted.add(personPart);
            }
            add(wanted, namePart, next, Feature.LABEL);
            if (next.entry().request() instanceof PinRequest) {
                add(wanted, narrowPart, next, Feature.NARROW);
            }
            add(wanted, lastsPart, next, Feature.LIMIT);
            add(wanted, reasonPart, next, Feature.REASON);
        }
        if (!getChildren().equals(wanted)) {
            getChildren().setAll(wanted);
        }
        setManaged(!wanted.isEmpty());
        if (next != null && another) {
            fill(next);
        }
    }

    private void add(List<Node> wanted, Node part, Row of, Feature feature) {
        if (model.besides().whyNot(of, feature) == null) {
            wanted.add(part);
        }
    }

    /** Puts into the fields what is known: what was filled in elsewhere for this request, else what was asked. */
    private void fill(Row of) {
        filling = true;
        try {
            Options known = model.besides().filledIn(of);
            Access access = known.access();
            Patterns asked = Patterns.of(access == null ? of.entry().request().access() : access);
            person.setText(known.person());
            name.setText(known.label());
            lasts.set(Optional.ofNullable(known.lasts()));
            read.setText(String.join("\n", asked.read()));
            write.setText(String.join("\n", asked.write()));
            reason.setText("");
            code.empty(known.code() != null, model.besides().doubt(of));
        } finally {
            filling = false;
        }
    }

    private void filled() {
        Row of = row;
        if (of == null || filling) {
            return;
        }
        Options before = model.besides().filledIn(of);
        Patterns typed = Patterns.typed(read.getText(), write.getText());
        boolean client = of.entry().request() instanceof PinRequest;
        Phrase wrong = client ? typed.fault() : null;
        model.besides().setFault(of, wrong);
        Access access =
                client && wrong == null ? typed.access(of.entry().request().access()) : null;
        model.besides()
                .tick(
                        of,
                        new Options(
                                before.tell(),
                                before.makeOwner(),
                                person.getText().strip(),
                                name.getText().strip(),
                                before.code(),
                                access,
                                lasts.get().orElse(null)));
    }

    private void showFault(@Nullable Phrase wrong) {
        fault.setText(wrong == null ? "" : say.say(wrong));
        fault.setVisible(wrong != null);
    }
}
