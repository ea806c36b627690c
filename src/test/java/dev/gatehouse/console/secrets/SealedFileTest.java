package dev.gatehouse.console.secrets;

import static dev.gatehouse.console.secrets.SealedFixture.TOKEN;
import static dev.gatehouse.console.secrets.SealedFixture.VALUE;
import static dev.gatehouse.console.secrets.SealedFixture.file;
import static dev.gatehouse.console.secrets.SealedFixture.filled;
import static dev.gatehouse.console.secrets.SealedFixture.kept;
import static dev.gatehouse.console.secrets.SealedFixture.passphrase;
import static dev.gatehouse.console.secrets.SealedFixture.reopened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.SecretProblem;
import dev.gatehouse.io.AtomicFile;
import dev.gatehouse.io.ChildJvm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealedFileTest {
    private static final SecretName OTHER = new SecretName("gateway-2", "password");

    @TempDir
    Path folder;

    @Test
    void keepsASecretForTheNextStart() throws GatewayException {
        filled(path());
        assertThat(reopened(path())).isEqualTo(Map.of(TOKEN, kept()));
    }

    @Test
    void holdsNothingReadable() throws Exception {
        filled(path());
        String raw = SealedFixture.text(path());
        assertThat(raw)
                .startsWith("gatehouse-sealed")
                .doesNotContain("tok-VERY", "secret", "gateway-1", "token", "correct horse");
        assertThat(kept().toString()).doesNotContain("tok-VERY");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void belongsToItsOwnerAloneFromTheFirstMomentAndAfterEveryChange() throws Exception {
        SealedFile file = file(path());
        file.create(passphrase());
        assertThat(mode()).isEqualTo("rw-------");
        file.update(secrets -> secrets.put(TOKEN, kept()));
        assertThat(mode()).isEqualTo("rw-------");
        // Nothing is left beside it but the lock, which is empty.
        try (var files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("secrets.sealed", ".secrets.sealed.lock");
        }
        assertThat(folder.resolve(".secrets.sealed.lock")).isEmptyFile();
    }

    private String mode() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path()));
    }

    @Test
    void neverUsesANonceTwice() throws Exception {
        SealedFile file = filled(path());
        byte[] first = Files.readAllBytes(path());
        file.update(secrets -> secrets.remove(TOKEN));
        file.update(secrets -> secrets.put(TOKEN, kept()));
        byte[] second = Files.readAllBytes(path());
        assertThat(Arrays.copyOfRange(second, 48, 60)).isNotEqualTo(Arrays.copyOfRange(first, 48, 60));
        assertThat(Arrays.copyOfRange(second, 32, 48)).isEqualTo(Arrays.copyOfRange(first, 32, 48));
    }

    @Test
    void aWrongPassphraseIsSaidToBeOne() throws GatewayException {
        filled(path());
        SealedFile file = file(path());
        assertThat(problem(() -> file.unlock("incorrect horse".toCharArray())))
                .isEqualTo(new SecretProblem.WrongPassphrase());
        assertThat(file.state()).isEqualTo(SecretPlaces.Sealed.LOCKED);
        assertThat(problem(file::secrets)).isEqualTo(new SecretProblem.SecretsLocked());
        assertThat(problem(() -> file.update(Map::clear))).isEqualTo(new SecretProblem.SecretsLocked());
    }

    @Test
    void aWrongPassphraseClosesNothingThatIsOpen() throws GatewayException {
        SealedFile file = filled(path());
        problem(() -> file.unlock("incorrect horse".toCharArray()));
        assertThat(file.secrets()).containsKey(TOKEN);
    }

    @Test
    void everyFlippedByteIsNoticedAndNothingIsOverwritten() throws Exception {
        SealedFile file = filled(path());
        byte[] whole = Files.readAllBytes(path());
        for (int at = 0; at < whole.length; at++) {
            byte[] bent = whole.clone();
            bent[at] ^= 0x40;
            Files.write(path(), bent);
            assertThat(problem(() -> file(path()).unlock(passphrase())))
                    .as("byte %d", at)
                    .isEqualTo(damaged());
            assertThat(problem(() -> file.update(Map::clear))).as("byte %d", at).isEqualTo(damaged());
            assertThat(file.state()).isEqualTo(SecretPlaces.Sealed.UNREADABLE);
            assertThat(Files.readAllBytes(path())).isEqualTo(bent);
        }
        Files.write(path(), whole);
        assertThat(file.secrets()).containsKey(TOKEN);
    }

    @Test
    void everyByteThatIsChangedOnPurposeKeepsItClosed() throws Exception {
        SealedFile open = filled(path());
        byte[] whole = Files.readAllBytes(path());
        for (int at = 0; at < whole.length - 32; at++) {
            byte[] forged = whole.clone();
            forged[at] ^= 0x01;
            Files.write(path(), summed(forged));
            // Not to be told from a wrong passphrase where the parameters make sense.
            assertThat(problem(() -> file(path()).unlock(passphrase())))
                    .as("byte %d", at)
                    .isIn(damaged(), new SecretProblem.WrongPassphrase());
            assertThat(problem(open::secrets)).as("byte %d", at).isIn(damaged(), new SecretProblem.SecretsLocked());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 60, 107})
    void aTruncatedFileIsDamaged(int length) throws Exception {
        filled(path());
        Files.write(path(), Arrays.copyOf(Files.readAllBytes(path()), length));
        assertThat(problem(() -> file(path()).unlock(passphrase()))).isEqualTo(damaged());
    }

    /** Memory in KiB, passes and lanes that would exhaust the computer, or mean nothing. */
    @ParameterizedTest
    @CsvSource({
        "2147483647, 1, 1",
        "262145, 1, 1",
        "64, 17, 1",
        "64, 0, 1",
        "64, 1, 0",
        "64, 1, 17",
        "15, 1, 2",
        "-1, 1, 1",
        "64, -5, 1"
    })
    void absurdParametersAreRefusedUntried(int memory, int passes, int lanes) throws Exception {
        filled(path());
        byte[] forged = Files.readAllBytes(path());
        ByteBuffer.wrap(forged).putInt(20, memory).putInt(24, passes).putInt(28, lanes);
        Files.write(path(), summed(forged));
        assertThat(problem(() -> file(path()).unlock(passphrase()))).isEqualTo(damaged());
    }

    @Test
    void whatNewFilesAskForIsBearable() {
        assertThat(Cost.STANDARD.isBearable()).isTrue();
        assertThat(Cost.STANDARD).isEqualTo(new Cost(65536, 3, 4));
    }

    @Test
    void theFileOfANewerConsoleIsLeftAsItIs() throws Exception {
        SealedFile open = filled(path());
        byte[] newer = Files.readAllBytes(path());
        ByteBuffer.wrap(newer).putInt(16, SealedBytes.VERSION + 1);
        Files.write(path(), summed(newer));
        assertThat(problem(() -> file(path()).unlock(passphrase()))).isEqualTo(damaged());
        assertThat(problem(() -> open.update(Map::clear))).isEqualTo(damaged());
        assertThat(problem(() -> file(path()).create(passphrase()))).isEqualTo(new SecretProblem.SecretsLocked());
        assertThat(Files.readAllBytes(path())).isEqualTo(newer);
    }

    @Test
    void oneThatIsThereIsNotMadeAnew() throws Exception {
        filled(path());
        byte[] before = Files.readAllBytes(path());
        assertThat(problem(() -> file(path()).create("another".toCharArray())))
                .isEqualTo(new SecretProblem.SecretsLocked());
        assertThat(Files.readAllBytes(path())).isEqualTo(before);
    }

    @Test
    void twoConsolesKeepEachOthersSecrets() throws GatewayException {
        SealedFile one = filled(path());
        SealedFile two = file(path());
        two.unlock(passphrase());
        two.update(secrets -> secrets.put(OTHER, kept()));
        one.update(secrets -> secrets.put(SecretName.DEVICE_KEY, kept()));
        assertThat(two.secrets()).containsOnlyKeys(TOKEN, OTHER, SecretName.DEVICE_KEY);
    }

    @Test
    void anotherFileInItsPlaceIsLocked() throws Exception {
        SealedFile one = filled(path());
        Files.delete(path());
        assertThat(one.secrets()).isEmpty();
        assertThat(problem(() -> one.update(secrets -> secrets.put(OTHER, kept()))))
                .isInstanceOf(Problem.Missing.class);
        file(path()).create("another".toCharArray());
        assertThat(one.state()).isEqualTo(SecretPlaces.Sealed.LOCKED);
        assertThat(problem(one::secrets)).isEqualTo(new SecretProblem.SecretsLocked());
    }

    @Test
    void lockedItTellsNothingUntilThePassphraseComesAgain() throws GatewayException {
        SealedFile file = filled(path());
        file.lock();
        assertThat(problem(file::secrets)).isEqualTo(new SecretProblem.SecretsLocked());
        file.unlock(passphrase());
        assertThat(file.secrets()).containsKey(TOKEN);
    }

    /** The disk fails before a step; the sixth comes after the new content has taken its place. */
    @ParameterizedTest
    @EnumSource(AtomicFile.Step.class)
    void aDiskThatFailsLeavesTheOldContentOrTheNew(AtomicFile.Step failing) throws Exception {
        filled(path());
        SealedFile file = new SealedFile(path(), SealedFixture.CHEAP, (step, _) -> {
            if (step == failing) {
                throw new IOException("disk on fire");
            }
        });
        file.unlock(passphrase());
        if (failing == AtomicFile.Step.FORCE_FOLDER) {
            file.update(secrets -> secrets.put(OTHER, kept()));
            assertThat(reopened(path())).containsOnlyKeys(TOKEN, OTHER);
        } else {
            assertThat(problem(() -> file.update(secrets -> secrets.put(OTHER, kept()))))
                    .isInstanceOf(Problem.Broken.class);
            assertThat(reopened(path())).containsOnlyKeys(TOKEN);
        }
    }

    @ParameterizedTest
    @EnumSource(AtomicFile.Step.class)
    void aConsoleThatDiesLeavesTheOldContentOrTheNew(AtomicFile.Step step) throws Exception {
        filled(path());
        Process child = ChildJvm.start(Dying.class, path().toString(), step.name());
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isEqualTo(99);
        if (step == AtomicFile.Step.FORCE_FOLDER) {
            assertThat(reopened(path())).containsOnlyKeys(TOKEN, OTHER);
        } else {
            assertThat(reopened(path())).containsOnlyKeys(TOKEN);
        }
        // The lock went with the process.
        SealedFile next = file(path());
        next.unlock(passphrase());
        next.update(secrets -> secrets.put(SecretName.DEVICE_KEY, kept()));
        assertThat(reopened(path())).containsKeys(TOKEN, SecretName.DEVICE_KEY);
        try (var files = Files.walk(folder)) {
            for (Path left : files.filter(Files::isRegularFile).toList()) {
                assertThat(SealedFixture.text(left)).doesNotContain("tok-VERY");
            }
        }
    }

    /** Adds a secret, and halts before a step. */
    static final class Dying {
        private Dying() {}

        public static void main(String[] arguments) throws GatewayException {
            SealedFile file = new SealedFile(Path.of(arguments[0]), SealedFixture.CHEAP, (step, _) -> {
                if (step.name().equals(arguments[1])) {
                    Runtime.getRuntime().halt(99);
                }
            });
            file.unlock(passphrase());
            file.update(secrets -> secrets.put(OTHER, kept()));
        }
    }

    @Test
    void whatGoesWrongNamesNoSecret() throws Exception {
        SealedFile file = filled(path());
        byte[] whole = Files.readAllBytes(path());
        Files.write(path(), Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(file::secrets)
                .hasNoCause()
                .message()
                .doesNotContain(VALUE)
                .doesNotContain("horse");
    }

    private static byte[] summed(byte[] file) throws Exception {
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(file, file.length - 32));
        return ByteBuffer.wrap(file).put(file.length - 32, sum).array();
    }

    private Path path() {
        return folder.resolve("secrets.sealed");
    }

    private SecretProblem damaged() {
        return new SecretProblem.SecretsDamaged(path().toString());
    }

    private static Problem problem(ThrowingCallable act) {
        return catchThrowableOfType(GatewayException.class, act).problem();
    }

    @Test
    void contentsThatAreNoneOfOursAreRefused() {
        assertThat(Contents.parse("[{\"owner\":\"a\"}]".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(Contents.parse("nonsense")).isEmpty();
        assertThat(Contents.parse("{\"secret\":1,\"at\":2}")).isEmpty();
        assertThat(Contents.parse(Contents.text(kept()))).contains(kept());
        assertThat(Contents.text(kept())).isPrintable().matches("\\p{ASCII}*");
    }
}
