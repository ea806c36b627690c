package dev.gatehouse.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** Creates files that belong to their owner alone from their first moment. */
final class NewFile {
    private static final Set<StandardOpenOption> CREATE =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private NewFile() {}

    /** {@code path} with the links on the way to its folder resolved, but not one in its own place. */
    static Path inRealFolder(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        return folder == null ? path : folder.toRealPath().resolve(path.getFileName());
    }

    /** The name of a temporary file beside {@code target}. */
    static Path temporary(Path target) {
        return target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    }

    /** Opens a file that must not exist yet, with mode 0600 where the file system knows modes. */
    static FileChannel open(Path path) throws IOException {
        FileAttribute<?>[] mode =
                path.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        return FileChannel.open(path, CREATE, mode);
    }

    /**
     * Creates {@code path} together with its content, so that nobody ever sees it empty and no crash leaves it so.
     *
     * @throws FileAlreadyExistsException if it is there
     */
    static void createWhole(Path path, byte[] content) throws IOException {
        Path temporary = temporary(path);
        try {
            try (FileChannel channel = open(temporary)) {
                writeAll(channel, content);
                channel.force(true);
            }
            try {
                Files.createLink(path, temporary);
            } catch (FileAlreadyExistsException e) {
                throw e;
            } catch (UnsupportedOperationException | FileSystemException _) {
                // No hard links here (FAT, some network file systems): the next best is two steps.
                createInSteps(path, content);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void createInSteps(Path path, byte[] content) throws IOException {
        FileChannel channel = open(path);
        try (channel) {
            writeAll(channel, content);
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    static void writeAll(FileChannel channel, byte[] content) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }
}
