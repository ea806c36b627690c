package dev.gatehouse.gateway;

/**
 * Which secret.
 *
 * @param owner id of the gateway profile, or {@link #CONSOLE}
 * @param field what it is: {@code token}, {@code password} …, the key of its {@link FormField}
 */
public record SecretName(String owner, String field) {
    /** Owner of what belongs to the console itself. */
    public static final String CONSOLE = "console";

    /** The key by which the console itself is known as a device. */
    public static final SecretName DEVICE_KEY = new SecretName(CONSOLE, "device-key");
}
