package dev.gatehouse.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.freedesktop.dbus.DBusMatchRule;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.errors.Error;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a D-Bus of Linux: calls with a limit, and signals. Messages are put together by hand, so that nothing
 * of this program is looked at by reflection.
 */
final class Bus implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Bus.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Place BUS = new Place("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus");

    private final DBusConnection connection;

    private Bus(DBusConnection connection) {
        this.connection = connection;
    }

    /**
     * A signal.
     *
     * @param sender the unique name of the connection that sent it, as the bus says
     * @param path the object that it is about
     * @param arguments what it tells
     */
    record Signal(String sender, String path, List<Object> arguments) {}

    /** Where a member is. */
    record Place(String service, String path, String api) {}

    /** The address of the session bus by the environment, if there may be one. */
    static Optional<String> session(Function<String, @Nullable String> variables) {
        String told = variables.apply("DBUS_SESSION_BUS_ADDRESS");
        if (told != null) {
            return Optional.of(told);
        }
        String runtime = variables.apply("XDG_RUNTIME_DIR");
        return runtime == null ? Optional.empty() : socket(Path.of(runtime, "bus"));
    }

    /** The address of the system bus by the environment, if there may be one. */
    static Optional<String> system(Function<String, @Nullable String> variables) {
        String told = variables.apply("DBUS_SYSTEM_BUS_ADDRESS");
        return told != null ? Optional.of(told) : socket(Path.of("/var/run/dbus/system_bus_socket"));
    }

    private static Optional<String> socket(Path path) {
        return Files.exists(path) ? Optional.of("unix:path=" + path) : Optional.empty();
    }

    /**
     * Connects to the bus at {@code address}. Blocks.
     *
     * @throws IOException if nobody answers there
     */
    static Bus connect(String address) throws IOException {
        try {
            return new Bus(
                    DBusConnectionBuilder.forAddress(address).withShared(false).build());
        } catch (DBusException | RuntimeException e) {
            // The library throws either sort where an address makes no sense or leads nowhere.
            throw new IOException("no bus: " + e.getClass().getSimpleName(), e);
        }
    }

    /**
     * Calls a method and waits for what it returns.
     *
     * @param types D-Bus signature of {@code arguments}, or null if there are none
     * @throws IOException if it was refused, or not answered in time
     */
    List<Object> call(Place at, String method, @Nullable String types, Object... arguments) throws IOException {
        try {
            MethodCall call = new MethodCall(at.service(), at.path(), at.api(), method, (byte) 0, types, arguments);
            connection.sendMessage(call);
            Message reply = call.getReply(LIMIT.toMillis());
            if (reply == null) {
                throw new IOException(method + ": no answer");
            }
            if (reply instanceof Error refused) {
                throw new IOException(method + ": " + refused.getName());
            }
            Object[] answer = reply.getParameters();
            return answer == null ? List.of() : List.of(answer);
        } catch (DBusException | RuntimeException e) {
            throw new IOException(method + ": " + e.getClass().getSimpleName(), e);
        }
    }

    /**
     * Calls {@code listener} for every signal {@code name} of {@code api}, from a thread of the library's.
     *
     * @throws IOException if the bus does not take it
     */
    void on(String api, String name, Consumer<Signal> listener) throws IOException {
        try {
            var _ = connection.addGenericSigHandler(
                    new DBusMatchRule("signal", api, name), signal -> tell(signal, listener));
        } catch (DBusException | RuntimeException e) {
            throw new IOException(name + ": " + e.getClass().getSimpleName(), e);
        }
    }

    private static void tell(DBusSignal signal, Consumer<Signal> listener) {
        try {
            Object[] arguments = signal.getParameters();
            listener.accept(new Signal(
                    String.valueOf(signal.getSource()),
                    signal.getPath(),
                    arguments == null ? List.of() : List.of(arguments)));
        } catch (DBusException e) {
            LOG.debug("A signal that cannot be read", e);
        }
    }

    /**
     * Whether {@code signal} comes from whoever has the name {@code service} at this moment. Everybody on a bus may send
     * every signal to all, on the system bus other users of the computer as well. Blocks.
     */
    boolean isFrom(Signal signal, String service) {
        try {
            return call(BUS, "GetNameOwner", "s", service).contains(signal.sender());
        } catch (IOException e) {
            LOG.debug("Nobody is {}", service, e);
            return false;
        }
    }

    /** Whether it still stands. */
    boolean connected() {
        return connection.isConnected();
    }

    @Override
    public void close() {
        try {
            connection.disconnect();
        } catch (RuntimeException e) {
            // dbus-java 4.2.1 fails so where a call still waits, after it has hung up.
            LOG.debug("The bus was left in a hurry", e);
        }
    }
}
