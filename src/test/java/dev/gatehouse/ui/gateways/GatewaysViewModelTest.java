package dev.gatehouse.ui.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.testing.ConsoleFixture;
import dev.gatehouse.testing.RecordedDialogs;
import dev.gatehouse.testing.StubGateway;
import dev.gatehouse.testing.ThisThread;
import dev.gatehouse.ui.gateways.GatewayItem.Connected;
import dev.gatehouse.ui.gateways.GatewayItem.Found;
import dev.gatehouse.ui.gateways.GatewayItem.Heading;
import dev.gatehouse.ui.gateways.GatewayItem.Nothing;
import dev.gatehouse.ui.gateways.GatewayItem.Part;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewaysViewModelTest {
    private final ThisThread screen = new ThisThread();
    private final RecordedDialogs dialogs = new RecordedDialogs();
    private final Queue<Runnable> work = new ArrayDeque<>();
    private ConsoleFixture fixture;
    final List<String> copied = new ArrayList<>();
    private GatewaysViewModel model;

    @BeforeEach
    void open(@TempDir Path folder) {
        fixture = new ConsoleFixture(folder, screen);
        model = new GatewaysViewModel(
                fixture.console(),
                new Words(Locale.ENGLISH, ZoneOffset.UTC),
                dialogs,
                screen,
                (name, task) -> work.add(task),
                copied::add);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void doWork() {
        for (Runnable next = work.poll(); next != null; next = work.poll()) {
            next.run();
        }
        screen.run();
    }

    private StubGateway connected(String name) {
        StubGateway gateway = fixture.gateway(name, name);
        screen.until(() -> connected().stream()
                .anyMatch(item -> item.status().profile().name().equals(name)
                        && item.status().state() instanceof GatewayState.Live));
        return gateway;
    }

    private List<Connected> connected() {
        return model.items().stream()
                .filter(Connected.class::isInstance)
                .map(Connected.class::cast)
                .toList();
    }

    private long answering() {
        return connected().stream()
                .filter(item -> item.status().state() instanceof GatewayState.Live)
                .count();
    }

    private List<Found> found() {
        return model.items().stream()
                .filter(Found.class::isInstance)
                .map(Found.class::cast)
                .toList();
    }

    @Test
    void withoutGatewaysBothPartsSayThatTheyAreEmpty() {
        model.show();
        screen.run();
        assertThat(model.lookingProperty().get()).isTrue();
        assertThat(model.items())
                .containsExactly(
                        new Heading(Part.CONNECTED),
                        new Nothing(Part.CONNECTED, false),
                        new Heading(Part.FOUND),
                        new Nothing(Part.FOUND, true));

        doWork();

        assertThat(model.items().getLast()).isEqualTo(new Nothing(Part.FOUND, false));
        assertThat(model.lookingProperty().get()).isFalse();
    }

    @Test
    void whatIsFoundIsConnectedAndLeavesItsPart() {
        fixture.product().discovered("/home/me/.openclaw", "home");
        model.show();
        doWork();
        assertThat(found())
                .singleElement()
                .satisfies(item -> assertThat(item.product()).isEqualTo("OpenClaw"));

        model.connect(found().getFirst());
        doWork();
        screen.until(() -> connected().size() == 1);

        assertThat(found()).isEmpty();
        assertThat(model.selectedProperty().get()).isInstanceOf(Connected.class);
        assertThat(fixture.console().settings().get().gateways()).hasSize(1);
    }

    @Test
    void aGatewayThatDoesNotAnswerIsOfflineUntilItIsTriedAgain() {
        model.show();
        StubGateway home = connected("home");
        connected("studio");
        home.change(state -> state.failing = new Problem.Missing("/store"));
        screen.until(() -> answering() == 1);

        assertThat(connected()).hasSize(2);
        home.change(state -> state.failing = null);
        model.readAgain(connected().getFirst());
        screen.until(() -> answering() == 2);
    }

    @Test
    void removingAsksAndForgetsButKeepsTheHistory() {
        model.show();
        connected("home");
        model.select(connected().getFirst());

        model.remove(connected().getFirst());

        assertThat(dialogs.questions()).singleElement().satisfies(question -> {
            assertThat(question.title()).isEqualTo("Disconnect home?");
            assertThat(question.text()).contains("history stays");
        });
        assertThat(connected()).hasSize(1);
        dialogs.sayYes();
        doWork();
        screen.run();
        assertThat(connected()).isEmpty();
        assertThat(model.selectedProperty().get()).isNull();
        assertThat(fixture.console().settings().get().gateways()).isEmpty();
    }

    @Test
    void renamingChangesTheRowAndTheSettings() {
        model.show();
        connected("home");

        model.rename(connected().getFirst(), "  Kitchen ");
        model.rename(connected().getFirst(), " ");
        doWork();
        screen.run();

        assertThat(connected().getFirst().status().profile().name()).isEqualTo("Kitchen");
        assertThat(fixture.console().settings().get().gateways().getFirst().name())
                .isEqualTo("Kitchen");
    }

    @Test
    void theFormWantsWhatIsRequired() {
        ConnectForm form = model.form();

        form.test();

        assertThat(work).isEmpty();
        assertThat(form.fields().getFirst().fault().get()).isEqualTo(Phrase.of("gateways.form.required"));
        assertThat(form.fields().get(1).fault().get()).isNull();
        form.fields().getFirst().value().set("/store");
        assertThat(form.fields().getFirst().fault().get()).isNull();
    }

    @Test
    void aTestShowsWhatIsThereAndConnectsNothing() {
        fixture.product().at("/store");
        ConnectForm form = model.form();
        form.fields().getFirst().value().set(" /store ");

        form.test();
        assertThat(form.stateProperty().get()).isInstanceOf(ConnectForm.State.Busy.class);
        doWork();

        assertThat(form.stateProperty().get())
                .isEqualTo(new ConnectForm.State.Works(new Identity("OpenClaw", "2026.7.1", "/store")));
        assertThat(fixture.console().gateways().all()).isEmpty();
    }

    @Test
    void aTestThatFailsShowsTheProblemUntilTheFormIsEdited() {
        ConnectForm form = model.form();
        form.fields().getFirst().value().set("/nowhere");

        form.test();
        doWork();

        assertThat(form.stateProperty().get()).isEqualTo(new ConnectForm.State.Fails(new Problem.Missing("/nowhere")));
        form.fields().getFirst().value().set("/elsewhere");
        assertThat(form.stateProperty().get()).isInstanceOf(ConnectForm.State.Editing.class);
    }

    @Test
    void theAnswerToATestThatIsOutdatedIsDropped() {
        ConnectForm form = model.form();
        form.fields().getFirst().value().set("/nowhere");
        form.test();
        form.fields().getFirst().value().set("/elsewhere");

        doWork();

        assertThat(form.stateProperty().get()).isInstanceOf(ConnectForm.State.Editing.class);
    }

    @Test
    void connectingAddsItUnderItsNameAndSelectsIt() {
        fixture.product().at("/store");
        model.show();
        doWork();
        model.add();
        ConnectForm form = model.form();
        form.nameProperty().set("studio");
        form.fields().getFirst().value().set("/store");

        form.connect();
        doWork();
        screen.until(() -> connected().size() == 1 && !model.addingProperty().get());

        assertThat(connected().getFirst().status().profile().name()).isEqualTo("studio");
        assertThat(model.selectedProperty().get()).isInstanceOf(Connected.class);
        assertThat(model.addingProperty().get()).isFalse();
        assertThat(form.fields().getFirst().value().get()).isEmpty();
    }

    @Test
    void whatIsConnectedAlreadyIsNamed() {
        model.show();
        connected("home");
        ConnectForm form = model.form();
        form.fields().getFirst().value().set("home");

        form.connect();
        doWork();

        assertThat(form.stateProperty().get()).isEqualTo(new ConnectForm.State.Known("home"));
        assertThat(fixture.console().gateways().all()).hasSize(1);
    }

    @Test
    void thePracticeGatewayIsRemovedForThisRun() {
        fixture.product().at("practice");
        fixture.console()
                .gateways()
                .addPractice(fixture.product().profile("practice", "Practice"), fixture.product(), fixture.log());
        model.show();
        screen.until(() -> connected().size() == 1);

        model.remove(connected().getFirst());

        assertThat(dialogs.questions().getFirst().text()).contains("for this run");
        dialogs.sayYes();
        doWork();
        screen.run();
        assertThat(connected()).isEmpty();
    }
}
