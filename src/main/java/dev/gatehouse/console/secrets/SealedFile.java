package dev.gatehouse.console.secrets;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.SecretProblem;
import dev.gatehouse.gateway.StoreProblems;
import dev.gatehouse.io.AtomicFile;
import dev.gatehouse.io.FileGuard;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file in which secrets rest, sealed with a passphrase. It is read anew for every look and every change, so that two
 * consoles see what the other one wrote; between the two only the key is in memory. What is damaged or of a newer
 * console is never overwritten.
 */
final class SealedFile {
    private static final Logger LOG = LoggerFactory.getLogger(SealedFile.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final AtomicFile file;
    private final Cost cost;
    private final SecureRandom random = new SecureRandom();
    private @Nullable SealKey key;

    /** The file at {@code path}, there or not. */
    SealedFile(Path path) {
        this(path, Cost.STANDARD, AtomicFile.Observer.NONE);
    }

    /**
     * The same.
     *
     * @param cost what a passphrase is to cost in a file that is made here
     * @param observer is told of every step of a replacement
     */
    SealedFile(Path path, Cost cost, AtomicFile.Observer observer) {
        this.file = new AtomicFile(path, observer);
        this.cost = cost;
    }

    /** What could be done with it now; reads it. */
    synchronized SecretPlaces.Sealed state() {
        try {
            Optional<SealedBytes> there = read();
            if (there.isEmpty()) {
                forget();
                return SecretPlaces.Sealed.NONE;
            }
            return fits(there.get()) == null ? SecretPlaces.Sealed.LOCKED : SecretPlaces.Sealed.OPEN;
        } catch (GatewayException e) {
            LOG.debug("The sealed file cannot be used: {}", e.problem());
            return SecretPlaces.Sealed.UNREADABLE;
        }
    }

    /**
     * Makes the file, with nothing in it, and opens it.
     *
     * @throws GatewayException if there is one already, or it cannot be written
     */
    synchronized void create(char[] passphrase) throws GatewayException {
        byte[] salt = new byte[SealKey.SALT];
        random.nextBytes(salt);
        SealKey fresh = SealKey.of(passphrase, cost, salt);
        byte[] content = SealedBytes.seal(fresh, Contents.bytes(Map.of()), random);
        try (FileGuard ours = FileGuard.of(file.path(), PATIENCE)) {
            LOG.trace("Making {} under {}", file.path(), ours);
            if (!file.createIfAbsent(content)) {
                throw new GatewayException(new SecretProblem.SecretsLocked());
            }
        } catch (IOException e) {
            throw StoreProblems.exception(e, file.path());
        }
        forget();
        key = fresh;
    }

    /**
     * Opens it.
     *
     * @throws GatewayException with {@link SecretProblem.WrongPassphrase}, or {@link SecretProblem.SecretsDamaged}
     */
    synchronized void unlock(char[] passphrase) throws GatewayException {
        SealedBytes there = read().orElseThrow(this::missing);
        SealKey tried = SealKey.of(passphrase, there.cost(), there.salt());
        byte[] plain = there.open(tried).orElse(null);
        if (plain == null) {
            tried.wipe();
            throw new GatewayException(new SecretProblem.WrongPassphrase());
        }
        Arrays.fill(plain, (byte) 0);
        forget();
        key = tried;
    }

    private GatewayException missing() {
        return new GatewayException(new Problem.Missing(file.path().toString()));
    }

    /** Forgets the key. */
    synchronized void lock() {
        forget();
    }

    private void forget() {
        SealKey old = key;
        key = null;
        if (old != null) {
            old.wipe();
        }
    }

    /**
     * What is in it; nothing if there is no such file.
     *
     * @throws GatewayException if it is locked, damaged or cannot be read
     */
    synchronized Map<SecretName, Kept> secrets() throws GatewayException {
        Optional<SealedBytes> there = read();
        return there.isEmpty() ? Map.of() : secrets(there.get());
    }

    /**
     * Changes what is in it now. Returns when it is on the disk.
     *
     * @throws GatewayException if it is gone, locked, damaged or cannot be written; then the old content stands
     */
    synchronized void update(Consumer<Map<SecretName, Kept>> change) throws GatewayException {
        try (FileGuard ours = FileGuard.of(file.path(), PATIENCE)) {
            LOG.trace("Writing {} under {}", file.path(), ours);
            AtomicFile.Content old = file.read();
            SealedBytes there = parse(old).orElseThrow(this::missing);
            Map<SecretName, Kept> before = secrets(there);
            Map<SecretName, Kept> after = new LinkedHashMap<>(before);
            change.accept(after);
            if (!after.equals(before)) {
                byte[] plain = Contents.bytes(after);
                try {
                    file.replace(old, SealedBytes.seal(open(there), plain, random), () -> {});
                } finally {
                    Arrays.fill(plain, (byte) 0);
                }
            }
        } catch (IOException e) {
            throw StoreProblems.exception(e, file.path());
        }
    }

    private Map<SecretName, Kept> secrets(SealedBytes there) throws GatewayException {
        // The key was made for this very file, so another answer than its secrets means that somebody changed the box.
        byte[] plain = there.open(open(there)).orElseThrow(this::damaged);
        try {
            return Contents.parse(plain).orElseThrow(this::damaged);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private SealKey open(SealedBytes there) throws GatewayException {
        SealKey fitting = fits(there);
        if (fitting == null) {
            throw new GatewayException(new SecretProblem.SecretsLocked());
        }
        return fitting;
    }

    /** The key, if it is here and another console has not put another file in place of the one it is for. */
    private @Nullable SealKey fits(SealedBytes there) {
        return key != null && there.isFor(key) ? key : null;
    }

    private Optional<SealedBytes> read() throws GatewayException {
        try {
            return parse(file.read());
        } catch (IOException e) {
            throw StoreProblems.exception(e, file.path());
        }
    }

    private Optional<SealedBytes> parse(AtomicFile.Content content) throws GatewayException {
        if (!content.exists()) {
            return Optional.empty();
        }
        return Optional.of(SealedBytes.parse(content.bytes()).orElseThrow(this::damaged));
    }

    private GatewayException damaged() {
        return new GatewayException(new SecretProblem.SecretsDamaged(file.path().toString()));
    }
}
