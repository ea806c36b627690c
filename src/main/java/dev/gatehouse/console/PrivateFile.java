package dev.gatehouse.console;

import dev.gatehouse.io.AtomicFile;
import dev.gatehouse.io.FileFault;
import dev.gatehouse.pairing.Phrase;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file that the operator wants of a secret: for its owner alone from its first moment (mode 0600 where the file system
 * knows modes), and there as a whole or not at all.
 */
public final class PrivateFile {
    private final AtomicFile file;

    /** The file at {@code path}, there or not. */
    public PrivateFile(Path path) {
        this.file = new AtomicFile(path);
    }

    /**
     * Writes it unless something of that name is there.
     *
     * @return whether it was written
     */
    public boolean create(byte[] content) throws IOException {
        return file.createIfAbsent(content);
    }

    /** Writes it in the place of what is there. */
    public void replace(byte[] content) throws IOException {
        file.replace(file.read(), content, () -> {});
    }

    /** What kept it from being written, and what to do about it. */
    public static Phrase why(IOException thrown) {
        return switch (thrown) {
            case FileFault.Denied _ -> Phrase.of("file.why.denied");
            case FileFault.DiskFull _ -> Phrase.of("file.why.full");
            case FileFault.Changed _ -> Phrase.of("file.why.changed");
            case NoSuchFileException _ -> Phrase.of("file.why.no-folder");
            default -> Phrase.of("file.why.other", thrown.getClass().getSimpleName());
        };
    }
}
