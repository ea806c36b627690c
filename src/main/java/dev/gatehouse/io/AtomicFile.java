package dev.gatehouse.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small file that other programs read and write as well, and that is only ever replaced as a whole: whoever looks, and
 * whatever fails at whatever moment, finds the old content or the new.
 *
 * <p>Its folder is resolved through links at every call; a link in place of the file itself is read through, and replaced
 * by a replacement, as OpenClaw does it (2026.7.1, replace-file).
 */
public final class AtomicFile {
    /** The most that is read, in bytes. */
    public static final long LIMIT = 32L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(AtomicFile.class);

    private final Path path;
    private final Observer observer;

    /** The file at {@code path}, there or not. */
    public AtomicFile(Path path) {
        this(path, Observer.NONE);
    }

    /** The file at {@code path}; {@code observer} is told of every step of a replacement. */
    public AtomicFile(Path path, Observer observer) {
        this.path = path;
        this.observer = observer;
    }

    /** The steps of a replacement, in order. */
    public enum Step {
        /** The temporary file is made. */
        CREATE,
        /** The new content is written to it. */
        WRITE,
        /** It is forced to the disk. */
        FORCE,
        /** The target is compared with what was read. */
        COMPARE,
        /** The temporary file takes the target's place. */
        MOVE,
        /** The folder is forced to the disk. */
        FORCE_FOLDER
    }

    /** Is told before every step of a replacement; the seam where tests make a disk fail or a process die. */
    @FunctionalInterface
    public interface Observer {
        /** Looks on. */
        Observer NONE = (_, _) -> {};

        /** {@code step} on {@code target} comes next; an exception takes its place. */
        void before(Step step, Path target) throws IOException;
    }

    /**
     * A last word before the new content takes its place.
     *
     * @param <X> how it says no
     */
    @FunctionalInterface
    public interface LastWord<X extends Exception> {
        /** Throws if the file is not to be replaced after all. */
        void check() throws X;
    }

    /** What stood in a file at one moment. */
    public static final class Content {
        private final FileStat stat;
        private final Instant readAt;
        private final byte[] bytes;

        private Content(FileStat stat, Instant readAt, byte[] bytes) {
            this.stat = stat;
            this.readAt = readAt;
            this.bytes = bytes;
        }

        /** Whether the file was there. */
        public boolean exists() {
            return stat.exists();
        }

        /** Its content; empty if it was not there. */
        public byte[] bytes() {
            return bytes.clone();
        }

        /** What told it from others. */
        public FileStat stat() {
            return stat;
        }

        /** When it was read, by this computer's clock. */
        public Instant readAt() {
            return readAt;
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /**
     * Reads it whole; a file that is not there reads as nothing.
     *
     * @throws FileFault.TooLarge if it is over {@link #LIMIT}; then nothing was read
     * @throws FileFault.Denied if it may not be read
     * @throws FileFault.Changed if it kept changing while it was read
     */
    public Content read() throws IOException {
        try {
            for (int attempt = 0; attempt < 3; attempt++) {
                Instant readAt = Instant.now();
                FileStat before = FileStat.of(path);
                byte[] bytes = before.exists() ? readBytes(before.size()) : new byte[0];
                if (FileStat.of(path).equals(before) && bytes.length == before.size()) {
                    return new Content(before, readAt, bytes);
                }
            }
            throw new FileFault.Changed(path);
        } catch (IOException e) {
            throw FileFault.recognise(path, e);
        }
    }

    private byte[] readBytes(long size) throws IOException {
        if (size > LIMIT) {
            throw new FileFault.TooLarge(path, size, LIMIT);
        }
        // A pipe or a device in place of a file would never end.
        if (!Files.isRegularFile(path)) {
            throw new IOException("not a regular file: " + path);
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes((int) LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw new FileFault.TooLarge(path, bytes.length, LIMIT);
            }
            return bytes;
        } catch (NoSuchFileException _) {
            return new byte[0];
        }
    }

    /**
     * Creates it with {@code content} unless it is there.
     *
     * @return whether it was created
     */
    public boolean createIfAbsent(byte[] content) throws IOException {
        if (FileStat.of(path).exists()) {
            return false;
        }
        try {
            observer.before(Step.CREATE, path);
            NewFile.createWhole(NewFile.inRealFolder(path), content);
            return true;
        } catch (FileAlreadyExistsException _) {
            return false;
        } catch (IOException e) {
            throw FileFault.recognise(path, e);
        }
    }

    /**
     * Puts {@code next} in its place.
     *
     * @param expected what was read before, on which {@code next} builds
     * @param last is asked immediately before the new content takes its place
     * @throws FileFault.Changed if the file is not the one that was read
     * @throws FileFault.DiskFull if there is no room
     * @throws FileFault.Denied if it may not be written
     * @throws X what {@code last} says; in all these cases the old content stands. Once the new content has taken its
     *     place nothing is thrown any more
     */
    public <X extends Exception> void replace(Content expected, byte[] next, LastWord<X> last) throws IOException, X {
        try {
            Path target = NewFile.inRealFolder(path);
            Path temporary = NewFile.temporary(target);
            try {
                observer.before(Step.CREATE, path);
                try (FileChannel channel = NewFile.open(temporary)) {
                    observer.before(Step.WRITE, path);
                    NewFile.writeAll(channel, next);
                    observer.before(Step.FORCE, path);
                    channel.force(true);
                }
                last.check();
                observer.before(Step.COMPARE, path);
                compare(expected);
                observer.before(Step.MOVE, path);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                discard(temporary);
            }
            makeLast(target);
        } catch (IOException e) {
            throw FileFault.recognise(path, e);
        }
    }

    private void compare(Content expected) throws IOException {
        Content now = read();
        if (!now.stat.equals(expected.stat) || !Arrays.equals(now.bytes, expected.bytes)) {
            throw new FileFault.Changed(path);
        }
    }

    /** Deletes {@code temporary} if it is still there; a failure says nothing of the file itself. */
    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            LOG.warn("{} could not be deleted: {}", temporary, e.toString());
        }
    }

    /**
     * Forces the folder to the disk. The new content stands, and everybody reads it: a system that cannot promise that a
     * power cut leaves it so (CIFS and some FUSE file systems cannot) does not undo that, and saying that nothing was
     * written would be wrong.
     */
    private void makeLast(Path target) {
        try {
            observer.before(Step.FORCE_FOLDER, path);
            forceFolder(target.getParent());
        } catch (IOException e) {
            LOG.warn("{} was replaced, but its folder could not be forced to the disk: {}", path, e.toString());
        }
    }

    /** Makes the rename itself last. Windows cannot open a folder, and needs no such thing. */
    private static void forceFolder(@Nullable Path folder) throws IOException {
        if (folder != null
                && folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
