package dev.gatehouse.ui.gateways;

import dev.gatehouse.console.ApprovalPolicies;
import dev.gatehouse.console.Change;
import dev.gatehouse.console.Console;
import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Subscription;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.FormField;
import dev.gatehouse.gateway.GatewayProduct;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.ui.common.Background;
import dev.gatehouse.ui.common.Dialogs;
import dev.gatehouse.ui.common.ListMerge;
import dev.gatehouse.ui.gateways.GatewayItem.Connected;
import dev.gatehouse.ui.gateways.GatewayItem.Found;
import dev.gatehouse.ui.gateways.GatewayItem.Heading;
import dev.gatehouse.ui.gateways.GatewayItem.Nothing;
import dev.gatehouse.ui.gateways.GatewayItem.Part;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
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
    private final Consumer<String> clipboard;
    private final ConnectForm form;
    private final SecretsModel secrets;

    private final ReadOnlyObjectWrapper<@Nullable GatewayItem> selected = new ReadOnlyObjectWrapper<>();
    private final BooleanProperty adding = new SimpleBooleanProperty();
    private final BooleanProperty detailOpen = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<@Nullable SecretEntry> entry = new ReadOnlyObjectWrapper<>();
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
     * @param clipboard copies a secret
     */
    public GatewaysViewModel(
            Console console,
            Words words,
            Dialogs dialogs,
            Executor screen,
            Background background,
            Consumer<String> clipboard) {
        this.console = console;
        this.words = words;
        this.dialogs = dialogs;
        this.screen = screen;
        this.background = background;
        this.clipboard = clipboard;
        this.form = new ConnectForm(console, screen, background, this::select);
        this.secrets = new SecretsModel(console.secrets(), screen, background);
        form.fields().subscribe(this::prepareSecrets);
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

    /** What an approval needs at each gateway. */
    ApprovalPolicies approvals() {
        return console.approvals();
    }

    /** Where secrets rest. */
    SecretsModel secrets() {
        return secrets;
    }

    /** The secrets of a gateway that are being entered anew, or null. */
    ReadOnlyObjectProperty<@Nullable SecretEntry> entryProperty() {
        return entry.getReadOnlyProperty();
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
        secrets.show();
        look();
    }

    /** The screen went to the back: nothing is followed. */
    public void hide() {
        showing++;
        looking.set(false);
        secrets.hide();
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
            if (form.editedProperty().get() != null) {
                form.clear();
            }
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
        // Whoever takes in a long list holds the gateways meanwhile; the screen does not wait for that.
        background.start("add gateway", () -> console.gateways().add(gateway.profile()));
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
            String profile = gateway.status().profile().id();
            background.start("rename gateway", () -> console.gateways().rename(profile, text));
        }
    }

    /** What helps here against {@code problem} of a gateway, the best first. */
    List<Aid> aids(GatewayStatus status, Problem problem) {
        boolean entering = !secretFields(status.profile()).isEmpty();
        return Aid.against(problem).stream()
                .filter(aid -> entering || !(aid instanceof Aid.Enter))
                .toList();
    }

    /** What helps a gateway most, or null if nothing does or nothing is wrong with it. */
    @Nullable
    Aid aid(GatewayStatus status) {
        return Aid.problems(status).stream()
                .flatMap(problem -> aids(status, problem).stream())
                .findFirst()
                .orElse(status.state() instanceof GatewayState.Offline ? new Aid.Again() : null);
    }

    /** Helps. What gives something away is asked for once more. */
    void help(Connected gateway, Aid aid) {
        GatewayProfile profile = gateway.status().profile();
        switch (aid) {
            case Aid.Enter(var kind) -> enter(profile, kind);
            case Aid.Line(var beginning) -> clipboard.accept(beginning + secret());
            case Aid.Again ignored -> readAgain(gateway);
            case Aid.Trust(var untrusted) -> trust(profile, untrusted);
            case Aid.Allow(var host) -> allow(profile, host);
            case Aid.Open ignored -> secrets.wantPassphrase();
            case Aid.AskKeychain ignored -> secrets.askKeychain();
        }
    }

    /** A new one: 256 bits in hex, as {@code openssl rand -hex 32} makes it. */
    private static String secret() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void enter(GatewayProfile profile, String kind) {
        List<FormField> wanted = secretFields(profile).stream()
                .sorted(Comparator.comparing(field -> !field.key().equals(kind)))
                .toList();
        secrets.prepare();
        entry.set(new SecretEntry(profile, wanted, console.gateways(), new Attempt(screen, background)));
    }

    /** Nothing is being entered any more; what was typed is forgotten. */
    void endEntry() {
        SecretEntry ended = entry.get();
        if (ended != null) {
            ended.forget();
            entry.set(null);
        }
    }

    private List<FormField> secretFields(GatewayProfile profile) {
        return console.catalogue().products().stream()
                .filter(product -> product.id().equals(profile.product()))
                .flatMap(product -> product.form().stream())
                .filter(field -> field.type() == FormField.Type.SECRET)
                .toList();
    }

    private void trust(GatewayProfile profile, LinkProblem.Untrusted untrusted) {
        boolean changed = !untrusted.expected().isEmpty();
        String now = String.join("\n", Fingerprint.lines(untrusted.fingerprint()));
        dialogs.ask(
                new Dialogs.Question(
                        words.say("gateways.trust.title", untrusted.address()),
                        changed
                                ? words.say(
                                        "gateways.trust.changed",
                                        now,
                                        String.join("\n", Fingerprint.lines(untrusted.expected())))
                                : words.say("gateways.trust.text", now),
                        words.say("gateways.trust.action"),
                        changed),
                () -> background.start("trust", () -> console.gateways().trust(profile.id(), untrusted.fingerprint())));
    }

    private void allow(GatewayProfile profile, String host) {
        dialogs.ask(
                new Dialogs.Question(
                        words.say("gateways.allow.title", host),
                        words.say("gateways.allow.text", host),
                        words.say("gateways.allow.action"),
                        true),
                () -> background.start("allow", () -> console.gateways().allowPlainText(profile.id(), host)));
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
                () -> background.start("remove gateway", () -> {
                    console.gateways().remove(gateway.status().profile().id());
                    screen.execute(this::look);
                }));
    }

    /** Opens the form for a gateway that is not found by itself. */
    public void add() {
        selected.set(null);
        if (form.editedProperty().get() != null) {
            form.clear();
        }
        adding.set(true);
        detailOpen.set(true);
        prepareSecrets();
    }

    /** Whether the form can show how the gateway of {@code status} is reached. */
    boolean canEdit(GatewayStatus status) {
        return !status.practice() && form.canEdit(status.profile());
    }

    /** Opens the form for {@code gateway}, filled in as it is now. Secrets stay as they are unless they are typed anew. */
    public void edit(Connected gateway) {
        if (canEdit(gateway.status())) {
            selected.set(null);
            form.edit(gateway.status().profile());
            adding.set(true);
            detailOpen.set(true);
            prepareSecrets();
        }
    }

    private void prepareSecrets() {
        if (adding.get()
                && form.fields().stream().anyMatch(field -> field.field().type() == FormField.Type.SECRET)) {
            secrets.prepare();
        }
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
