package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.SecretStore;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The console as a device, the same at every gateway; made when it is first needed. One at a time is made: of two, the
 * gateway that was asked with the one that is not kept would be asked again as by a stranger.
 */
final class ConsoleKey {
    private final ReentrantLock making = new ReentrantLock();

    /**
     * The device; null where {@code secrets} keeps none, because to ask as a device that is forgotten at once would leave a
     * request at the gateway each time.
     */
    @Nullable
    DeviceIdentity in(SecretStore secrets) throws GatewayException {
        making.lock();
        try {
            DeviceIdentity kept = kept(secrets);
            if (kept != null) {
                return kept;
            }
            secrets.put(SecretName.DEVICE_KEY, DeviceIdentity.create().kept());
            return kept(secrets);
        } finally {
            making.unlock();
        }
    }

    private static @Nullable DeviceIdentity kept(SecretStore secrets) throws GatewayException {
        Optional<Secret> kept = secrets.get(SecretName.DEVICE_KEY);
        try {
            return kept.isEmpty() ? null : DeviceIdentity.of(kept.get());
        } catch (DeviceIdentity.Damaged e) {
            throw new GatewayException(new LinkProblem.IdentityRefused("device-key"), e);
        }
    }
}
