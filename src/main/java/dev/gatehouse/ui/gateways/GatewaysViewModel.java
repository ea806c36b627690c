package dev.gatehouse.ui.gateways;

import dev.gatehouse.console.Change;
import dev.gatehouse.console.Console;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Subscription;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.GatewayProduct;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.ui.common.Background;
import dev.gatehouse.ui.common.Dialogs;
import dev.gatehouse.ui.common.ListMerge;
import dev.gatehouse.ui.gateways.GatewayItem.Connected;
import dev.gatehouse.ui.gateways.GatewayItem.Found;
import dev.gatehouse.ui.gateways.GatewayItem.Heading;
import dev.gatehouse.ui.gateways.GatewayItem.Nothing;
import dev.gatehouse.ui.gateways.GatewayItem.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The gateways as their screen shows them: connected, found on this computer, or being added by hand. */
public final class GatewaysViewModel {
    private final Console console;
    private final Words words;
    private final Dialogs dialogs;
    private final Executor screen;
    private final Background background;
    private final ConnectForm form;

    private final ReadOnlyObjectWrapper<@Nullable GatewayItem> selected = new ReadOnlyObjectWrapper<>();
    private final BooleanProperty adding = new SimpleBooleanProperty();
    private final BooleanProperty detailOpen = new SimpleBooleanProperty();
    private final ReadOnlyBooleanWrapper looking = new ReadOnlyBooleanWrapper();
    private final ObservableList<GatewayItem> items = FXCollections.observableArrayList();
    private final ObservableList<GatewayItem> readOnlyItems = FXCollections.unmodifiableObservableList(items);

    private final Map<String, GatewayStatus> connected = new LinkedHashMap<>();
    private List<GatewayProfile> found = List.of();
    private @Nullable String awaited;
    private @Nullable Subscription subscription;
    private int showing;

    /**
     * A view of {@code console}, asleep until {@link #show()}.
     *
     * @param screen runs work on the thread of the screen
     * @param background where the disk is looked at
     */
    public GatewaysViewModel(Console console, Words words, Dialogs dialogs, Executor screen, Background background) {
        this.console = console;
        this.words = words;
        this.dialogs = dialogs;
        this.screen = screen;
        this.background = background;
        this.form = new ConnectForm(console, screen, background, profile -> select(profile.id()));
    }

    // Properties

    /** The lines of the list. */
    public ObservableList<GatewayItem> items() {
        return readOnlyItems;
    }

    /** The selected gateway, connected or found, or null. */
    public ReadOnlyObjectProperty<@Nullable GatewayItem> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /** Whether the form is open. */
    public ReadOnlyBooleanProperty addingProperty() {
        return adding;
    }

    /** Whether the form or the detail of the selected gateway is wanted. */
    public BooleanProperty detailOpenProperty() {
        return detailOpen;
    }

    /** Whether this computer is being searched. */
    public ReadOnlyBooleanProperty lookingProperty() {
        return looking.getReadOnlyProperty();
    }

    /** The gateway that is being added by hand. */
    public ConnectForm form() {
        return form;
    }

    // Commands

    /** The screen came to the front: it follows the console and looks around on this computer. */
    public void show() {
        hide();
        connected.clear();
        int mine = ++showing;
        subscription = console.gateways().subscribe(change -> {
            if (mine == showing) {
                changed(change);
            }
        });
        look();
    }

    /** The screen went to the back: nothing is followed. */
    public void hide() {
        showing++;
        looking.set(false);
        if (subscription != null) {
            subscription.close();
            subscription = null;
        }
    }

    /** Looks for gateways on this computer. */
    public void look() {
        if (looking.get()) {
            return;
        }
        looking.set(true);
        list();
        int mine = showing;
        background.start("discover", () -> {
            List<GatewayProfile> there = console.gateways().discover();
            screen.execute(() -> {
                if (mine == showing) {
                    looking.set(false);
                    found = there;
                    list();
                }
            });
        });
    }

    /** Selects a gateway, or none. */
    public void select(@Nullable GatewayItem item) {
        boolean selectable = item instanceof Connected || item instanceof Found;
        if (selectable && adding.get()) {
            adding.set(false);
            detailOpen.set(false);
        }
        selected.set(selectable ? item : null);
    }

    /** Moves the selection over so many gateways, down if positive; from nowhere as if from above the first. */
    public void move(int rows) {
        List<GatewayItem> all = items.stream()
                .filter(item -> item instanceof Connected || item instanceof Found)
                .toList();
        if (!all.isEmpty()) {
            int from = indexOf(all, selected.get());
            select(all.get(Math.clamp(from + (long) rows, 0, all.size() - 1)));
        }
    }

    /** Connects a gateway that was found, and remembers it. */
    public void connect(Found gateway) {
        console.gateways().add(gateway.profile());
        select(gateway.profile().id());
    }

    /** Tries again, or reads again, soon. */
    public void readAgain(Connected gateway) {
        console.gateways().retry(gateway.status().profile().id());
    }

    /** Gives a gateway another name; an empty one changes nothing. */
    public void rename(Connected gateway, String name) {
        String text = name.strip();
        if (!text.isEmpty() && !text.equals(gateway.status().profile().name())) {
            console.gateways().rename(gateway.status().profile().id(), text);
        }
    }

    /** Lets go of a gateway, after a question. */
    public void remove(Connected gateway) {
        String name = gateway.status().profile().name();
        dialogs.ask(
                new Dialogs.Question(
                        words.say("gateways.remove.title", name),
                        words.say(
                                gateway.status().practice() ? "gateways.remove.practice" : "gateways.remove.text",
                                name),
                        words.say("gateways.remove.action", name),
                        false),
                () -> {
                    console.gateways().remove(gateway.status().profile().id());
                    look();
                });
    }

    /** Opens the form for a gateway that is not found by itself. */
    public void add() {
        selected.set(null);
        adding.set(true);
        detailOpen.set(true);
    }

    /** Closes the form and forgets what is in it. */
    public void cancelAdding() {
        form.clear();
        adding.set(false);
        detailOpen.set(false);
    }

    /** Shows what is known of the selected gateway, also where there is little room. */
    public void openDetail() {
        if (selected.get() != null) {
            detailOpen.set(true);
        }
    }

    /** Puts the detail away, and with it the selection. */
    public void closeDetail() {
        detailOpen.set(false);
        adding.set(false);
        selected.set(null);
    }

    // The list

    private void changed(Change<GatewayStatus> change) {
        change.removed().forEach(status -> connected.remove(status.profile().id()));
        Stream.concat(change.added().stream(), change.changed().stream())
                .forEach(status -> connected.put(status.profile().id(), status));
        list();
    }

    private void list() {
        List<GatewayItem> wanted = new ArrayList<>();
        wanted.add(new Heading(Part.CONNECTED));
        connected.values().forEach(status -> wanted.add(new Connected(status)));
        if (connected.isEmpty()) {
            wanted.add(new Nothing(Part.CONNECTED, false));
        }
        wanted.add(new Heading(Part.FOUND));
        List<GatewayProfile> fresh = found.stream()
                .filter(profile -> connected.values().stream()
                        .noneMatch(status -> status.profile().sameGateway(profile)))
                .toList();
        fresh.forEach(profile -> wanted.add(new Found(profile, product(profile))));
        if (fresh.isEmpty()) {
            wanted.add(new Nothing(Part.FOUND, looking.get()));
        }
        int before = indexOf(items, selected.get());
        ListMerge.merge(items, wanted, GatewayItem::sameLine);
        reselect(before);
    }

    private void reselect(int before) {
        String wanted = awaited;
        if (wanted != null && connected.containsKey(wanted)) {
            awaited = null;
            select(new Connected(connected.get(wanted)));
            return;
        }
        GatewayItem old = selected.get();
        if (old != null) {
            int now = indexOf(items, old);
            if (now >= 0) {
                selected.set(items.get(now));
            } else {
                selected.set(null);
                select(before >= 0 && before < items.size() ? items.get(before) : null);
            }
        }
    }

    /** Selects a gateway that is connected, or will be in a moment. */
    private void select(String profile) {
        awaited = profile;
        adding.set(false);
        detailOpen.set(false);
        list();
    }

    /** The name of the product of {@code profile}. */
    String product(GatewayProfile profile) {
        return console.catalogue().products().stream()
                .filter(product -> product.id().equals(profile.product()))
                .map(GatewayProduct::name)
                .findFirst()
                .orElse(profile.product());
    }

    private static int indexOf(List<GatewayItem> items, @Nullable GatewayItem item) {
        if (item != null) {
            for (int i = 0; i < items.size(); i++) {
                if (items.get(i).sameLine(item)) {
                    return i;
                }
            }
        }
        return -1;
    }
}
