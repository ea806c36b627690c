package dev.gatehouse.interop;

import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/** What the command line says about these tests. */
public final class Interop {
    private Interop() {}

    /** Where products are installed, kept from run to run: {@code -Dinterop.cache}. */
    static Path cache() {
        String cache = System.getProperty("interop.cache", "");
        return cache.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache", "gatehouse-interop")
                : Path.of(cache).toAbsolutePath();
    }

    /**
     * Ends a test that cannot be run here: skipped, or failed with {@code -Dinterop.required=true}.
     *
     * @param reason what is missing, in one sentence
     */
    public static RuntimeException missing(String reason) {
        if (Boolean.getBoolean("interop.required")) {
            throw new AssertionError("Required, but cannot be run: " + reason);
        }
        System.out.println("Skipped: " + reason);
        throw new TestAbortedException(reason);
    }
}
