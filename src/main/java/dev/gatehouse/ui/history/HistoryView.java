package dev.gatehouse.ui.history;

import dev.gatehouse.console.Console;
import dev.gatehouse.console.HistoryExport.Format;
import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.Background;
import dev.gatehouse.ui.common.Choice;
import dev.gatehouse.ui.common.EmptyState;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.common.ListFrame;
import dev.gatehouse.ui.common.Notice;
import dev.gatehouse.ui.common.Screen;
import dev.gatehouse.ui.common.SearchField;
import dev.gatehouse.ui.common.Surroundings;
import dev.gatehouse.ui.history.HistoryItem.Ending;
import dev.gatehouse.ui.history.HistoryViewModel.Acts;
import dev.gatehouse.ui.history.HistoryViewModel.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** What was decided, and the way to take it elsewhere. */
public final class HistoryView implements Screen {
    private final HistoryViewModel model;
    private final Words say;
    private final ListFrame<HistoryItem> frame;
    private final Choice<String> gateways;
    private final MenuButton export = new MenuButton();

    /** The screen over {@code console}. */
    public HistoryView(Console console, Surroundings with) {
        this(
                new HistoryViewModel(console, with.words(), with.dialogs(), with.ui(), Background.VIRTUAL_THREADS),
                with.words());
    }

    /** The screen of {@code model}. */
    public HistoryView(HistoryViewModel model, Words words) {
        this.model = model;
        this.say = words;
        HistoryWords said = new HistoryWords(words);
        frame = new ListFrame<>(
                model.items(),
                list -> new HistoryCell(model, said),
                model.selectedProperty(),
                (one, other) -> one.sameLine(other));
        frame.node().setId("history");
        frame.node()
                .getStylesheets()
                .add(HistoryView.class.getResource("history.css").toExternalForm());
        frame.list().setId("history-list");
        frame.list().setAccessibleText(words.say("history.list.accessible"));

        Label title = new Label(words.say("history.title"));
        title.getStyleClass().add("screen-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        Choice<Acts> acts = new Choice<>(
                model.actsProperty(),
                one -> words.say("history.acts." + one),
                chosen -> words.say("history.acts.accessible", chosen));
        acts.setOptions(List.of(Acts.values()));
        acts.setId("history-acts");
        Choice<Optional<Ending>> endings = new Choice<>(
                model.endingProperty(),
                one -> words.say("history.ending." + one.map(Enum::name).orElse("ALL")),
                chosen -> words.say("history.ending.accessible", chosen));
        List<Optional<Ending>> all = new ArrayList<>();
        all.add(Optional.empty());
        List.of(Ending.CONFIRMED, Ending.ACCEPTED, Ending.NOT_CONFIRMED, Ending.REFUSED, Ending.UNKNOWN)
                .forEach(one -> all.add(Optional.of(one)));
        endings.setOptions(all);
        endings.setId("history-endings");
        gateways = new Choice<>(
                model.gatewayProperty(), this::gateway, chosen -> words.say("access.gateways.accessible", chosen));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        SearchField search =
                new SearchField(words.say("history.search"), words.say("history.search.clear"), model.searchProperty());
        search.setId("history-search");
        frame.setSearch(search);
        export.setText(words.say("history.export"));
        export.setGraphic(Icons.of(Feather.DOWNLOAD));
        export.setId("history-export");
        export.setMinWidth(Region.USE_PREF_SIZE);
        export.setAccessibleText(words.say("history.export.accessible"));
        export.getItems().addAll(exportAs(Format.CSV), exportAs(Format.JSON));
        export.disableProperty().bind(model.listedProperty().isEqualTo(0));
        frame.header().getChildren().addAll(title, acts, endings, gateways, gap, search, export);

        frame.onMove(model::move);
        frame.onKey(KeyCode.ENTER, () -> {
            if (model.selectedProperty().get() != null) {
                model.detailOpenProperty().set(true);
            }
        });
        frame.onKey(KeyCode.ESCAPE, this::escape);
        frame.setDetail(new HistoryDetail(model, said), model.detailOpenProperty());

        model.noticeProperty().subscribe(this::showNotice);
        model.gateways().subscribe(this::showGateways);
        model.items().subscribe(this::showInstead);
        model.totalProperty().subscribe(ignored -> showInstead());
        showGateways();
        showInstead();
    }

    @Override
    public Node node() {
        return frame.node();
    }

    @Override
    public Phrase keys() {
        return Phrase.of("history.keys");
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

    private MenuItem exportAs(Format format) {
        MenuItem item = new MenuItem(say.say("history.export." + format.extension()));
        item.setId("history-export-" + format.extension());
        item.setOnAction(event -> model.export(format));
        return item;
    }

    private void escape() {
        if (model.noticeProperty().get() != null) {
            model.dismissNotice();
        } else {
            model.closeDetail();
        }
        frame.focus();
    }

    private void showNotice(HistoryViewModel.@Nullable Notice notice) {
        frame.setMessage(
                notice == null
                        ? null
                        : new Notice(
                                List.of(say.say(notice.said())),
                                notice.good(),
                                say.say("history.notice.dismiss"),
                                model::dismissNotice));
    }

    private void showGateways() {
        List<String> options = new ArrayList<>();
        options.add("");
        model.gateways().forEach(place -> options.add(place.profile()));
        gateways.setOptions(options);
        boolean several = model.gateways().size() > 1;
        gateways.setVisible(several);
        gateways.setManaged(several);
    }

    private String gateway(String profile) {
        return model.gateways().stream()
                .filter(place -> place.profile().equals(profile))
                .map(Place::name)
                .findFirst()
                .orElse(say.say("access.gateways.all"));
    }

    private void showInstead() {
        int total = model.totalProperty().get();
        if (!model.items().isEmpty()) {
            frame.setInstead(null);
        } else if (total == 0) {
            frame.setInstead(
                    new EmptyState(Feather.CLOCK, say.say("history.empty.title"), say.say("history.empty.text")));
        } else {
            EmptyState nothing = new EmptyState(
                    Feather.SEARCH, say.say("history.nothing.title"), say.say("history.nothing.text", total));
            Button clear = new Button(say.say("history.nothing.clear"));
            clear.setOnAction(event -> {
                model.clearFilter();
                frame.focus();
            });
            nothing.getChildren().add(clear);
            frame.setInstead(nothing);
        }
    }
}
