package dev.gatehouse.gateway.smith;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.SecretStore;
import dev.gatehouse.gateway.smith.StoreUrl.Server;
import java.nio.file.Path;

/**
 * A store by a route of the profile: as it was typed, with the password that was entered; else as {@code .env} says now,
 * password and all.
 *
 * @param server which store
 * @param profile id of the gateway profile
 * @param route the route
 * @param secrets where the operator's secrets are
 */
record RoutedStore(Server server, String profile, Route route, SecretStore secrets) implements StoreWay {
    @Override
    public StoreUrl url() throws GatewayException {
        String typed = route.settings().get(SmithForm.ADDRESS);
        if (typed != null) {
            return secrets.get(new SecretName(profile, SmithForm.passwordField(server)))
                    .map(StoreUrl.parse(server, typed)::with)
                    .orElse(StoreUrl.parse(server, typed));
        }
        String env = route.settings().getOrDefault(SmithForm.ENV, "");
        return EnvUrls.of(server, EnvFile.read(Path.of(env)))
                .orElseThrow(() -> new GatewayException(new Problem.Missing(env)));
    }

    @Override
    public String pin() {
        return route.settings().getOrDefault(Route.PIN, "");
    }

    @Override
    public String plainTextTo() {
        return route.settings().getOrDefault(Route.PLAIN_TEXT, "");
    }
}
