package dev.gatehouse.ui.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.GatewayState;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.SecretProblem;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.gateways.GatewayItem.Connected;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be done here about what is wrong at a gateway. */
class AidTest {
    private static final String PRINT = "A1:0F:3C:77:52:9E:D4:08:6B:EE";
    private static final String ADDRESS = "10.0.0.5:18789";

    private NetworkFixture fixture;
    private GatewaysViewModel model;

    @BeforeEach
    void open(@TempDir Path folder) {
        fixture = new NetworkFixture(folder);
        model = fixture.model();
        model.show();
        fixture.doWork();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Aid best(Connected gateway) {
        return Objects.requireNonNull(model.aid(gateway.status()));
    }

    private static List<String> against(Problem problem) {
        return Aid.against(problem).stream()
                .map(aid -> aid.getClass().getSimpleName())
                .toList();
    }

    @Test
    void whatWantsASecretIsGivenOne() {
        for (Problem problem : List.of(
                new LinkProblem.WrongSecret("token"),
                new LinkProblem.NoSecret("password"),
                new LinkProblem.LockedOut(Duration.ofMinutes(5)),
                new LinkProblem.DeviceTokenRefused(),
                new LinkProblem.Removed(),
                new LinkProblem.SecretElsewhere("gateway.auth.token", "vault"))) {
            assertThat(against(problem)).as("%s", problem).containsExactly("Enter", "Again");
        }
        assertThat(Aid.against(new LinkProblem.NoSecret("password")).getFirst()).isEqualTo(new Aid.Enter("password"));
    }

    @Test
    void whatIsNotTriedByItselfCanAlwaysBeTriedOrMended() {
        for (Problem problem : List.of(
                new LinkProblem.Foreign("a", 404),
                new LinkProblem.Protocol("5"),
                new LinkProblem.ClockApart(),
                new LinkProblem.DeviceRequired(),
                new LinkProblem.IdentityRefused("X"),
                new LinkProblem.SetupTokenRefused(),
                new LinkProblem.PlainText("h"),
                new LinkProblem.Untrusted("a", PRINT, ""),
                new SecretProblem.SecretsLocked(),
                new SecretProblem.SecretsDamaged("/f"),
                new SecretProblem.KeychainUnavailable("x"))) {
            assertThat(problem.halts()).as("%s", problem).isTrue();
            assertThat(against(problem)).as("%s", problem).isNotEmpty();
        }
        assertThat(against(new LinkProblem.Refused("a"))).isEmpty();
    }

    @Test
    void whatPassesIsCalm() {
        assertThat(List.of(
                        new LinkProblem.Starting(),
                        new LinkProblem.Restarting(),
                        new LinkProblem.PairingRequired("n", "r", "not-paired")))
                .allMatch(Aid::passes);
        assertThat(Aid.passes(new LinkProblem.WrongSecret("token"))).isFalse();
    }

    @Test
    void aWrongTokenIsEnteredAnewAndTriedAtOnce() throws Exception {
        fixture.product().at(ADDRESS).change(state -> state.token = "right");
        fixture.console().secrets().put(new SecretName(ADDRESS, "token"), new Secret("wrong"));
        fixture.console().gateways().add(fixture.product().remote(ADDRESS, "office"));
        fixture.until(() -> fixture.problem(0) instanceof LinkProblem.WrongSecret);
        Connected office = fixture.connected(0);

        model.help(office, best(office));
        SecretEntry entry = model.entryProperty().get();
        assertThat(entry.inputs()).extracting(input -> input.field().key()).containsExactly("token", "password");
        entry.submit();
        assertThat(entry.missingProperty().get()).isTrue();
        entry.inputs().getFirst().text().set("right");
        assertThat(entry.missingProperty().get()).isFalse();
        assertThat(entry.inputs().toString()).doesNotContain("right");
        entry.submit();
        fixture.until(() -> fixture.state(0) instanceof GatewayState.Live
                && entry.attempt().doneProperty().get());
        model.endEntry();

        assertThat(model.entryProperty().get()).isNull();
        assertThat(entry.inputs().getFirst().text().get()).isEmpty();
        assertThat(fixture.product().at(ADDRESS).wrongTokens()).isEqualTo(1);
    }

    @Test
    void thePasswordComesFirstWhereThatIsWanted() {
        Connected office = fixture.closed(ADDRESS, new LinkProblem.NoSecret("password"));

        model.help(office, best(office));

        assertThat(model.entryProperty().get().inputs())
                .extracting(input -> input.field().key())
                .containsExactly("password", "token");
    }

    @Test
    void theSameIsFoundInTheNotesOfAGatewayThatAnswers() {
        fixture.gateway("home", "home").change(state -> state.notes.add(new LinkProblem.WrongSecret("token")));
        fixture.until(() -> fixture.state(0) instanceof GatewayState.Live
                && !fixture.connected(0).status().notes().isEmpty());

        assertThat(model.aid(fixture.connected(0).status())).isEqualTo(new Aid.Enter("token"));
        assertThat(fixture.connected(0).status().inPart()).isTrue();
        assertThat(Aid.problems(fixture.connected(0).status())).containsExactly(new LinkProblem.WrongSecret("token"));
    }

    @Test
    void whatIsOnlyGoodToKnowHindersNothing() {
        fixture.gateway("home", "home").change(state -> state.notes.add(new Problem.Missing("/old")));
        fixture.until(() -> fixture.state(0) instanceof GatewayState.Live
                && !fixture.connected(0).status().notes().isEmpty());

        assertThat(model.aid(fixture.connected(0).status())).isNull();
        assertThat(fixture.connected(0).status().inPart()).isFalse();
    }

    @Test
    void aCertificateIsTrustedAfterAQuestionThatShowsItInGroups() {
        Connected office = fixture.closed(ADDRESS, new LinkProblem.Untrusted(ADDRESS, PRINT, ""));

        model.help(office, best(office));
        fixture.doWork();

        assertThat(fixture.dialogs().questions()).singleElement().satisfies(question -> {
            assertThat(question.text()).contains("A1 0F 3C 77   52 9E D4 08\n6B EE");
            assertThat(question.grave()).isFalse();
        });
        assertThat(routeSetting(Route.PIN)).isNull();
        fixture.dialogs().sayYes();
        fixture.until(() -> PRINT.equals(routeSetting(Route.PIN)));
    }

    @Test
    void aCertificateThatChangedIsAGraveQuestionAndShowsBoth() {
        Connected office = fixture.closed(ADDRESS, new LinkProblem.Untrusted(ADDRESS, PRINT, "B7:00"));

        model.help(office, best(office));

        assertThat(fixture.dialogs().questions()).singleElement().satisfies(question -> {
            assertThat(question.text()).contains("A1 0F 3C 77", "B7 00", "listening");
            assertThat(question.grave()).isTrue();
        });
    }

    @Test
    void clearTextIsAllowedToOneHostAfterAGraveQuestion() {
        Connected office = fixture.closed(ADDRESS, new LinkProblem.PlainText("10.0.0.5"));

        model.help(office, best(office));

        assertThat(fixture.dialogs().questions().getFirst().grave()).isTrue();
        fixture.dialogs().sayYes();
        fixture.until(() -> "10.0.0.5".equals(routeSetting(Route.PLAIN_TEXT)));
    }

    private @Nullable String routeSetting(String name) {
        return fixture.connected(0)
                .status()
                .profile()
                .routes()
                .getFirst()
                .settings()
                .get(name);
    }

    @Test
    void aFingerprintThatIsNoneIsShownAsItIs() {
        assertThat(Fingerprint.lines("what")).containsExactly("what");
        assertThat(Fingerprint.lines("")).containsExactly("");
    }

    @Test
    void aSecretThatIsMissingIsMadeAndCopiedWithItsLine() {
        Phrase said = Phrase.of("problem.bug");
        assertThat(Aid.against(new LinkProblem.SecretWanted("token", "TOKEN=", said, said)))
                .containsExactly(new Aid.Enter("token"), new Aid.Line("TOKEN="), new Aid.Again());
        assertThat(Aid.against(new LinkProblem.SecretWanted("token", said, said)))
                .containsExactly(new Aid.Enter("token"), new Aid.Again());
        Connected office = fixture.closed(ADDRESS, new LinkProblem.SecretWanted("token", "TOKEN=", said, said));
        model.help(office, new Aid.Line("TOKEN="));
        model.help(office, new Aid.Line("TOKEN="));
        assertThat(fixture.copied)
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allSatisfy(line -> assertThat(line).matches("TOKEN=[0-9a-f]{64}"));
    }
}
