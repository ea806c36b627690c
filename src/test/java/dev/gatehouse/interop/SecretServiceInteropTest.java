package dev.gatehouse.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console's secrets in a real Secret Service: gnome-keyring on a session bus of its own. */
@Tag("interop")
@EnabledOnOs(OS.LINUX)
class SecretServiceInteropTest {
    /** The console gives up after five seconds; what else a call does is in the rest. */
    private static final int LIMIT_MILLIS = 9_000;

    private static final String AWAY = "KeychainUnavailable";

    @TempDir
    Path home;

    private KeyringSession session;

    @BeforeEach
    void open() throws Exception {
        session = KeyringSession.open(home);
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        session.close();
    }

    @Test
    void whatOneConsoleKeepsTheNextOneFinds() throws Exception {
        session.startKeyring();
        try (SecretsConsole first = session.console()) {
            assertThat(first.says("try")).isEqualTo("WORKS");
            assertThat(first.says("get")).isEqualTo("nothing");
            assertThat(first.says("put tök \"VERY\" secret")).isEqualTo("KEYCHAIN");
            assertThat(first.says("get")).isEqualTo("tök \"VERY\" secret");
        }
        assertThat(session.search()).contains("Gatehouse: gateway-1");
        try (SecretsConsole second = session.consoleAsBuilt()) {
            assertThat(second.says("get")).isEqualTo("tök \"VERY\" secret");
            assertThat(second.says("place")).isEqualTo("KEYCHAIN");
            assertThat(second.says("put another")).isEqualTo("KEYCHAIN");
            assertThat(second.says("get")).isEqualTo("another");
            assertThat(second.says("remove")).isEqualTo("removed");
            assertThat(second.says("get")).isEqualTo("nothing");
        }
        try (SecretsConsole third = session.console()) {
            assertThat(third.says("get")).isEqualTo("nothing");
            assertThat(third.says("remove")).isEqualTo("removed");
        }
        assertThat(session.written()).doesNotContain("VERY", "another");
    }

    /** There is no display here, so the keyring's own question for its password is never answered. */
    @Test
    void aLockedKeyringIsWaitedForOnceAndNotForever() throws Exception {
        session.startKeyring();
        try (SecretsConsole console = session.console()) {
            assertThat(console.says("put a-token")).isEqualTo("KEYCHAIN");
            session.lockKeyring();
            assertThat(console.says("get")).contains(AWAY);
            assertThat(console.took()).isLessThan(LIMIT_MILLIS);
            assertThat(console.says("state")).contains("keychain=WAITING");
            assertThat(console.says("get")).contains(AWAY);
            assertThat(console.took()).isLessThan(1_000);
            assertThat(console.says("put a-new-token")).isEqualTo("MEMORY");
            assertThat(console.says("get")).isEqualTo("a-new-token");
        }
    }

    @Test
    void aKeyringThatHangsIsGivenUpAndWorksAgainWhenItDoes() throws Exception {
        session.startKeyring();
        try (SecretsConsole console = session.console()) {
            assertThat(console.says("put a-token")).isEqualTo("KEYCHAIN");
            session.signalKeyring("STOP");
            assertThat(console.says("get")).contains(AWAY);
            assertThat(console.took()).isLessThan(LIMIT_MILLIS);
            session.signalKeyring("CONT");
            session.until(console, "try", "WORKS");
            assertThat(console.says("get")).isEqualTo("a-token");
        }
    }

    @Test
    void aKeyringThatIsKilledTakesNothingAlong() throws Exception {
        session.startKeyring();
        try (SecretsConsole console = session.console()) {
            assertThat(console.says("put a-token")).isEqualTo("KEYCHAIN");
            session.killKeyring();
            assertThat(console.says("get")).contains(AWAY);
            assertThat(console.took()).isLessThan(LIMIT_MILLIS);
            assertThat(console.says("state")).contains("keychain=REFUSED");
            session.startKeyring();
            session.until(console, "try", "WORKS");
            assertThat(console.says("get")).isEqualTo("a-token");
        }
    }

    @Test
    void aBusWithoutASecretServiceHasNoKeychain() throws Exception {
        try (SecretsConsole console = session.console()) {
            assertThat(console.says("try")).isEqualTo("ABSENT");
            assertThat(console.took()).isLessThan(LIMIT_MILLIS);
            assertThat(console.says("get")).isEqualTo("nothing");
            assertThat(console.says("put a-token")).isEqualTo("MEMORY");
            assertThat(console.says("get")).isEqualTo("a-token");
        }
        assertThat(Files.exists(home.resolve("secrets.sealed"))).isFalse();
    }

    @Test
    void withoutABusThereIsNoKeychain() throws Exception {
        try (SecretsConsole console = session.consoleWithoutBus()) {
            thereIsNoKeychain(console);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "unix:path=/nonexistent", "tcp:host=127.0.0.1,port=1"})
    void aBusThatCannotBeReachedIsNone(String address) throws Exception {
        try (SecretsConsole console = session.consoleWithBus(address)) {
            thereIsNoKeychain(console);
        }
    }

    private static void thereIsNoKeychain(SecretsConsole console) throws IOException {
        assertThat(console.says("try")).isEqualTo("ABSENT");
        assertThat(console.took()).isLessThan(LIMIT_MILLIS);
        assertThat(console.says("get")).isEqualTo("nothing");
        assertThat(console.says("put a-token")).isEqualTo("MEMORY");
    }
}
