package dev.gatehouse.console.secrets;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** Secrets of a computer that a test makes up; never the user's own. A passphrase costs next to nothing here. */
public final class TestSecrets {
    private final FakeKeychain keychain = new FakeKeychain();
    private final Secrets secrets;

    /** On a computer with a keychain, and the sealed file in {@code folder} if there is to be one. */
    public TestSecrets(Path folder) {
        secrets = Secrets.in(
                keychain,
                Duration.ofSeconds(5),
                SealedFixture.file(folder.resolve("secrets.sealed")),
                InstantSource.system());
    }

    /** The secrets of a computer without a keychain. */
    public static Secrets in(Path folder) {
        TestSecrets made = new TestSecrets(folder);
        made.keychain.trouble = KeychainException.absent("none in tests");
        return made.secrets;
    }

    /** The secrets. */
    public Secrets secrets() {
        return secrets;
    }

    /** The keychain refuses from now on, or works again. */
    public void refuse(boolean refusing) {
        keychain.trouble = refusing ? KeychainException.refused("locked") : null;
    }
}
