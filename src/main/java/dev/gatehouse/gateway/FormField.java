package dev.gatehouse.gateway;

/**
 * One thing to fill in to connect a gateway by hand. Its label and help are in the bundle under
 * {@code form.<product>.<key>.label} and {@code .help}.
 *
 * @param key name of the value
 * @param type how it is entered
 * @param required whether it can stay empty
 * @param preset what stands there at first, may be empty
 */
public record FormField(String key, Type type, boolean required, String preset) {
    /** The ways to enter a value. */
    public enum Type {
        /** A folder on this computer; offers a chooser. */
        FOLDER,
        /** A file on this computer; offers a chooser. */
        FILE,
        /** A line of text. */
        TEXT,
        /** Several lines of text. */
        LINES,
        /** Yes, which is {@code true}, or no, which is empty. */
        SWITCH,
        /** A token or password: never shown, and kept with the secrets under the field's key. */
        SECRET
    }
}
