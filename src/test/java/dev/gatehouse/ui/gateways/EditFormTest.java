package dev.gatehouse.ui.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.testing.ConsoleFixture;
import dev.gatehouse.testing.RecordedDialogs;
import dev.gatehouse.testing.ThisThread;
import dev.gatehouse.ui.gateways.GatewayItem.Connected;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is there already, in the form. */
class EditFormTest {
    private final ThisThread screen = new ThisThread();
    private final ConsoleFixture fixture;
    private final GatewaysViewModel model;

    EditFormTest(@TempDir Path folder) {
        fixture = new ConsoleFixture(folder, screen);
        fixture.product().editable();
        model = new GatewaysViewModel(
                fixture.console(),
                new Words(Locale.ENGLISH, ZoneOffset.UTC),
                new RecordedDialogs(),
                screen,
                (name, task) -> Thread.ofVirtual().name(name).start(task),
                ignored -> {});
        model.show();
        fixture.product().at("/srv/new");
        fixture.product().at("/srv/old").change(now -> now.token = "t0ken");
        GatewayProfile old = new GatewayProfile(
                "the-id",
                "openclaw",
                "office",
                List.of(new Route(Route.Type.STORE, "/srv/old", Map.of("routes", "x\ny", "command", "true"))));
        fixture.console().gateways().add(old, Map.of("token", new Secret("t0ken")));
        screen.until(() -> there() != null && gateway().status().state() instanceof GatewayState.Live);
    }

    @AfterEach
    void close() {
        model.hide();
        fixture.close();
    }

    private @Nullable Connected there() {
        return model.items().stream()
                .filter(Connected.class::isInstance)
                .map(Connected.class::cast)
                .findFirst()
                .orElse(null);
    }

    private Connected gateway() {
        return Objects.requireNonNull(there());
    }

    private ConnectForm.Field field(String key) {
        return model.form().fields().stream()
                .filter(field -> field.field().key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsKnownStandsInTheFormButItsSecrets() {
        model.edit(gateway());

        assertThat(model.addingProperty().get()).isTrue();
        assertThat(model.form().nameProperty().get()).isEqualTo("office");
        assertThat(field("folder").value().get()).isEqualTo("/srv/old");
        assertThat(field("routes").value().get()).isEqualTo("x\ny");
        assertThat(field("command").value().get()).isEqualTo("true");
        assertThat(field("token").value().get()).isEmpty();
    }

    @Test
    void whatIsChangedIsReachedAnewUnderTheSameIdWithTheSecretThatWasKept() throws GatewayException {
        fixture.product().at("/srv/new").change(now -> now.token = "t0ken");
        model.edit(gateway());
        field("folder").value().set("/srv/new");
        field("command").value().set("");
        model.form().nameProperty().set("study");

        model.form().connect();
        screen.until(() -> !model.addingProperty().get()
                && gateway().status().profile().name().equals("study")
                && gateway().status().state() instanceof GatewayState.Live);

        GatewayProfile now = gateway().status().profile();
        assertThat(now.id()).isEqualTo("the-id");
        assertThat(now.routes().getFirst().instance()).isEqualTo("/srv/new");
        assertThat(now.routes().getFirst().settings()).containsEntry("command", "");
        assertThat(fixture.console().gateways().all()).hasSize(1);
        assertThat(fixture.console().secrets().get(new SecretName("the-id", "token")))
                .contains(new Secret("t0ken"));
        assertThat(model.form().editedProperty().get()).isNull();
    }

    @Test
    void aSwitchMayBeOffAndASecretEmptyButAFolderMayNot() {
        model.edit(gateway());
        field("command").value().set("");
        field("folder").value().set(" ");

        model.form().connect();

        assertThat(field("folder").fault().get()).isEqualTo(Phrase.of("gateways.form.required"));
        assertThat(field("command").fault().get()).isNull();
        assertThat(field("token").fault().get()).isNull();
    }

    @Test
    void addingAfterwardsBeginsWithNothing() {
        model.edit(gateway());
        model.add();

        assertThat(model.form().editedProperty().get()).isNull();
        assertThat(field("folder").value().get()).isEmpty();
        assertThat(field("routes").value().get()).isEqualTo("a\nb");
        assertThat(Objects.requireNonNull(model.form().productProperty().get()).id())
                .isEqualTo("openclaw");
        model.form().connect();
        assertThat(field("token").fault().get()).isEqualTo(Phrase.of("gateways.form.required"));
    }
}
