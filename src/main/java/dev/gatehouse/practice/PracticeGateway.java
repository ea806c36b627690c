package dev.gatehouse.practice;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProduct;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.openclaw.OpenClawProduct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A gateway to try the console on: a store of OpenClaw's JSON era in a temporary folder, where nothing is real and no
 * gateway runs. Connect its {@link #profile()} like any other.
 */
public final class PracticeGateway implements AutoCloseable {
    /** The id of its profile, always the same. */
    public static final String ID = "practice";

    private static final List<String> CHANNELS = List.of("telegram", "whatsapp", "discord", "signal");

    private static final String CONFIG = """
        {
          "channels": {
            "telegram": {
              "accounts": {
                "default": { "dmPolicy": "pairing" },
                "work": { "dmPolicy": "pairing", "allowFrom": ["4471902265"] }
              }
            },
            "whatsapp": { "dmPolicy": "pairing" },
            "discord": { "dmPolicy": "pairing" },
            "signal": { "dmPolicy": "pairing" },
            "slack": { "dmPolicy": "disabled" }
          }
        }
        """;

    private final PracticeFolder folder;
    private final GatewayProfile profile;
    private final PracticeCrowd crowd;
    private final PracticeDaemon daemon;
    private final GatewayProduct product;
    private final AtomicBoolean closed = new AtomicBoolean();

    private PracticeGateway(PracticeFolder folder, GatewayProfile profile, PracticeCrowd crowd, PracticeDaemon daemon) {
        this.folder = folder;
        this.profile = profile;
        this.crowd = crowd;
        this.daemon = daemon;
        this.product = new PracticeProduct(daemon);
    }

    /**
     * Sets the stage: a folder of its own in {@link Environment#temporary()}, where it also deletes what a killed process
     * left, with some people and devices that are in
     * and some that wait. Blocks on the disk.
     *
     * @param name what the gateway is called on screen
     * @param seed the same seed plays the same play
     * @throws IOException if the folder cannot be made
     * @throws GatewayException if the adapter does not take it; in both cases nothing is left behind
     */
    public static PracticeGateway open(Environment environment, String name, long seed)
            throws IOException, GatewayException {
        return open(environment, name, seed, Pace.LIFELIKE);
    }

    static PracticeGateway open(Environment environment, String name, long seed, Pace pace)
            throws IOException, GatewayException {
        PracticeFolder folder = PracticeFolder.create(environment.temporary());
        try {
            Random random = new Random(seed);
            Cast cast = Cast.of(random);
            PracticeStore store = new PracticeStore(folder.path(), CHANNELS, random, environment.clock());
            Instant now = environment.clock().instant();
            setTheStage(folder, store, cast, now);
            PracticeCrowd crowd = new PracticeCrowd(cast.crowd(), store, environment.clock(), random, pace);
            PracticeDaemon daemon = new PracticeDaemon(
                    store, cast.phone(), cast.guest(), new Stamps(new SecureRandom()), environment.clock());
            GatewayProfile profile = new OpenClawProduct()
                    .profile(ID, name, Map.of("folder", folder.path().toString(), "live", "no"), environment);
            return new PracticeGateway(folder, profile, crowd, daemon);
        } catch (IOException | GatewayException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static void setTheStage(PracticeFolder folder, PracticeStore store, Cast cast, Instant now)
            throws IOException {
        for (String name : List.of("credentials", "devices", "nodes")) {
            folder.createFolder(name);
        }
        Files.writeString(folder.path().resolve("openclaw.json"), CONFIG, StandardCharsets.UTF_8);
        store.admit("telegram", "default", "5512908834");
        store.admit("discord", "default", "190320984123768832");
        Instant approved = now.minus(Duration.ofDays(17));
        for (Asker.Device insider : cast.insiders()) {
            store.admit(insider, approved, now.minus(Duration.ofMinutes(26)));
        }
        for (Asker asker : cast.crowd()) {
            Duration since = asker.temper().since();
            if (since != null) {
                store.ask(asker, now.minus(since), now.minus(since.dividedBy(3)));
            }
        }
    }

    /** What to connect: this folder, by {@link #product()}, or by the adapter of the real product, which makes no codes. */
    public GatewayProfile profile() {
        return profile;
    }

    /** The adapter of the real product, and codes. */
    public GatewayProduct product() {
        return product;
    }

    /** What a phone or a person meets who comes with a code. */
    public PracticeDaemon daemon() {
        return daemon;
    }

    /** Where the store is. */
    public Path folder() {
        return folder.path();
    }

    /** Lets the crowd play, from now until {@link #close()}. */
    public void play() {
        crowd.start();
    }

    /** The players, for whoever wants to play step by step. */
    PracticeCrowd crowd() {
        return crowd;
    }

    /** Lets nobody in any more, stops the crowd and deletes the folder; whoever is connected to it lets go first. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            daemon.close();
            crowd.close();
            folder.close();
        }
    }
}
