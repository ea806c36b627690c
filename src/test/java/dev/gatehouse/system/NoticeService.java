package dev.gatehouse.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/** A desktop's notification service that writes down what it is to show. */
public final class NoticeService implements AutoCloseable {
    /** The part of the interface that is used. */
    @DBusInterfaceName("org.freedesktop.Notifications")
    public interface Api extends DBusInterface {
        List<String> GetCapabilities();

        UInt32 Notify(
                String application,
                UInt32 replaces,
                String icon,
                String summary,
                String body,
                List<String> actions,
                Map<String, Variant<?>> hints,
                int stays);

        void CloseNotification(UInt32 id);
    }

    /** What came. */
    record Shown(
            long id, long replaces, String summary, String body, List<String> actions, Object urgency, int stays) {}

    final List<Shown> shown = new CopyOnWriteArrayList<>();
    final List<Long> closed = new CopyOnWriteArrayList<>();
    private final DBusConnection connection;

    NoticeService(String address, List<String> abilities) throws DBusException {
        connection = DBusConnectionBuilder.forAddress(address).withShared(false).build();
        connection.requestBusName("org.freedesktop.Notifications");
        connection.exportObject("/org/freedesktop/Notifications", new Service(abilities));
    }

    void signal(String name, String types, Object... arguments) throws DBusException {
        signal(connection, "/org/freedesktop/Notifications", "org.freedesktop.Notifications", name, types, arguments);
    }

    static void signal(DBusConnection from, String path, String api, String name, String types, Object... arguments)
            throws DBusException {
        from.sendMessage(new DBusSignal(null, path, api, name, types, arguments));
    }

    @Override
    public void close() {
        try {
            connection.disconnect();
        } catch (NullPointerException e) {
            // dbus-java 4.2.1 fails so where a call still waits.
            assertThat(e).hasMessageContaining("_ex");
        }
    }

    /** Must be public for the library. */
    public final class Service implements Api {
        private final List<String> abilities;
        private final AtomicLong ids = new AtomicLong();

        Service(List<String> abilities) {
            this.abilities = abilities;
        }

        @Override
        public List<String> GetCapabilities() {
            return abilities;
        }

        @Override
        public UInt32 Notify(
                String application,
                UInt32 replaces,
                String icon,
                String summary,
                String body,
                List<String> actions,
                Map<String, Variant<?>> hints,
                int stays) {
            long id = replaces.longValue() == 0 ? ids.incrementAndGet() : replaces.longValue();
            shown.add(new Shown(
                    id,
                    replaces.longValue(),
                    summary,
                    body,
                    List.copyOf(actions),
                    Objects.requireNonNull(hints.get("urgency")).getValue(),
                    stays));
            return new UInt32(id);
        }

        @Override
        public void CloseNotification(UInt32 id) {
            closed.add(id.longValue());
        }

        @Override
        public String getObjectPath() {
            return "/org/freedesktop/Notifications";
        }
    }
}
