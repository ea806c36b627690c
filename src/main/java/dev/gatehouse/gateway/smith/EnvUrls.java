package dev.gatehouse.gateway.smith;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.smith.StoreUrl.Server;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stores as {@code .env} names them. */
final class EnvUrls {
    /** Where the daemon looks for Redis unless told otherwise (smith-core 0.2.6). */
    private static final String DEFAULT_REDIS = "redis://127.0.0.1:6379";

    private EnvUrls() {}

    /**
     * The URL of {@code server}; empty if {@code env} is null or tells of no database.
     *
     * @throws GatewayException if what is written there is no URL
     */
    static Optional<StoreUrl> of(Server server, @Nullable EnvFile env) throws GatewayException {
        if (env == null) {
            return Optional.empty();
        }
        if (server == Server.REDIS) {
            String url = env.value("REDIS_URL");
            return Optional.of(StoreUrl.parse(server, url == null ? DEFAULT_REDIS : url));
        }
        Optional<StoreUrl> daemon = parsed(env.value("DATABASE_URL"));
        Optional<StoreUrl> installer = parsed(env.value("SMITH_DATABASE_URL"));
        // The installer's user sees every row; but what counts is the database that the daemon uses.
        return installer
                .filter(url -> daemon.isEmpty() || daemon.get().instance().equals(url.instance()))
                .or(() -> daemon);
    }

    private static Optional<StoreUrl> parsed(@Nullable String url) throws GatewayException {
        return url == null ? Optional.empty() : Optional.of(StoreUrl.parse(Server.POSTGRES, url));
    }
}
