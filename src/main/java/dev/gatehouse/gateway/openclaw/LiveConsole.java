package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What the console tells a gateway of itself.
 *
 * @param name the name under which it asks to join as a device, for whoever approves it; not empty
 * @param version the console's version; not empty
 */
record LiveConsole(String name, String version) {
    private static final String VERSION_FILE = "/dev/gatehouse/version.properties";

    /** This console on the computer of {@code environment}. */
    static LiveConsole on(Environment environment) {
        return new LiveConsole("Gatehouse on " + host(environment), ownVersion());
    }

    private static String host(Environment environment) {
        String variable = environment.variable("HOSTNAME");
        String host = variable == null ? environment.variable("COMPUTERNAME") : variable;
        if (host == null) {
            try {
                // Asking the system's resolver could take as long as a name server does not answer.
                host = Files.readString(Path.of("/etc/hostname")).strip();
            } catch (IOException _) {
                host = "";
            }
        }
        return host.isEmpty() ? "a computer" : Plain.text(host);
    }

    private static String ownVersion() {
        try (InputStream in = LiveConsole.class.getResourceAsStream(VERSION_FILE)) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new IllegalStateException("version.properties is part of the program", e);
        }
    }

    /** The one client id that both products keep for programs of others. */
    static final String CLIENT = "gateway-client";

    static final String MODE = "backend";
    static final String ROLE = "operator";

    /**
     * Said on every computer, because gateways pin it when they approve a device and ask again when it changes. For the
     * same reason no device family is said at all.
     */
    static final String PLATFORM = "desktop";
}
