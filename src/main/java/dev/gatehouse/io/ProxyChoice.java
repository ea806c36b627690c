package dev.gatehouse.io;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** No proxy on the way to this computer; elsewhere the system's choice. */
final class ProxyChoice extends ProxySelector {
    private final @Nullable ProxySelector system;

    ProxyChoice(@Nullable ProxySelector system) {
        this.system = system;
    }

    @Override
    public List<Proxy> select(URI uri) {
        String host = uri.getHost().replaceAll("[\\[\\]]", "");
        boolean loopback = new Address(false, host, 1, "/").loopback();
        return loopback || system == null ? List.of(Proxy.NO_PROXY) : system.select(uri);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        if (system != null) {
            system.connectFailed(uri, address, failure);
        }
    }
}
