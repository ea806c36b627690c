package dev.gatehouse.ui.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.HistoryEntry;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.CodeContents;
import dev.gatehouse.gateway.CodeOffer;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SubjectKey;
import dev.gatehouse.testing.ConsoleFixture;
import dev.gatehouse.testing.Grants;
import dev.gatehouse.testing.RecordedDialogs;
import dev.gatehouse.testing.StubGateway;
import dev.gatehouse.testing.ThisThread;
import dev.gatehouse.ui.pair.PairItem.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a code after it was made: read, used, replaced, hidden. */
class CodeLifeTest {
    private static final SubjectKey PHONE = new SubjectKey("home", "", "", "d1");
    private static final CodeContents CONTENTS = new CodeContents(
            List.of("ws://gw.example.com"),
            false,
            Phrase.of("openclaw.code.token.bootstrap"),
            Phrase.of("openclaw.code.who.once"),
            null,
            Phrase.of("openclaw.code.grants.full"),
            List.of(Phrase.of("openclaw.code.warn.plain")));

    private final ThisThread screen = new ThisThread();
    private final RecordedDialogs dialogs = new RecordedDialogs();
    private final AtomicLong nanos = new AtomicLong();
    private final Words words = new Words(Locale.ENGLISH, ZoneOffset.UTC);
    private final PairWords said = new PairWords(words);
    private final ConsoleFixture fixture;
    private final PairViewModel model;
    private final StubGateway home;

    CodeLifeTest(@TempDir Path folder) {
        fixture = new ConsoleFixture(folder, screen);
        model = new PairViewModel(fixture.console(), words, dialogs, screen, nanos::get);
        home = fixture.gateway("home", "home");
    }

    @BeforeEach
    void offer() {
        offer(new CodeOffer("phone", List.of(), null));
        model.watch(true);
    }

    @AfterEach
    void close() {
        model.close();
        fixture.close();
    }

    private void offer(CodeOffer offer) {
        home.change(now -> {
            now.offers.clear();
            now.offers.add(offer);
        });
        until(() -> model.form().offers().equals(List.of(offer)));
    }

    private void until(BooleanSupplier condition) {
        ConsoleFixture.awaitOnThisThread(screen::run, condition);
    }

    private Row row() {
        return Objects.requireNonNull(model.selectedProperty().get());
    }

    private Row made() {
        model.select(null);
        model.make();
        until(() -> model.selectedProperty().get() != null
                && !model.makingProperty().get());
        return row();
    }

    private void becomes(State state) {
        home.change(now -> now.codes.replaceAll(code -> code.state() instanceof State.Open ? code.in(state) : code));
    }

    private long codesMade() {
        return home.performed().stream()
                .filter(Decision.IssueCode.class::isInstance)
                .count();
    }

    @Test
    void whatIsInACodeIsToldUntilItsTextIsGone() {
        home.change(now -> now.contents = CONTENTS);
        made();
        until(() -> CONTENTS.equals(model.contentsProperty().get()));

        // As most gateways do: a text is told once.
        home.change(now -> now.codes.replaceAll(IssuedCode::wiped));
        fixture.console().codes().lock();
        until(() -> row().code().text() == null);

        assertThat(model.contentsProperty().get()).isNull();
        assertThat(said.hint(row()))
                .isEqualTo("The text was forgotten when the computer was locked. It still works for whoever has it.");
        assertThat(model.canMakeAnother(row())).isTrue();
    }

    @Test
    void whatIsInOneCodeIsNeverToldOfAnother() {
        home.change(now -> now.contents = CONTENTS);
        made();
        until(() -> model.contentsProperty().get() != null);
        home.change(now -> now.contents = null);

        made();

        assertThat(model.contentsProperty().get()).isNull();
    }

    @Test
    void whoIsInByACodeIsTakenOutBesideItAfterOneMoreQuestion() {
        made();
        home.change(now -> now.grants.add(Grants.device("home", "d1", "Pixel 8", "operator.admin")));
        becomes(new State.Used(PHONE, "Pixel 8", Instant.now()));
        until(() -> model.followedProperty().get().in() != null);

        assertThat(said.joined(
                        Objects.requireNonNull(model.followedProperty().get().in())))
                .isEqualTo("Pixel 8 joined, full access.");
        model.joined().revoke();
        assertThat(dialogs.questions())
                .as("a click meant for what stood there before")
                .isEmpty();
        nanos.addAndGet(Duration.ofMillis(1500).toNanos());
        model.joined().revoke();
        assertThat(dialogs.questions()).hasSize(1);
        dialogs.sayYes();
        until(() -> model.saidProperty().get() != null);

        assertThat(Objects.requireNonNull(model.saidProperty().get()))
                .isEqualTo(new Said(List.of(Phrase.of("access.revoked", "Pixel 8", "home")), true));
        until(() -> model.followedProperty().get().left());
        assertThat(home.performed().getLast()).isInstanceOf(Decision.Revoke.class);
        assertThat(fixture.console().history().all().getLast().method()).isEqualTo(HistoryEntry.Method.ASKED_AGAIN);
    }

    @Test
    void aRevokeThatCannotBeSaysWhyAndSendsNothing() {
        made();
        home.change(now -> {
            now.absent.put(Feature.REMOVE_DEVICE, Phrase.of("problem.scope-missing", "operator.admin"));
            now.grants.add(Grants.device("home", "d1", "Pixel 8", "operator.read"));
        });
        becomes(new State.Used(PHONE, "Pixel 8", Instant.now()));
        until(() -> model.followedProperty().get().in() != null);
        nanos.addAndGet(Duration.ofMillis(1500).toNanos());

        model.joined().revoke();

        assertThat(Objects.requireNonNull(model.followedProperty().get().in()).whyNotRevoke())
                .isEqualTo(Phrase.of("problem.scope-missing", "operator.admin"));
        assertThat(home.performed()).hasSize(1);
    }

    @Test
    void anUncertainDeliveryLeadsToWhoTriedAndIsNoUse() {
        made();
        home.change(now -> now.grants.add(Grants.device("home", "d1", "Pixel 8", "operator.read")));
        becomes(new State.Uncertain(Phrase.of("openclaw.code.uncertain", "Pixel 8"), PHONE));
        until(() -> model.followedProperty().get().in() != null);

        assertThat(said.state(row())).isEqualTo("Delivery uncertain");
        assertThat(said.joined(
                        Objects.requireNonNull(model.followedProperty().get().in())))
                .isEqualTo("Pixel 8 joined: read.");
    }

    @Test
    void aUseThatAsksForAWordLeadsToItsRequestAndThenToWhoIsIn() {
        made();
        home.change(now -> now.requests.add(Grants.asks("home", "telegram", "222", "ABCD2345", "carl")));
        SubjectKey carl = new SubjectKey("home", "telegram", "default", "222");
        becomes(new State.Used(carl, "carl", Instant.now()));
        until(() -> model.followedProperty().get().asks() != null);
        assertThat(model.followedProperty().get().in()).isNull();

        home.change(now -> {
            now.requests.clear();
            now.grants.add(Grants.named("home", "telegram", "222", "carl"));
        });
        until(() -> model.followedProperty().get().in() != null);

        assertThat(model.followedProperty().get().asks()).isNull();
        model.select(null);
        assertThat(model.followedProperty().get()).isEqualTo(Followed.NOTHING);
    }

    @Test
    void anotherCodeIsMadeWithTheSameValuesAndHidden() {
        Row first = made();
        model.reveal();
        assertThat(model.canMakeAnother(first)).isFalse();
        becomes(new State.Expired());
        until(() -> model.canMakeAnother(row()));

        model.makeAnother(row());
        until(() -> !row().sameLine(first) && !model.makingProperty().get());

        assertThat(home.performed().getFirst()).isEqualTo(home.performed().getLast());
        assertThat(codesMade()).isEqualTo(2);
        assertThat(model.revealedProperty().get()).isFalse();
    }

    @Test
    void whatAskedForAConfirmationIsNotMadeAgainInPassing() {
        offer(new CodeOffer(
                "permanent",
                List.of(new CodeOffer.Field(
                        "confirm", true, "", List.of(new CodeOffer.Choice("permanent", "")), false)),
                null));
        model.form().inputs().getFirst().value().set("permanent");
        model.choices().replacesProperty().set(true);
        made();
        model.reveal();
        becomes(new State.Expired());
        until(() -> !row().open());

        assertThat(model.canMakeAnother(row())).isFalse();
        model.makeAnother(row());
        assertThat(codesMade()).isEqualTo(1);
    }

    @Test
    void aCodeThatEndsWhileItIsLookedAtIsReplacedOnlyIfTheOperatorWantsItSo() {
        made();
        model.reveal();
        becomes(new State.Expired());
        until(() -> !row().open());
        assertThat(model.makingProperty().get()).isFalse();

        model.choices().replacesProperty().set(true);
        Row second = made();
        model.reveal();
        becomes(new State.Expired());
        until(() -> row().open() && !row().sameLine(second));

        assertThat(model.revealedProperty().get()).isTrue();
        assertThat(codesMade()).isEqualTo(3);
        assertThat(fixture.console().history().all()).hasSize(3);
    }

    @Test
    void aCodeThatFollowsStaysHiddenIfTheComputerWasLockedMeanwhile() {
        model.choices().replacesProperty().set(true);
        model.choices().hidesProperty().set(false);
        Row first = made();
        CountDownLatch hold = new CountDownLatch(1);
        home.change(now -> now.hold = hold);
        model.reveal();
        becomes(new State.Expired());
        until(() -> model.makingProperty().get());
        // As when the computer is locked; not every system takes the focus from the window then.
        model.hide();
        hold.countDown();
        until(() -> row().open() && !row().sameLine(first));

        assertThat(model.revealedProperty().get()).isFalse();
    }

    @Test
    void aCodeThatNobodyLooksAtIsNotReplaced() {
        model.choices().replacesProperty().set(true);
        model.choices().hidesProperty().set(false);
        made();
        becomes(new State.Expired());
        until(() -> !row().open());
        made();
        model.reveal();
        model.watch(false);
        assertThat(model.revealedProperty().get()).isTrue();
        becomes(new State.Expired());
        until(() -> !row().open());
        made();
        model.reveal();
        becomes(new State.Used(PHONE, "Pixel 8", Instant.now()));
        until(() -> !row().open());

        assertThat(model.makingProperty().get()).isFalse();
        assertThat(codesMade()).isEqualTo(3);
    }

    @Test
    void onlySoManyFollowOneAnotherWithoutAnybodyThere() {
        model.choices().replacesProperty().set(true);
        Row last = made();
        model.reveal();
        for (int i = 0; i < CodeMaking.MOST_IN_A_ROW; i++) {
            Row old = last;
            becomes(new State.Expired());
            until(() -> row().open()
                    && !row().sameLine(old)
                    && !model.makingProperty().get());
            last = row();
        }
        becomes(new State.Expired());
        until(() -> !row().open());

        assertThat(model.makingProperty().get()).isFalse();
        assertThat(codesMade()).isEqualTo(1 + CodeMaking.MOST_IN_A_ROW);
    }

    @Test
    void thatCodesStayWithoutTheFocusIsOneChoiceForAllScreens() {
        assertThat(fixture.console().settings().get().hidesUnfocused()).isTrue();
        model.choices().hidesProperty().set(false);
        assertThat(fixture.console().settings().get().hidesUnfocused()).isFalse();
        model.choices().hidesProperty().set(true);
        assertThat(fixture.console().settings().get().hidesUnfocused()).isTrue();
    }

    @Test
    void withoutTheFocusACodeHidesUnlessItIsToStay() {
        made();
        model.reveal();
        model.watch(false);
        assertThat(model.revealedProperty().get()).isFalse();

        model.choices().hidesProperty().set(false);
        model.reveal();
        model.watch(false);
        assertThat(model.revealedProperty().get()).isTrue();
        assertThat(new PairChoices(fixture.console().settings()).hidesProperty().get())
                .isFalse();
        model.choices().hidesProperty().set(true);
        assertThat(fixture.console().settings().get().view()).isEmpty();
    }

    @Test
    void theTimeThatIsLeftIsThatOfTheGateway() {
        home.change(now -> now.ahead = Duration.ofMinutes(3));
        until(() -> fixture.console().gateways().all().getFirst().clockAhead().compareTo(Duration.ofMinutes(2)) > 0);

        made();

        assertThat(said.left(row()).number()).matches("5:00|4:5\\d");
    }
}
