package dev.gatehouse.console.secrets;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.KeyringStorageType;
import com.github.javakeyring.PasswordAccessException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Secret Service on Linux, the Keychain on macOS, the Credential Manager on Windows, by way of java-keyring. Each call is
 * a connection of its own, so that a keychain that was restarted is found again.
 */
final class SystemKeychain implements Keychain {
    private static final Logger LOG = LoggerFactory.getLogger(SystemKeychain.class);

    /** How java-keyring 1.0.4 says on Linux that nothing is there; everything else is a failure. */
    private static final String NOTHING_THERE = "No stored credentials match";

    private final boolean linux;

    /**
     * The keychain of this computer.
     *
     * @param system name of the system, as in {@code os.name}
     */
    SystemKeychain(String system) {
        this.linux = system.toLowerCase(Locale.ROOT).startsWith("linux");
    }

    @Override
    public Optional<String> get(Item item) throws KeychainException {
        return with(keyring -> read(keyring, item));
    }

    @Override
    public void put(Item item, String text) throws KeychainException {
        with(keyring -> {
            try {
                keyring.setPassword(item.service(), item.account(), text);
            } catch (PasswordAccessException e) {
                throw KeychainException.refused("not kept: " + e.getClass().getSimpleName());
            }
            // A dismissed question for a password ends like a kept secret.
            if (!read(keyring, item).equals(Optional.of(text))) {
                throw KeychainException.refused("not kept");
            }
            return true;
        });
    }

    @Override
    public void remove(Item item) throws KeychainException {
        with(keyring -> {
            if (read(keyring, item).isPresent()) {
                try {
                    keyring.deletePassword(item.service(), item.account());
                } catch (PasswordAccessException e) {
                    throw KeychainException.refused(e.toString());
                }
                if (read(keyring, item).isPresent()) {
                    throw KeychainException.refused("not removed");
                }
            }
            return true;
        });
    }

    private Optional<String> read(Keyring keyring, Item item) throws KeychainException {
        try {
            return Optional.of(keyring.getPassword(item.service(), item.account()));
        } catch (PasswordAccessException e) {
            // macOS says it in the operator's language and Windows with a number that may be another call's, so there
            // every failure counts as nothing; a secret that is there and cannot be read is asked for again.
            if (!linux || String.valueOf(e.getMessage()).startsWith(NOTHING_THERE)) {
                return Optional.empty();
            }
            throw KeychainException.refused(e.toString());
        }
    }

    /** What is done with an open keychain. */
    private interface Act<T> {
        T with(Keyring keyring) throws KeychainException;
    }

    // A library that meets a dead, locked or half started keychain fails with whatever that led to: null pointers and
    // illegal states on Linux, missing natives elsewhere. Here these are answers, and nothing of ours runs inside.
    private <T> T with(Act<T> act) throws KeychainException {
        try {
            if (linux) {
                SecretServiceBus.open();
            }
            Keyring keyring = linux ? Keyring.create(KeyringStorageType.GNOME_KEYRING) : Keyring.create();
            try {
                return act.with(keyring);
            } finally {
                close(keyring);
            }
        } catch (BackendNotSupportedException e) {
            String reason = root(e);
            throw linux ? KeychainException.refused(reason) : KeychainException.absent(reason);
        } catch (RuntimeException e) {
            throw KeychainException.refused(root(e));
        } catch (LinkageError e) {
            throw KeychainException.absent(e.getClass().getSimpleName());
        }
    }

    private static void close(Keyring keyring) {
        try {
            keyring.close();
        } catch (Exception e) {
            // The signature leaves no choice; what was asked for is done or has failed by now.
            LOG.debug("The connection to the keychain could not be closed: {}", root(e));
        }
    }

    /** The first cause by its class alone: a message may quote a secret. */
    private static String root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = Objects.requireNonNull(root.getCause());
        }
        return root.getClass().getSimpleName();
    }
}
