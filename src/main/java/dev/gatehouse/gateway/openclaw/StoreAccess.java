package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.io.FileStat;
import java.io.IOException;

/**
 * One store, for those who read and change it.
 *
 * @param profile id of the gateway profile
 * @param paths where it is
 * @param files its files
 */
record StoreAccess(String profile, StorePaths paths, StoreFiles files) {
    SenderIds senders() {
        return paths.dialect().senders();
    }

    /** The format of the pending direct messages of {@code channel}. */
    PairingFormat pairing(String channel) {
        return new PairingFormat(profile, channel, senders());
    }

    /** The formats of the files of devices and nodes. */
    DeviceRows devices() {
        return new DeviceRows(profile);
    }

    /**
     * Whether each account has its own places. OpenClaw counted by channel until 2026.6, whose versions had no database
     * yet; if nothing tells the version, it is taken for a later one.
     */
    boolean placesPerAccount(Config config) {
        if (!paths.dialect().placesPerAccount()) {
            return false;
        }
        try {
            if (FileStat.of(paths.sqlite()).exists()) {
                return true;
            }
        } catch (IOException _) {
            return true;
        }
        return !config.version().matches("2026\\.[1-5]\\..*|202[0-5]\\..*");
    }
}
