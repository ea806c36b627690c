package dev.gatehouse.ui.access;

import dev.gatehouse.console.Console;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SubjectKey;
import dev.gatehouse.ui.access.AccessViewModel.Counts;
import dev.gatehouse.ui.access.AccessViewModel.Kinds;
import dev.gatehouse.ui.common.Choice;
import dev.gatehouse.ui.common.EmptyState;
import dev.gatehouse.ui.common.ListFrame;
import dev.gatehouse.ui.common.Notice;
import dev.gatehouse.ui.common.Screen;
import dev.gatehouse.ui.common.SearchField;
import dev.gatehouse.ui.common.SecretClipboard;
import dev.gatehouse.ui.common.Segments;
import dev.gatehouse.ui.common.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Who is in at every gateway, and how they are taken out. */
public final class AccessView implements Screen {
    private final AccessViewModel model;
    private final Words say;
    private final ListFrame<AccessItem> frame;
    private final AccessDetail detail;
    private final Segments<Kinds> kinds;
    private final Choice<String> gateways;

    /** The screen over {@code console}. */
    public AccessView(Console console, Surroundings with) {
        this(
                new AccessViewModel(
                        console,
                        with.words(),
                        with.dialogs(),
                        with.ui(),
                        () -> with.timer().nanos()),
                with.words(),
                with.clipboard());
    }

    /** The screen of {@code model}. */
    public AccessView(AccessViewModel model, Words words, SecretClipboard clipboard) {
        this.model = model;
        this.say = words;
        AccessWords said = new AccessWords(words);
        frame = new ListFrame<>(
                model.items(),
                list -> new AccessCell(model, said),
                model.selectedProperty(),
                (one, other) -> one.sameLine(other));
        detail = new AccessDetail(model, said, clipboard, frame::focus);
        frame.node().setId("access");
        frame.node()
                .getStylesheets()
                .add(AccessView.class.getResource("access.css").toExternalForm());
        frame.list().setId("access-list");
        frame.list().setAccessibleText(words.say("access.list.accessible"));

        Label title = new Label(words.say("access.title"));
        title.getStyleClass().add("screen-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        kinds = new Segments<>(model.kindsProperty());
        gateways = new Choice<>(
                model.gatewayProperty(), this::gateway, chosen -> words.say("access.gateways.accessible", chosen));
        Choice<AccessOrder> order = new Choice<>(
                model.orderProperty(),
                one -> words.say("access.order", words.say("access.order." + one)),
                chosen -> words.say("access.order.accessible", chosen));
        order.setOptions(List.of(AccessOrder.values()));
        order.setId("access-order");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        SearchField search =
                new SearchField(words.say("access.search"), words.say("access.search.clear"), model.searchProperty());
        search.setId("access-search");
        frame.header().getChildren().addAll(title, kinds, gateways, order, gap, search);
        frame.setSearch(search);

        frame.onMove(model::move);
        frame.onKey(KeyCode.X, () -> withSelected(model::revoke));
        frame.onKey(KeyCode.DELETE, () -> withSelected(model::revoke));
        frame.onKey(
                KeyCode.ENTER,
                () -> withSelected(row -> model.detailOpenProperty().set(true)));
        frame.onKey(
                KeyCode.L,
                () -> withSelected(row -> {
                    model.detailOpenProperty().set(true);
                    detail.editLabel();
                }));
        frame.onKey(KeyCode.ESCAPE, this::escape);

        model.countsProperty().subscribe(this::showCounts);
        model.noticeProperty().subscribe(this::showNotice);
        frame.setDetail(detail, model.detailOpenProperty());
        model.gateways().subscribe(this::showGateways);
        model.items().subscribe(this::showInstead);
        showGateways();
        showInstead();
    }

    @Override
    public Node node() {
        return frame.node();
    }

    @Override
    public Phrase keys() {
        return Phrase.of("access.keys");
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

    @Override
    public void goTo(SubjectKey whom) {
        model.goTo(whom);
    }

    private void withSelected(Consumer<AccessItem.Row> act) {
        AccessItem.Row row = model.selectedProperty().get();
        if (row != null) {
            act.accept(row);
        }
    }

    private void escape() {
        if (model.noticeProperty().get() != null) {
            model.dismissNotice();
        } else {
            model.closeDetail();
        }
        frame.focus();
    }

    private void showCounts(Counts counts) {
        kinds.setOptions(List.of(
                new Segments.Option<>(Kinds.ALL, say.say("access.all", counts.all())),
                new Segments.Option<>(Kinds.PEOPLE, say.say("access.people", counts.people())),
                new Segments.Option<>(Kinds.DEVICES, say.say("access.devices", counts.devices()))));
        showInstead();
    }

    private void showNotice(AccessViewModel.@Nullable Notice notice) {
        frame.setMessage(
                notice == null
                        ? null
                        : new Notice(
                                notice.said().stream().map(say::say).toList(),
                                notice.good(),
                                say.say("access.notice.dismiss"),
                                model::dismissNotice));
    }

    private void showGateways() {
        List<String> options = new ArrayList<>();
        options.add("");
        model.gateways().forEach(status -> options.add(status.profile().id()));
        gateways.setOptions(options);
        boolean several = model.gateways().size() > 1;
        gateways.setVisible(several);
        gateways.setManaged(several);
        showInstead();
    }

    private String gateway(String profile) {
        return model.gateways().stream()
                .filter(status -> status.profile().id().equals(profile))
                .map(GatewayStatus::profile)
                .map(its -> its.name())
                .findFirst()
                .orElse(say.say("access.gateways.all"));
    }

    private void showInstead() {
        if (!model.items().isEmpty()) {
            frame.setInstead(null);
            return;
        }
        int all = model.countsProperty().get().all();
        if (all == 0) {
            boolean connected = !model.gateways().isEmpty();
            frame.setInstead(new EmptyState(
                    Feather.USERS,
                    say.say("access.empty.title"),
                    say.say(connected ? "access.empty.text" : "access.empty.gateways")));
        } else {
            EmptyState nothing = new EmptyState(
                    Feather.SEARCH, say.say("access.nothing.title"), say.say("access.nothing.text", all));
            Button clear = new Button(say.say("access.nothing.clear"));
            clear.setOnAction(event -> {
                model.clearFilter();
                frame.focus();
            });
            nothing.getChildren().add(clear);
            frame.setInstead(nothing);
        }
    }
}
