package dev.gatehouse.testing;

import dev.gatehouse.interop.Interop;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A session bus for everybody who knows its address, without the system's list of what can be started. */
public final class TestBus implements AutoCloseable {
    private static final String CONFIG = """
            <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
             "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
            <busconfig>
              <type>session</type>
              <listen>unix:path=%s</listen>
              <auth>EXTERNAL</auth>
              <policy context="default">
                <allow send_destination="*" eavesdrop="true"/>
                <allow eavesdrop="true"/>
                <allow own="*"/>
              </policy>
            </busconfig>
            """;

    private final Process daemon;
    private final String address;

    private TestBus(Process daemon, String address) {
        this.daemon = daemon;
        this.address = address;
    }

    /** Starts one; skips the test where there is no dbus-daemon. */
    public static TestBus start(Path folder) throws IOException {
        Path config = Files.writeString(folder.resolve("bus.conf"), CONFIG.formatted(folder.resolve("bus")));
        Process daemon;
        try {
            daemon = new ProcessBuilder("dbus-daemon", "--config-file=" + config, "--nofork", "--print-address")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw Interop.missing("dbus-daemon is not installed: " + e.getMessage());
        }
        try (BufferedReader said = daemon.inputReader(StandardCharsets.UTF_8)) {
            String address = said.readLine();
            if (address == null) {
                throw new AssertionError("dbus-daemon does not start");
            }
            return new TestBus(daemon, address);
        }
    }

    /** Where it is. */
    public String address() {
        return address;
    }

    @Override
    public void close() throws InterruptedException {
        daemon.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
}
