package dev.gatehouse.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A state folder of a gateway, with a config of one channel and two accounts.
 *
 * @param folder the state folder
 * @param port where a gateway on it listens
 * @param temporary the folder for temporary files of all that works on it
 */
record OpenClawState(Path folder, int port, Path temporary) {
    static final String CHANNEL = "telegram";
    static final String TOKEN = "made-up-token-of-a-test-0123456789";

    /** Where a gateway can be reached from. */
    enum Bind {
        /** This computer. */
        LOOPBACK,
        /** Every address it has. */
        LAN
    }

    /** Whether the channel is in use: a gateway then tries to reach it, and takes its time to end. */
    enum Channel {
        /** Configured and in use. */
        ON,
        /** Configured only. */
        OFF
    }

    /** Makes one for {@link OpenClawVersion#FILES}. */
    static OpenClawState in(Path base, Bind bind, Channel channel) throws IOException {
        return in(OpenClawVersion.FILES, base, bind, channel);
    }

    /**
     * Makes one in {@code base}, with a port that was free a moment ago. A later release is told to let no device in
     * unasked, from wherever it comes; {@link OpenClawVersion#FILES} cannot be told.
     */
    static OpenClawState in(OpenClawVersion version, Path base, Bind bind, Channel channel) throws IOException {
        Path folder = Files.createDirectories(base.resolve("state"));
        Path temporary = Files.createDirectories(base.resolve("tmp"));
        Files.createDirectories(base.resolve("home"));
        int port = freePort();
        String devices = switch (version) {
            case FILES -> "";
            case SQLITE -> "\"nodes\": { \"pairing\": { \"autoApproveLocal\": false } },";
        };
        String config =
                """
            { "gateway": { "mode": "local", "port": %d, "bind": "%s", %s "auth": { "mode": "token", "token": "%s" } },
              "channels": { "telegram": { "enabled": %s, "dmPolicy": "pairing", "accounts": {
                "default": { "dmPolicy": "pairing", "botToken": "100000001:AAmade-up-token-of-a-test-default-xxxxx" },
                "work": { "dmPolicy": "pairing", "botToken": "100000002:AAmade-up-token-of-a-test-work-xxxxxxxx" } } } } }
            """.formatted(port, bind == Bind.LAN ? "lan" : "loopback", devices, TOKEN, channel == Channel.ON);
        Files.writeString(folder.resolve("openclaw.json"), config);
        return new OpenClawState(folder, port, temporary);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What the product must find in its environment to work on this folder and leave the user's own alone. */
    Map<String, String> variables() {
        return Map.of(
                "OPENCLAW_STATE_DIR", folder.toString(),
                "HOME", home().toString(),
                "TMPDIR", temporary.toString(),
                "NO_COLOR", "1");
    }

    /** The home folder of all that works on it. */
    Path home() {
        return folder.resolveSibling("home");
    }

    /** The folder of the direct messages' files. */
    Path credentials() {
        return folder.resolve("credentials");
    }
}
