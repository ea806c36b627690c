package dev.gatehouse.interop;

import dev.gatehouse.interop.OpenClawState.Bind;
import dev.gatehouse.interop.OpenClawState.Channel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A gateway of either release and what a test wants around it: a door where devices must ask, a door for its owner, its
 * product's functions. It can be killed and started again on the same folder and port.
 */
final class OpenClawSite implements AutoCloseable {
    /** Where the gateway is. */
    enum Network {
        /** In ours, if its release can be told not to let everybody in over loopback; otherwise in one of its own. */
        NEAREST,
        /** In one of its own, so that its {@link #outside()} is not loopback. */
        OWN
    }

    private final OpenClawInstall install;
    private final OpenClawState state;
    private final OpenClawActs product;
    private final @Nullable Namespace namespace;
    private final @Nullable Tunnel home;
    private final @Nullable Tunnel abroad;
    private @Nullable OpenClawProcess gateway;

    private OpenClawSite(
            OpenClawInstall install,
            OpenClawState state,
            OpenClawActs product,
            @Nullable Namespace namespace,
            @Nullable Tunnel home,
            @Nullable Tunnel abroad) {
        this.install = install;
        this.state = state;
        this.product = product;
        this.namespace = namespace;
        this.home = home;
        this.abroad = abroad;
    }

    /** Makes one in {@code base}; the gateway does not run yet. */
    static OpenClawSite in(Path base, OpenClawInstall install, Channel channel, Network network) throws IOException {
        boolean own = network == Network.OWN || install.version() == OpenClawVersion.FILES;
        OpenClawState state = OpenClawState.in(install.version(), base, own ? Bind.LAN : Bind.LOOPBACK, channel);
        Scripts scripts = Scripts.in(base.resolve("scripts"));
        OpenClawActs product = new OpenClawActs(install, state, scripts);
        if (!own) {
            return new OpenClawSite(install, state, product, null, null, null);
        }
        Namespace namespace = Namespace.make();
        // The owner's entrance has the port of the config, where the console looks for the gateway.
        Tunnel home = Tunnel.into(
                namespace,
                install.node(),
                scripts,
                state.temporary().resolve("home.sock"),
                state.port(),
                "127.0.0.1",
                state.port());
        Tunnel abroad = Tunnel.into(
                namespace,
                install.node(),
                scripts,
                state.temporary().resolve("abroad.sock"),
                0,
                Namespace.ADDRESS,
                state.port());
        return new OpenClawSite(install, state, product, namespace, home, abroad);
    }

    /** Its folder and port. */
    OpenClawState state() {
        return state;
    }

    /** The product's own functions on it. */
    OpenClawActs product() {
        return product;
    }

    /** Its owner's door: what comes in here is on the gateway's own computer. */
    URI inside() {
        return door(state.port());
    }

    /** Everybody's door: a device that comes in here must ask. */
    URI outside() {
        return door(abroad == null ? state.port() : abroad.port());
    }

    private static URI door(int port) {
        return URI.create("ws://127.0.0.1:" + port);
    }

    /** Starts the gateway and waits until it answers. */
    OpenClawProcess start() throws IOException, InterruptedException {
        OpenClawProcess started = OpenClawProcess.started(install, state, namespace);
        gateway = started;
        return started;
    }

    /** Ends the gateway on the spot. */
    void kill() throws InterruptedException {
        if (gateway == null) {
            throw new IllegalStateException("not started");
        }
        gateway.kill();
        gateway.close();
        gateway = null;
    }

    /** Has the gateway do nothing any more, as if its computer were overloaded; it can still be killed. */
    void pause() throws IOException, InterruptedException {
        if (gateway == null) {
            throw new IllegalStateException("not started");
        }
        Command.of("kill", "-STOP", Long.toString(gateway.pid()))
                .run(Duration.ofSeconds(5))
                .outOrFail();
    }

    /** A new connection of its owner. */
    AdminClient owner() {
        return AdminClient.at(inside());
    }

    @Override
    public void close() throws IOException {
        if (gateway != null) {
            gateway.close();
        }
        product.close();
        if (home != null) {
            home.close();
        }
        if (abroad != null) {
            abroad.close();
        }
        if (namespace != null) {
            namespace.close();
        }
    }
}
