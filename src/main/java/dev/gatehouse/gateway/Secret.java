package dev.gatehouse.gateway;

/**
 * A token, password or key. It prints masked; only {@link #value()} tells it, and only to who sends it.
 *
 * @param value the secret
 */
public record Secret(String value) {
    @Override
    public String toString() {
        return "Secret";
    }
}
