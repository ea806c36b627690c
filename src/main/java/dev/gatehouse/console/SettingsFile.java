package dev.gatehouse.console;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings, in memory and on the disk. Changes count at once and are written in the background, the last one
 * certainly.
 */
public final class SettingsFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsFile.class);

    private volatile Settings settings;
    private final @Nullable JsonFile<Settings> file;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("settings").factory());

    private SettingsFile(Settings first, @Nullable JsonFile<Settings> file) {
        this.settings = first;
        this.file = file;
    }

    /** Settings that end with the process. */
    public static SettingsFile inMemory() {
        return new SettingsFile(Settings.FIRST, null);
    }

    /**
     * The settings kept in {@code path}, which need not exist yet. Blocks on the disk.
     *
     * @throws IOException if it is there and cannot be read
     */
    public static SettingsFile keptIn(Path path) throws IOException {
        JsonFile<Settings> file = new JsonFile<>(path, Settings.FIRST, Settings.VERSION);
        return new SettingsFile(file.load(), file);
    }

    /** The settings as they are now. */
    public Settings get() {
        return settings;
    }

    /** Whether they are of a newer console and changes end with the process. */
    public boolean isNewer() {
        return file != null && file.isNewer();
    }

    /** Changes them; returns at once. What another console changes in the file meanwhile is kept there. */
    public synchronized void change(UnaryOperator<Settings> change) {
        Settings before = settings;
        settings = change.apply(before);
        JsonFile<Settings> target = file;
        if (target != null && !settings.equals(before)) {
            writer.execute(() -> write(target, change));
        }
    }

    private static void write(JsonFile<Settings> target, UnaryOperator<Settings> change) {
        try {
            target.update(change);
        } catch (IOException e) {
            LOG.warn("The settings could not be written", e);
        }
    }

    /** Waits until the last change is written, five seconds at most. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("The settings were not written in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
