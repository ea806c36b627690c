package dev.gatehouse.ui.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.secrets.SecretPlaces;
import dev.gatehouse.console.secrets.SecretPlaces.Keychain;
import dev.gatehouse.console.secrets.SecretPlaces.Sealed;
import dev.gatehouse.console.secrets.TestSecrets;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.SecretProblem;
import dev.gatehouse.gateway.SecretStore.Place;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.testing.ConsoleFixture;
import dev.gatehouse.ui.gateways.SecretsModel.Keeping;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsModelTest {
    private static final String ADDRESS = "10.0.0.5:18789";
    private static final SecretName TOKEN = new SecretName(ADDRESS, "token");

    private Path folder;
    private NetworkFixture fixture;
    private SecretsModel secrets;

    @BeforeEach
    void open(@TempDir Path temporary) {
        folder = temporary;
        begin(new NetworkFixture(temporary));
    }

    private void begin(NetworkFixture made) {
        fixture = made;
        secrets = fixture.model().secrets();
        fixture.model().show();
        fixture.doWork();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static Keeping keeping(Keychain keychain, Sealed sealed) {
        return Keeping.of(new SecretPlaces(keychain, "", sealed), false);
    }

    private String kept() {
        return secrets.keepingProperty().get().where().key();
    }

    @Test
    void everyPlaceIsNamed() {
        assertThat(keeping(Keychain.WORKS, Sealed.LOCKED))
                .isEqualTo(new Keeping(Phrase.of("gateways.keep.keychain"), false, false));
        assertThat(keeping(Keychain.ABSENT, Sealed.OPEN))
                .isEqualTo(new Keeping(Phrase.of("gateways.keep.file"), false, false));
        assertThat(keeping(Keychain.ABSENT, Sealed.NONE))
                .isEqualTo(new Keeping(Phrase.of("gateways.keep.memory"), true, false));
        assertThat(keeping(Keychain.REFUSED, Sealed.NONE))
                .isEqualTo(new Keeping(Phrase.of("gateways.keep.refused"), true, true));
        assertThat(keeping(Keychain.WAITING, Sealed.NONE).where()).isEqualTo(Phrase.of("gateways.keep.waiting"));
        assertThat(keeping(Keychain.ABSENT, Sealed.LOCKED))
                .isEqualTo(new Keeping(Phrase.of("gateways.keep.locked"), false, false));
        assertThat(keeping(Keychain.ABSENT, Sealed.UNREADABLE))
                .isEqualTo(new Keeping(Phrase.of("gateways.keep.unreadable"), false, false));
        assertThat(keeping(Keychain.NOT_ASKED, Sealed.OPEN).where()).isEqualTo(Phrase.of("gateways.keep.asking"));
    }

    @Test
    void theKeychainIsAskedOnceASecretIsToBeEntered() {
        assertThat(kept()).isEqualTo("gateways.keep.asking");

        fixture.model().add();
        fixture.doWork();

        assertThat(kept()).isEqualTo("gateways.keep.memory");
    }

    @Test
    void aKeychainThatRefusesIsAskedAgain() {
        fixture.close();
        TestSecrets made = new TestSecrets(folder);
        made.refuse(true);
        begin(new NetworkFixture(screen -> new ConsoleFixture(folder, screen, made.secrets())));
        secrets.prepare();
        fixture.doWork();
        assertThat(kept()).isEqualTo("gateways.keep.refused");

        made.refuse(false);
        secrets.askKeychain();
        fixture.doWork();

        assertThat(kept()).isEqualTo("gateways.keep.keychain");
    }

    @Test
    void aPassphraseIsLongEnoughAndTheSameTwice() {
        NewPassphrase passphrase = secrets.create();
        passphrase.first().set("short");
        passphrase.submit();
        assertThat(passphrase.faultProperty().get()).isEqualTo(Phrase.of("gateways.seal.short", 8));

        passphrase.first().set("correct horse");
        assertThat(passphrase.faultProperty().get()).isNull();
        passphrase.again().set("correct hose");
        passphrase.submit();
        assertThat(passphrase.faultProperty().get()).isEqualTo(Phrase.of("gateways.seal.differ"));
        assertThat(folder.resolve("secrets.sealed")).doesNotExist();
    }

    @Test
    void whatIsEnteredAfterTheFileWasMadeRestsInIt() {
        secrets.prepare();
        NewPassphrase passphrase = secrets.create();
        passphrase.first().set("correct horse");
        passphrase.again().set("correct horse");

        passphrase.submit();
        fixture.until(() -> passphrase.attempt().doneProperty().get());
        fixture.until(() -> kept().equals("gateways.keep.file"));
        passphrase.forget();

        assertThat(passphrase.first().get()).isEmpty();
        assertThat(fixture.console().secrets().put(TOKEN, new Secret("t"))).isEqualTo(Place.SEALED_FILE);
    }

    private void lockedWithToken() throws Exception {
        fixture.console().secrets().create("correct horse".toCharArray());
        fixture.console().secrets().put(TOKEN, new Secret("right"));
        fixture.console().secrets().lock();
        fixture.product().at(ADDRESS).change(state -> state.token = "right");
        fixture.console().gateways().add(fixture.product().remote(ADDRESS, "office"));
        fixture.until(() -> fixture.problem(0) instanceof SecretProblem.SecretsLocked);
        fixture.until(() -> secrets.lockedProperty().get());
    }

    @Test
    void aWrongPassphraseIsToldAndOpensNothing() throws Exception {
        lockedWithToken();
        secrets.passphrase().set("wrong horse");

        secrets.open();
        fixture.doWork();

        assertThat(secrets.opening().problemProperty().get()).isEqualTo(new SecretProblem.WrongPassphrase());
        assertThat(secrets.lockedProperty().get()).isTrue();
        secrets.passphrase().set("w");
        assertThat(secrets.opening().problemProperty().get()).isNull();
    }

    @Test
    void openingTheFileLetsGatewaysConnectByThemselves() throws Exception {
        lockedWithToken();
        assertThat(fixture.model().aid(fixture.connected(0).status())).isEqualTo(new Aid.Open());
        secrets.passphrase().set("correct horse");

        secrets.open();
        fixture.until(() -> fixture.state(0) instanceof GatewayState.Live);
        fixture.until(() -> !secrets.lockedProperty().get());

        assertThat(secrets.passphrase().get()).isEmpty();
        assertThat(fixture.product().at(ADDRESS).wrongTokens()).isZero();
    }

    @Test
    void leavingTheScreenForgetsThePassphrase() {
        secrets.passphrase().set("correct horse");

        fixture.model().hide();

        assertThat(secrets.passphrase().get()).isEmpty();
    }
}
