package dev.gatehouse.practice;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of one practice gateway, gone when it is closed. A process that is killed leaves its folder behind, and the
 * next one deletes it: a file in it is locked as long as its process lives, and the system lets go of that lock however
 * the process ends.
 */
final class PracticeFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PracticeFolder.class);
    private static final String PREFIX = "gatehouse-practice-";

    /** Holds the number of the process, for whoever looks; what counts is the lock on it. */
    private static final String OWNER = "gatehouse-owner";

    private final Path path;
    private final FileChannel owner;

    private PracticeFolder(Path path, FileChannel owner) {
        this.path = path;
        this.owner = owner;
    }

    /** Makes one in {@code parent}, and deletes those that the dead have left there. */
    static PracticeFolder create(Path parent) throws IOException {
        Path path = Files.createTempDirectory(parent, PREFIX, ownerOnly(parent)).toRealPath();
        try {
            PracticeFolder folder = new PracticeFolder(path, own(path));
            folder.sweep();
            return folder;
        } catch (IOException e) {
            delete(path);
            throw e;
        }
    }

    /** Where it is. */
    Path path() {
        return path;
    }

    /** Makes a folder in it. */
    void createFolder(String name) throws IOException {
        Files.createDirectory(path.resolve(name), ownerOnly(path));
    }

    @Override
    public void close() {
        try {
            owner.close();
        } catch (IOException e) {
            LOG.warn("The practice gateway's folder could not be let go of: {}", e.toString());
        }
        delete(path);
    }

    private static FileChannel own(Path path) throws IOException {
        Path made = path.resolve(OWNER + ".new");
        FileChannel channel = FileChannel.open(made, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw new IOException("somebody else has locked " + made);
            }
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            // Under its name it is never seen unlocked while this process lives.
            Files.move(made, path.resolve(OWNER));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void sweep() {
        List<Path> others = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path.resolveSibling(""), PREFIX + "*")) {
            entries.forEach(others::add);
        } catch (DirectoryIteratorException | IOException e) {
            LOG.debug("Folders of earlier practice gateways could not be looked for: {}", e.toString());
        }
        for (Path other : others) {
            if (!other.equals(path) && abandoned(other)) {
                LOG.info("Deleting what an earlier practice gateway left in {}", other);
                delete(other);
            }
        }
    }

    /** Whether {@code other} is such a folder, of this user, and its process is gone. In doubt it is not. */
    private boolean abandoned(Path other) {
        Path marker = other.resolve(OWNER);
        try {
            if (!Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)
                    || !Files.isRegularFile(marker, LinkOption.NOFOLLOW_LINKS)
                    || !Files.getOwner(other).equals(Files.getOwner(path))) {
                return false;
            }
            try (FileChannel channel = FileChannel.open(marker, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                return lock != null;
            }
        } catch (OverlappingFileLockException _) {
            // Another one of this very process.
            return false;
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("Whose {} is cannot be told: {}", other, e.toString());
            return false;
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path where) {
        return where.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException thrown)
                        throws IOException {
                    if (thrown != null) {
                        throw thrown;
                    }
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException _) {
            LOG.debug("The practice gateway's folder was gone already");
        } catch (IOException e) {
            LOG.warn("The practice gateway's folder could not be deleted: {}", folder, e);
        }
    }
}
