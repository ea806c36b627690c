package dev.gatehouse.ui.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.CodeOffer;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Setting;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SubjectKey;
import dev.gatehouse.testing.ConsoleFixture;
import dev.gatehouse.testing.RecordedDialogs;
import dev.gatehouse.testing.StubGateway;
import dev.gatehouse.testing.ThisThread;
import dev.gatehouse.ui.pair.MakeForm.Target;
import dev.gatehouse.ui.pair.PairItem.Heading;
import dev.gatehouse.ui.pair.PairItem.Row;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairViewModelTest {
    private static final CodeOffer OFFER = new CodeOffer(
            "pairing",
            List.of(
                    new CodeOffer.Field("agent", true, "", List.of(), true),
                    new CodeOffer.Field("user", false, "", List.of(), true)),
            null);

    private final ThisThread screen = new ThisThread();
    private final RecordedDialogs dialogs = new RecordedDialogs();
    private final AtomicLong nanos = new AtomicLong();
    private final ConsoleFixture fixture;
    private final Words words = new Words(Locale.ENGLISH, ZoneOffset.UTC);
    private final PairWords said = new PairWords(words);
    private final PairViewModel model;
    private final StubGateway smith;

    PairViewModelTest(@TempDir Path folder) {
        fixture = new ConsoleFixture(folder, screen);
        model = new PairViewModel(fixture.console(), words, dialogs, screen, () -> nanos.get());
        smith = fixture.gateway("smith", "smith");
        smith.change(now -> now.offers.add(OFFER));
        until(() -> target("smith").whyNot() == null);
    }

    @AfterEach
    void close() {
        model.close();
        fixture.close();
    }

    private void until(BooleanSupplier condition) {
        ConsoleFixture.awaitOnThisThread(screen::run, condition);
    }

    private Target target(String profile) {
        return model.form().targets().stream()
                .filter(one -> one.profile().equals(profile))
                .findFirst()
                .orElse(new Target(profile, profile, "", Phrase.of("pair.why.nowhere")));
    }

    private void fill(String key, String value) {
        model.form().inputs().stream()
                .filter(input -> input.field().key().equals(key))
                .forEach(input -> input.value().set(value));
    }

    private Row made() {
        fill("agent", "smith-default");
        model.make();
        until(() -> model.selectedProperty().get() != null
                && !model.makingProperty().get());
        return Objects.requireNonNull(model.selectedProperty().get());
    }

    private List<String> list() {
        return model.items().stream()
                .map(item -> switch (item) {
                    case Heading(boolean open) -> open ? "[open]" : "[over]";
                    case Row row -> said.state(row);
                })
                .toList();
    }

    @Test
    void aCodeThatWasMadeIsLookedAtAndHiddenUntilItIsRevealed() {
        Row row = made();

        assertThat(smith.performed())
                .containsExactly(
                        new Decision.IssueCode("smith", "pairing", Map.of("agent", "smith-default", "user", "")));
        assertThat(list()).containsExactly("[open]", "Open");
        assertThat(model.openProperty().get()).isEqualTo(1);
        assertThat(said.second(row)).isEqualTo("smith · issued here");
        assertThat(model.revealedProperty().get()).isFalse();
        model.reveal();
        assertThat(model.revealedProperty().get()).isTrue();
        assertThat(model.saidProperty().get()).isNull();
    }

    @Test
    void whatIsRequiredIsAskedForAndNothingIsMade() {
        model.make();

        assertThat(smith.performed()).isEmpty();
        assertThat(model.form().inputs().getFirst().fault().get()).isEqualTo(Phrase.of("pair.required"));
        fill("agent", "a");
        assertThat(model.form().inputs().getFirst().fault().get()).isNull();
    }

    @Test
    void useHidesTheCodeAndSaysWho() {
        made();
        model.reveal();

        smith.change(now -> now.codes.replaceAll(code ->
                code.in(new State.Used(new SubjectKey("smith", "telegram", "", "222"), "carl", Instant.now()))));
        until(() -> list().equals(List.of("[over]", "Used by carl")));

        assertThat(model.revealedProperty().get()).isFalse();
        Row row = Objects.requireNonNull(model.selectedProperty().get());
        assertThat(row.code().text()).isNull();
        assertThat(said.story(row)).last().asString().startsWith("Used by carl, ");
        assertThat(model.openProperty().get()).isZero();
    }

    @Test
    void lookingAtAnotherCodeHidesTheOneBefore() {
        made();
        model.reveal();
        model.select(null);
        Row second = made();
        model.reveal();

        model.move(-1);
        Row first = Objects.requireNonNull(model.selectedProperty().get());
        if (first.sameLine(second)) {
            model.move(1);
        }

        assertThat(model.revealedProperty().get()).isFalse();
    }

    @Test
    void aCodeIsCancelledUnlessThereIsAReason() {
        Row row = made();
        smith.change(now -> now.missing.put(Feature.CANCEL_CODE, Phrase.of("feature.not-offered")));
        until(() -> model.whyNotCancel(
                        Objects.requireNonNull(model.selectedProperty().get()))
                != null);
        model.cancel(Objects.requireNonNull(model.selectedProperty().get()));
        assertThat(smith.performed()).hasSize(1);

        smith.change(now -> now.missing.clear());
        until(() -> model.whyNotCancel(
                        Objects.requireNonNull(model.selectedProperty().get()))
                == null);
        model.cancel(Objects.requireNonNull(model.selectedProperty().get()));
        until(() -> list().equals(List.of("[over]", "Cancelled")));

        assertThat(smith.performed().getLast())
                .isInstanceOfSatisfying(
                        Decision.CancelCode.class,
                        cancel -> assertThat(cancel.shown().key()).isEqualTo(row.key()));
        Row over = Objects.requireNonNull(model.selectedProperty().get());
        model.forget(over);
        until(() -> model.items().isEmpty());
        assertThat(model.selectedProperty().get()).isNull();
    }

    @Test
    void aRefusalIsSaidWithItsRemedyAndNothingIsListed() {
        smith.change(now -> now.refusing = new Problem.Missing("/srv/smith"));
        fill("agent", "a");
        model.make();
        until(() -> model.saidProperty().get() != null);

        assertThat(Objects.requireNonNull(model.saidProperty().get()).good()).isFalse();
        assertThat(Objects.requireNonNull(model.saidProperty().get()).said()).hasSize(2);
        assertThat(model.items()).isEmpty();
        assertThat(model.makingProperty().get()).isFalse();
    }

    @Test
    void aGatewayThatMakesNoCodesSaysWhyAndStandsBelow() {
        fixture.gateway("home", "home")
                .change(now -> now.missing.put(Feature.ISSUE_CODE, Phrase.of("feature.not-offered")));
        fixture.gateway("attic", "attic").change(now -> now.failing = new Problem.Missing("/srv/attic"));
        until(() -> model.form().targets().size() == 3
                && Phrase.of("pair.why.strangers", "home").equals(target("home").whyNot())
                && Phrase.of("pair.why.offline", "attic").equals(target("attic").whyNot()));

        assertThat(model.form().targets().getFirst().profile()).isEqualTo("smith");
        assertThat(model.form().targetProperty().get()).isEqualTo(target("smith"));
        model.form().targetProperty().set(target("home"));
        assertThat(model.form().whyNotProperty().get()).isEqualTo(Phrase.of("pair.why.strangers", "home"));
        model.make();
        assertThat(smith.performed()).isEmpty();
    }

    @Test
    void whatWasTypedStaysWhileTheGatewayIsReadAgain() {
        fill("agent", "research");
        smith.change(now -> now.offers.set(0, new CodeOffer("pairing", OFFER.fields(), Phrase.of("pair.why.over"))));
        until(() -> model.form().whyNotProperty().get() != null);
        smith.change(now -> now.offers.set(0, OFFER));
        until(() -> model.form().whyNotProperty().get() == null);

        assertThat(model.form().inputs().getFirst().value().get()).isEqualTo("research");
    }

    @Test
    void aSettingIsAppliedAsTheGatewayKeepsIt() {
        smith.change(now -> {
            now.settings.add(new Setting("timeout", Setting.Type.DURATION, "PT5M", null, null));
            now.settings.add(new Setting("digits", Setting.Type.NUMBER, "6", null, null));
        });
        until(() -> model.settings().inputs().size() == 2);
        PairSettings.Input timeout = model.settings().inputs().getFirst();
        assertThat(timeout.text().get()).isEqualTo("5 minutes");

        timeout.text().set("soon");
        model.settingActs().apply(timeout);
        assertThat(timeout.fault().get()).isEqualTo(Phrase.of("pair.setting.duration"));
        timeout.text().set("90 s");
        model.settingActs().apply(timeout);
        until(() -> model.settings().inputs().getFirst().setting().value().equals("PT1M30S"));

        assertThat(smith.performed()).containsExactly(new Decision.Configure("smith", "timeout", "PT1M30S"));
        assertThat(model.settings().inputs().getFirst().text().get()).isEqualTo("90 seconds");
        PairSettings.Input digits = model.settings().inputs().getLast();
        digits.text().set("six");
        model.settingActs().apply(digits);
        assertThat(digits.fault().get()).isEqualTo(Phrase.of("pair.setting.number"));
    }

    @Test
    void aCodeMadeElsewhereHasNoTextToReveal() {
        smith.change(now -> now.codes.add(new IssuedCode(
                new IssuedCode.Key("smith", "x"),
                "",
                null,
                Phrase.of("pair.why.over"),
                null,
                Instant.now().plusSeconds(100),
                new State.Open())));
        until(() -> !model.items().isEmpty());

        model.move(1);
        model.reveal();

        assertThat(model.revealedProperty().get()).isFalse();
        assertThat(said.second(Objects.requireNonNull(model.selectedProperty().get())))
                .isEqualTo("smith · issued elsewhere");
    }
}
