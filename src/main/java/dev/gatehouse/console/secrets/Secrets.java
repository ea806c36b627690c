package dev.gatehouse.console.secrets;

import dev.gatehouse.console.Subscription;
import dev.gatehouse.console.secrets.Keychain.Item;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.SecretProblem;
import dev.gatehouse.gateway.SecretStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The console's secrets, in the best place there is: the system's keychain, else the sealed file if it is open, else
 * memory. Where one secret is, is found by asking each place; nothing else remembers it.
 *
 * <p>Every method may block: for seconds on the keychain, for about one on a passphrase, else on the disk.
 */
public final class Secrets implements SecretStore {
    /** How long the keychain may take. Longer only makes the first screen wait; a later answer still counts. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Secrets.class);

    /** Something that no keychain holds. */
    private static final Item NOTHING = new Item("Gatehouse", "is anybody there");

    private final TimedKeychain keychain;
    private final SealedFile file;
    private final InstantSource clock;
    private final Map<SecretName, Kept> memory = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private Secrets(Keychain keychain, Duration patience, SealedFile file, InstantSource clock) {
        this.keychain = new TimedKeychain(keychain, patience, this::changed);
        this.file = file;
        this.clock = clock;
    }

    /** Secrets in {@code keychain}, which may take {@code patience}, else in {@code file}. */
    static Secrets in(Keychain keychain, Duration patience, SealedFile file, InstantSource clock) {
        return new Secrets(keychain, patience, file, clock);
    }

    /**
     * The secrets of this computer's user. Asks nothing of anybody yet.
     *
     * @param sealed where the sealed file is or will be
     * @param clock the wall clock
     */
    public static Secrets ofThisComputer(Path sealed, InstantSource clock) {
        return in(new SystemKeychain(System.getProperty("os.name", "")), PATIENCE, new SealedFile(sealed), clock);
    }

    /** What can be said of the places now; asks nothing of the keychain. */
    public SecretPlaces places() {
        TimedKeychain.Standing standing = keychain.standing();
        return new SecretPlaces(standing.state(), standing.detail(), file.state());
    }

    /**
     * Asks the keychain whether it works, also one that was absent or refused; it may ask the operator for its password.
     *
     * @return what can be said now
     */
    public SecretPlaces tryKeychain() {
        try {
            keychain.get(NOTHING, true);
        } catch (KeychainException e) {
            LOG.debug("The keychain cannot be used: {}", e.detail());
        }
        return places();
    }

    /**
     * Makes the sealed file and opens it.
     *
     * @param passphrase is wiped
     * @throws GatewayException with {@link SecretProblem.SecretsLocked} if there is one already, or because it cannot be
     *     written
     */
    public void create(char[] passphrase) throws GatewayException {
        try {
            if (passphrase.length == 0) {
                throw new IllegalArgumentException("a passphrase is not empty");
            }
            file.create(passphrase);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
        changed();
    }

    /**
     * Opens the sealed file.
     *
     * @param passphrase is wiped
     * @throws GatewayException with {@link SecretProblem.WrongPassphrase}, or {@link SecretProblem.SecretsDamaged} if it
     *     is damaged or of a newer console. One that was changed on purpose, its sum with it, is told as a wrong
     *     passphrase
     */
    public void unlock(char[] passphrase) throws GatewayException {
        try {
            file.unlock(passphrase);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
        changed();
    }

    /** Forgets what opens the sealed file. */
    public void lock() {
        file.lock();
        changed();
    }

    /**
     * Calls {@code listener} after the places, or what is where, may have changed; on any thread, and it must not block.
     */
    public Subscription onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }

    @Override
    public Optional<Secret> get(SecretName name) throws GatewayException {
        Found found = find(name);
        if (found.kept() != null) {
            return Optional.of(found.kept().secret());
        }
        if (found.problem() != null) {
            throw found.problem();
        }
        return Optional.empty();
    }

    @Override
    public Optional<Place> placeOf(SecretName name) {
        return Optional.ofNullable(find(name).place());
    }

    /**
     * The latest secret of a name.
     *
     * @param kept it, or null if none was found
     * @param place where it is, or null
     * @param problem why a place could not be looked into, or null
     */
    private record Found(
            @Nullable Kept kept,
            @Nullable Place place,
            @Nullable GatewayException problem) {
        static final Found NOTHING = new Found(null, null, null);

        /** This, or what was found in {@code where} if that is later. */
        Found or(@Nullable Kept other, Place where) {
            return other != null && (kept == null || other.at().isAfter(kept.at()))
                    ? new Found(other, where, problem)
                    : this;
        }

        /** This, and a place that could not be looked into; the first such place counts. */
        Found but(GatewayException why) {
            return problem == null ? new Found(kept, place, why) : this;
        }
    }

    private Found find(SecretName name) {
        Found found = Found.NOTHING;
        try {
            Optional<String> text = keychain.get(item(name), false);
            if (text.isPresent()) {
                Optional<Kept> kept = Contents.parse(text.get());
                found = kept.isPresent()
                        ? found.or(kept.get(), Place.KEYCHAIN)
                        : found.but(unavailable("not an entry of this console: " + item(name)));
            }
        } catch (KeychainException e) {
            if (!e.isAbsent()) {
                found = found.but(unavailable(e.detail()));
            }
        }
        try {
            found = found.or(file.secrets().get(name), Place.SEALED_FILE);
        } catch (GatewayException e) {
            found = found.but(e);
        }
        return found.or(memory.get(name), Place.MEMORY);
    }

    /** {@inheritDoc} There is always memory, so nothing is thrown; a sealed file that is locked is passed over. */
    @Override
    public Place put(SecretName name, Secret secret) {
        Kept kept = new Kept(secret, now(find(name).kept()));
        Place place = putInto(name, kept);
        tidy(name, kept, place);
        changed();
        return place;
    }

    /** Later than {@code old}, whatever the clock was set to. */
    private Instant now(@Nullable Kept old) {
        Instant now = clock.instant();
        return old == null || now.isAfter(old.at().plusMillis(1))
                ? now
                : old.at().plusMillis(1);
    }

    private Place putInto(SecretName name, Kept kept) {
        try {
            keychain.put(item(name), Contents.text(kept), () -> {
                tidy(name, kept, Place.KEYCHAIN);
                changed();
            });
            return Place.KEYCHAIN;
        } catch (KeychainException e) {
            LOG.debug("The keychain did not take {}: {}", name, e.detail());
        }
        if (file.state() == SecretPlaces.Sealed.OPEN) {
            try {
                file.update(secrets -> secrets.put(name, kept));
                return Place.SEALED_FILE;
            } catch (GatewayException e) {
                LOG.warn("The sealed file did not take {}: {}", name, e.problem());
            }
        }
        memory.put(name, kept);
        return Place.MEMORY;
    }

    /** Takes what is not later than {@code kept} out of the lesser places; what cannot be reached is older and loses. */
    private void tidy(SecretName name, Kept kept, Place place) {
        if (place == Place.MEMORY) {
            return;
        }
        memory.computeIfPresent(name, (_, old) -> old.at().isAfter(kept.at()) ? old : null);
        if (place == Place.KEYCHAIN && file.state() == SecretPlaces.Sealed.OPEN) {
            try {
                file.update(secrets ->
                        secrets.computeIfPresent(name, (_, old) -> old.at().isAfter(kept.at()) ? old : null));
            } catch (GatewayException e) {
                LOG.warn("An older {} stays in the sealed file: {}", name, e.problem());
            }
        }
    }

    @Override
    public void remove(SecretName name) throws GatewayException {
        GatewayException problem = null;
        memory.remove(name);
        try {
            if (file.state() != SecretPlaces.Sealed.NONE) {
                file.update(secrets -> secrets.remove(name));
            }
        } catch (GatewayException e) {
            problem = e;
        }
        try {
            keychain.remove(item(name));
        } catch (KeychainException e) {
            if (!e.isAbsent()) {
                problem = unavailable(e.detail());
            }
        }
        changed();
        if (problem != null) {
            throw problem;
        }
    }

    private static Item item(SecretName name) {
        return new Item("Gatehouse: " + name.owner(), name.field());
    }

    private static GatewayException unavailable(String detail) {
        return new GatewayException(new SecretProblem.KeychainUnavailable(detail));
    }
}
