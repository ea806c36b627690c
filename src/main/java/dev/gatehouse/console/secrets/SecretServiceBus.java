package dev.gatehouse.console.secrets;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.freedesktop.dbus.ObjectPath;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBus;
import org.freedesktop.secret.Collection;
import org.freedesktop.secret.Pair;
import org.freedesktop.secret.Prompt;
import org.freedesktop.secret.Service;

/**
 * What has to be known of the Secret Service before java-keyring is let near it: whether there is one, which the library
 * does not tell from one that hangs, and whether it is open, as the library asks the operator for the password of a
 * locked one up to three times for each call (1.0.4, seen with gnome-keyring 42).
 */
final class SecretServiceBus {
    private static final String SERVICE = "org.freedesktop.secrets";
    private static final String DEFAULT = "/org/freedesktop/secrets/aliases/default";

    /** How long the operator may take to type the password of the keychain; the library's own limit. */
    private static final Duration TYPING = Duration.ofSeconds(120);

    private SecretServiceBus() {}

    /**
     * Returns when the Secret Service is there and open. If it is locked, it asks the operator once.
     *
     * @throws KeychainException if there is none, or it stays locked
     */
    static void open() throws KeychainException {
        try (DBusConnection bus = connect()) {
            DBus daemon = bus.getRemoteObject("org.freedesktop.DBus", "/org/freedesktop/DBus", DBus.class);
            if (!daemon.NameHasOwner(SERVICE)
                    && !List.of(daemon.ListActivatableNames()).contains(SERVICE)) {
                throw KeychainException.absent("no " + SERVICE + " on the session bus");
            }
            unlock(new Service(bus));
        } catch (DBusException | IOException e) {
            throw KeychainException.refused("session bus: " + e.getClass().getSimpleName());
        }
    }

    /** The library throws either sort where an address is missing, makes no sense, or leads nowhere. */
    private static DBusConnection connect() throws KeychainException {
        try {
            return DBusConnectionBuilder.forSessionBus().withShared(false).build();
        } catch (DBusException | RuntimeException e) {
            throw KeychainException.absent("no session bus: " + e.getClass().getSimpleName());
        }
    }

    private static void unlock(Service service) throws KeychainException {
        Collection standard = new Collection(new ObjectPath(SERVICE, DEFAULT), service);
        if (!standard.isLocked()) {
            return;
        }
        Pair<List<ObjectPath>, ObjectPath> answer = service.unlock(List.of(standard.getPath()));
        ObjectPath prompt = Objects.requireNonNull(answer.b);
        if (!prompt.getPath().equals("/")) {
            new Prompt(service).await(prompt, TYPING);
        }
        if (standard.isLocked()) {
            throw KeychainException.refused("locked");
        }
    }
}
