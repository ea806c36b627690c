package dev.gatehouse.console.secrets;

import static dev.gatehouse.console.secrets.SealedFixture.TOKEN;
import static dev.gatehouse.console.secrets.SealedFixture.passphrase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.console.Subscription;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.SecretProblem;
import dev.gatehouse.gateway.SecretStore.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    private static final Secret FIRST = new Secret("first-VERY-secret");
    private static final Secret SECOND = new Secret("second-VERY-secret");

    /** Short where a test wants the keychain to be late, long where it must not be. */
    private static final Duration SHORT = Duration.ofMillis(500);

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final FakeKeychain keychain = new FakeKeychain();
    private final AtomicReference<Instant> now = new AtomicReference<>(SealedFixture.NOON);

    @AfterEach
    void letGo() {
        keychain.letGo();
    }

    @Test
    void theKeychainComesFirst() throws GatewayException {
        Secrets secrets = secrets(LONG);
        secrets.create(passphrase());
        assertThat(secrets.put(TOKEN, FIRST)).isEqualTo(Place.KEYCHAIN);
        assertThat(secrets.get(TOKEN)).contains(FIRST);
        assertThat(secrets.placeOf(TOKEN)).contains(Place.KEYCHAIN);
        assertThat(SealedFixture.reopened(path())).isEmpty();
        assertThat(secrets(LONG).get(TOKEN)).contains(FIRST);
    }

    @Test
    void itsEntriesSayWhoseTheyAre() {
        secrets(LONG).put(TOKEN, FIRST);
        assertThat(keychain.items).containsOnlyKeys(new Keychain.Item("Gatehouse: gateway-1", "token"));
    }

    @Test
    void withoutAKeychainTheSealedFileKeepsThem() throws GatewayException {
        keychain.trouble = KeychainException.absent("no bus");
        Secrets secrets = secrets(LONG);
        secrets.create(passphrase());
        assertThat(secrets.put(TOKEN, FIRST)).isEqualTo(Place.SEALED_FILE);
        Secrets next = secrets(LONG);
        next.unlock(passphrase());
        assertThat(next.get(TOKEN)).contains(FIRST);
        assertThat(next.placeOf(TOKEN)).contains(Place.SEALED_FILE);
    }

    @Test
    void withNeitherMemoryKeepsThemAndNothingIsWritten() throws Exception {
        keychain.trouble = KeychainException.absent("no bus");
        Secrets secrets = secrets(LONG);
        assertThat(secrets.put(TOKEN, FIRST)).isEqualTo(Place.MEMORY);
        assertThat(secrets.get(TOKEN)).contains(FIRST);
        assertThat(secrets(LONG).get(TOKEN)).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatMayBeInALockedFileIsAskedForNotDenied() throws GatewayException {
        keychain.trouble = KeychainException.absent("no bus");
        secrets(LONG).create(passphrase());
        Secrets secrets = secrets(LONG);
        assertThat(problem(() -> secrets.get(TOKEN))).isEqualTo(new SecretProblem.SecretsLocked());
        assertThat(secrets.placeOf(TOKEN)).isEmpty();
        assertThat(problem(() -> secrets.remove(TOKEN))).isEqualTo(new SecretProblem.SecretsLocked());
        assertThat(secrets.put(TOKEN, FIRST)).isEqualTo(Place.MEMORY);
        assertThat(secrets.get(TOKEN)).contains(FIRST);
    }

    @Test
    void whatMayBeInARefusingKeychainIsAskedForNotDenied() {
        keychain.trouble = KeychainException.refused("locked");
        Secrets secrets = secrets(LONG);
        assertThat(problem(() -> secrets.get(TOKEN))).isEqualTo(new SecretProblem.KeychainUnavailable("locked"));
        assertThat(problem(() -> secrets.remove(TOKEN))).isEqualTo(new SecretProblem.KeychainUnavailable("locked"));
    }

    @Test
    void aKeychainThatRefusedIsAskedAgainOnlyWhereTheOperatorWantsIt() throws GatewayException {
        keychain.trouble = KeychainException.refused("dismissed");
        Secrets secrets = secrets(LONG);
        problem(() -> secrets.get(TOKEN));
        problem(() -> secrets.get(TOKEN));
        assertThat(secrets.placeOf(TOKEN)).isEmpty();
        assertThat(keychain.calls).hasValue(1);
        keychain.trouble = null;
        assertThat(secrets.tryKeychain().keychain()).isEqualTo(SecretPlaces.Keychain.WORKS);
        assertThat(secrets.get(TOKEN)).isEmpty();
    }

    @Test
    void aKeychainThatWorkedAndIsGoneHasNotLostWhatItHad() {
        Secrets secrets = secrets(LONG);
        secrets.put(TOKEN, FIRST);
        keychain.trouble = KeychainException.absent("no bus");
        assertThat(problem(() -> secrets.get(TOKEN))).isEqualTo(new SecretProblem.KeychainUnavailable("no bus"));
        assertThat(secrets.places().keychain()).isEqualTo(SecretPlaces.Keychain.REFUSED);
    }

    @Test
    void aKeychainThatHangsIsGivenUpAndLeftAlone() {
        keychain.hang();
        Secrets secrets = secrets(SHORT);
        assertThat(problem(() -> secrets.get(TOKEN))).isInstanceOf(SecretProblem.KeychainUnavailable.class);
        assertThat(secrets.places().keychain()).isEqualTo(SecretPlaces.Keychain.WAITING);
        problem(() -> secrets.get(TOKEN));
        assertThat(secrets.put(TOKEN, FIRST)).isEqualTo(Place.MEMORY);
        secrets.tryKeychain();
        assertThat(keychain.calls).hasValue(1);
    }

    @Test
    void aKeychainThatAnswersLateWorksFromThenOnAndSaysSo() throws GatewayException {
        secrets(LONG).put(TOKEN, FIRST);
        keychain.hang();
        Secrets secrets = secrets(SHORT);
        problem(() -> secrets.get(TOKEN));
        AtomicInteger told = new AtomicInteger();
        try (Subscription ours = secrets.onChange(told::incrementAndGet)) {
            assertThat(ours).isNotNull();
            keychain.letGo();
            await().untilAsserted(() -> assertThat(told).hasValue(1));
        }
        assertThat(secrets.places().keychain()).isEqualTo(SecretPlaces.Keychain.WORKS);
        assertThat(secrets.get(TOKEN)).contains(FIRST);
    }

    @Test
    void aSecretThatTheKeychainTakesLateMovesThere() throws GatewayException {
        Secrets secrets = secrets(LONG);
        secrets.create(passphrase());
        assertThat(secrets.get(TOKEN)).isEmpty();
        // The look before a put finds it awake; the put itself meets the question for a password.
        HangingPut hanging = new HangingPut(keychain);
        Secrets slow = Secrets.in(hanging, SHORT, sealed(), now::get);
        slow.unlock(passphrase());
        assertThat(slow.put(TOKEN, FIRST)).isEqualTo(Place.SEALED_FILE);
        keychain.letGo();
        await().untilAsserted(() -> assertThat(SealedFixture.reopened(path())).isEmpty());
        assertThat(slow.placeOf(TOKEN)).contains(Place.KEYCHAIN);
        assertThat(slow.get(TOKEN)).contains(FIRST);
    }

    /** Hangs at the first put. */
    private record HangingPut(FakeKeychain behind) implements Keychain {
        @Override
        public Optional<String> get(Item item) throws KeychainException {
            return behind.get(item);
        }

        @Override
        public void put(Item item, String text) throws KeychainException {
            behind.hang();
            behind.put(item, text);
        }

        @Override
        public void remove(Item item) throws KeychainException {
            behind.remove(item);
        }
    }

    @Test
    void theLaterOfTwoCountsWhereverItIs() throws GatewayException {
        // The keychain has the first, was away for the second, and is back.
        secrets(LONG).put(TOKEN, FIRST);
        keychain.trouble = KeychainException.refused("locked");
        Secrets away = secrets(LONG);
        away.create(passphrase());
        now.set(SealedFixture.NOON.plusSeconds(60));
        assertThat(away.put(TOKEN, SECOND)).isEqualTo(Place.SEALED_FILE);
        keychain.trouble = null;
        Secrets back = secrets(LONG);
        back.unlock(passphrase());
        assertThat(back.get(TOKEN)).contains(SECOND);
        assertThat(back.placeOf(TOKEN)).contains(Place.SEALED_FILE);
        // A new one goes to the keychain and takes the other away, though the clock was set back.
        now.set(SealedFixture.NOON.minusSeconds(3600));
        assertThat(back.put(TOKEN, FIRST)).isEqualTo(Place.KEYCHAIN);
        assertThat(back.get(TOKEN)).contains(FIRST);
        assertThat(SealedFixture.reopened(path())).isEmpty();
    }

    @Test
    void whatIsRemovedIsNowhere() throws GatewayException {
        Secrets secrets = secrets(LONG);
        secrets.create(passphrase());
        keychain.trouble = KeychainException.refused("locked");
        secrets.put(TOKEN, FIRST);
        keychain.trouble = null;
        secrets.tryKeychain();
        secrets.put(SecretName.DEVICE_KEY, SECOND);
        secrets.remove(TOKEN);
        secrets.remove(SecretName.DEVICE_KEY);
        assertThat(secrets.get(TOKEN)).isEmpty();
        assertThat(keychain.items).isEmpty();
        assertThat(SealedFixture.reopened(path())).isEmpty();
    }

    @Test
    void aStrangersEntryIsNoSecretOfOurs() {
        keychain.items.put(new Keychain.Item("Gatehouse: gateway-1", "token"), "typed by hand");
        Problem problem = problem(() -> secrets(LONG).get(TOKEN));
        assertThat(problem).isInstanceOf(SecretProblem.KeychainUnavailable.class);
        assertThat(problem.toString()).doesNotContain("typed by hand");
    }

    @Test
    void aDamagedFileIsNamedAndLeftAlone() throws Exception {
        keychain.trouble = KeychainException.absent("no bus");
        Files.writeString(path(), "nonsense");
        Secrets secrets = secrets(LONG);
        SecretProblem damaged = new SecretProblem.SecretsDamaged(path().toString());
        assertThat(problem(() -> secrets.get(TOKEN))).isEqualTo(damaged);
        assertThat(problem(() -> secrets.unlock(passphrase()))).isEqualTo(damaged);
        assertThat(secrets.places().sealed()).isEqualTo(SecretPlaces.Sealed.UNREADABLE);
        assertThat(secrets.put(TOKEN, FIRST)).isEqualTo(Place.MEMORY);
        assertThat(path()).hasContent("nonsense");
    }

    /** The keychain tells of itself on a thread of its own, so one change more may be heard at the beginning. */
    @Test
    void whoListensHearsOfEveryChange() throws GatewayException {
        keychain.trouble = KeychainException.absent("no bus");
        Secrets secrets = secrets(LONG);
        secrets.tryKeychain();
        AtomicInteger told = new AtomicInteger();
        Subscription subscription = secrets.onChange(told::incrementAndGet);
        int before = told.get();
        secrets.create(passphrase());
        assertThat(told).hasValueGreaterThan(before);
        before = told.get();
        secrets.put(TOKEN, FIRST);
        assertThat(told).hasValueGreaterThan(before);
        before = told.get();
        secrets.lock();
        assertThat(told).hasValueGreaterThan(before);
        assertThat(secrets.places())
                .isEqualTo(new SecretPlaces(SecretPlaces.Keychain.ABSENT, "no bus", SecretPlaces.Sealed.LOCKED));
        before = told.get();
        secrets.unlock(passphrase());
        assertThat(told).hasValueGreaterThan(before);
        subscription.close();
        before = told.get();
        secrets.remove(TOKEN);
        assertThat(told).hasValue(before);
    }

    @Test
    void aPassphraseIsWipedWhateverHappens() throws GatewayException {
        Secrets secrets = secrets(LONG);
        char[] first = passphrase();
        secrets.create(first);
        char[] wrong = "incorrect horse".toCharArray();
        problem(() -> secrets.unlock(wrong));
        char[] right = passphrase();
        secrets.unlock(right);
        assertThat(new String(first) + new String(wrong) + new String(right)).matches("\0+");
    }

    @Test
    void theRecordsOfItsStandingHoldNoSecret() {
        keychain.trouble = KeychainException.absent("no bus");
        Secrets secrets = secrets(LONG);
        secrets.put(TOKEN, FIRST);
        assertThat(secrets.toString() + secrets.places()).doesNotContain("VERY");
    }

    private Secrets secrets(Duration patience) {
        return Secrets.in(keychain, patience, sealed(), now::get);
    }

    private SealedFile sealed() {
        return SealedFixture.file(path());
    }

    private Path path() {
        return folder.resolve("secrets.sealed");
    }

    private static Problem problem(ThrowingCallable act) {
        return catchThrowableOfType(GatewayException.class, act).problem();
    }
}
