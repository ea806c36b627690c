package dev.gatehouse.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Runs a program as a user to whom a file can be denied, which it cannot be to root. */
public final class WithoutPrivileges {
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

    private WithoutPrivileges() {}

    /** Runs {@code main} on the classes of the tests and expects it to end well; skipped where nothing can be denied. */
    public static void run(Class<?> main, String... arguments) throws IOException, InterruptedException {
        List<String> prefix = List.of();
        if ("root".equals(System.getProperty("user.name"))) {
            Assumptions.assumeTrue(Files.isExecutable(SETPRIV), "root may read everything, and there is no setpriv");
            prefix = List.of(SETPRIV.toString(), "--bounding-set=-dac_override,-dac_read_search");
        }
        Process child = ChildJvm.start(prefix, main, arguments);
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isZero();
    }
}
