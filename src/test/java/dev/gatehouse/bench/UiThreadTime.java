package dev.gatehouse.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The processor time of this process's JavaFX thread, from Linux's {@code /proc}.
 *
 * @param file where the system counts it
 */
record UiThreadTime(Path file) {
    /** Linux keeps fifteen characters of a thread's name. */
    private static final String NAME = "JavaFX Applicat";

    static UiThreadTime find() throws IOException {
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path task : tasks) {
                if (Files.readString(task.resolve("comm")).startsWith(NAME)) {
                    return new UiThreadTime(task.resolve("schedstat"));
                }
            }
        }
        throw new IOException("no thread is called " + NAME);
    }

    /** In nanoseconds. */
    long used() throws IOException {
        String counts = Files.readString(file);
        return Long.parseLong(counts.substring(0, counts.indexOf(' ')));
    }
}
