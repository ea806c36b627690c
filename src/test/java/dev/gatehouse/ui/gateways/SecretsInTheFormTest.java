package dev.gatehouse.ui.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.GatewayState;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.SecretStore.Place;
import dev.gatehouse.ui.gateways.ConnectForm.State;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsInTheFormTest {
    private static final String TOKEN = "tok-VERY-secret";
    private static final String ADDRESS = "10.0.0.5:18789";

    private NetworkFixture fixture;
    private ConnectForm form;

    @BeforeEach
    void open(@TempDir Path folder) {
        fixture = new NetworkFixture(folder);
        fixture.product().at(ADDRESS).change(state -> state.token = TOKEN);
        fixture.model().show();
        fixture.model().add();
        fixture.doWork();
        form = fixture.model().form();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private ConnectForm.Field field(String key) {
        return form.fields().stream()
                .filter(field -> field.field().key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private void fill(String key, String value) {
        field(key).value().set(value);
    }

    private SecretName token(String owner) {
        return new SecretName(owner, "token");
    }

    @Test
    void whatIsTypedPrintsMasked() {
        fill("token", TOKEN);

        assertThat(field("token").toString()).doesNotContain(TOKEN);
        assertThat(field("token").value().toString()).doesNotContain(TOKEN);
        assertThat(form.fields().toString()).doesNotContain(TOKEN);
    }

    @Test
    void aTestTriesWhatWasTypedAndKeepsNothing() {
        fill("address", ADDRESS);
        fill("token", " " + TOKEN + " ");

        form.test();
        fixture.doWork();

        assertThat(form.stateProperty().get()).isInstanceOf(State.Works.class);
        assertThat(fixture.console().gateways().all()).isEmpty();
        assertThat(fixture.console().secrets().placeOf(token(ADDRESS))).isEmpty();
    }

    @Test
    void aWrongTokenIsTold() {
        fill("address", ADDRESS);
        fill("token", "another");

        form.test();
        fixture.doWork();

        assertThat(form.stateProperty().get()).isEqualTo(new State.Fails(new LinkProblem.WrongSecret("token")));
    }

    @Test
    void noTokenAtAllIsWhatTheGatewayMisses() {
        fill("address", ADDRESS);
        fill("token", "  ");

        form.test();
        fixture.doWork();

        assertThat(form.stateProperty().get()).isEqualTo(new State.Fails(new LinkProblem.NoSecret("token")));
    }

    @Test
    void theProductSaysWhatMisses() {
        form.connect();
        fixture.doWork();

        assertThat(form.stateProperty().get()).isEqualTo(new State.Fails(new Problem.Missing("folder or address")));
    }

    @Test
    void connectingKeepsTheSecretUnderTheProfileAndForgetsWhatWasTyped() throws GatewayException {
        fill("address", ADDRESS);
        fill("token", TOKEN);
        ConnectForm.Field typed = field("token");

        form.connect();
        fixture.doWork();
        fixture.until(() -> fixture.state(0) instanceof GatewayState.Live);

        GatewayProfile profile = fixture.connected(0).status().profile();
        assertThat(fixture.console().secrets().get(token(profile.id()))).contains(new Secret(TOKEN));
        assertThat(profile.toString()).doesNotContain(TOKEN);
        fixture.until(() -> !fixture.model().addingProperty().get());
        assertThat(typed.value().get()).isEmpty();
        assertThat(field("token").value().get()).isEmpty();
    }

    @Test
    void closingTheFormForgetsWhatWasTyped() {
        fill("token", TOKEN);
        ConnectForm.Field typed = field("token");

        fixture.model().cancelAdding();

        assertThat(typed.value().get()).isEmpty();
    }

    @Test
    void anotherWayToAGatewayThatIsConnectedJoinsIt() {
        fixture.gateway("/srv/home", "home");
        fixture.until(() -> fixture.state(0) instanceof GatewayState.Live);
        fill("folder", "/srv/home");
        fill("address", "10.0.0.7:18789");

        form.connect();
        fixture.doWork();
        fixture.until(() -> fixture.connected(0).status().profile().routes().size() == 2);

        GatewayProfile joined = fixture.connected(0).status().profile();
        assertThat(joined.name()).isEqualTo("home");
        assertThat(joined.routes()).extracting(Route::type).containsExactly(Route.Type.STORE, Route.Type.WEBSOCKET);
        fixture.until(() -> fixture.model().selectedProperty().get() != null);
        assertThat(fixture.model().selectedProperty().get().sameLine(fixture.connected(0)))
                .isTrue();
    }

    @Test
    void aSecretForAGatewayThatIsConnectedIsKeptForIt() {
        fixture.console().gateways().add(fixture.product().remote(ADDRESS, "office"));
        fixture.until(() -> fixture.problem(0) instanceof LinkProblem.NoSecret);
        fill("address", ADDRESS);
        fill("token", TOKEN);

        form.connect();
        fixture.doWork();
        fixture.until(() -> fixture.state(0) instanceof GatewayState.Live);

        assertThat(fixture.console().gateways().all()).hasSize(1);
        assertThat(fixture.console().secrets().placeOf(token(ADDRESS))).contains(Place.MEMORY);
    }

    @Test
    void removingForgetsTheSecretAndSaysSo() {
        fill("address", ADDRESS);
        fill("token", TOKEN);
        form.connect();
        fixture.doWork();
        fixture.until(() -> fixture.state(0) instanceof GatewayState.Live);
        String id = fixture.connected(0).status().profile().id();

        fixture.model().remove(fixture.connected(0));

        assertThat(fixture.dialogs().questions().getFirst().text()).contains("with the secrets that were entered");
        fixture.dialogs().sayYes();
        fixture.until(() -> fixture.console().secrets().placeOf(token(id)).isEmpty());
    }
}
