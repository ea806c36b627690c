package dev.gatehouse.gateway.clasp;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.io.Address;
import dev.gatehouse.pairing.Phrase;
import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The pairing service's place in the network: it opens when the operator says so and closes by itself. On this computer
 * alone it speaks HTTP; beyond it TLS, with a certificate of its own.
 */
final class PairingDoor implements AutoCloseable {
    /** How long clients that were approved at the last moment may still take their token. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final PairingService service;
    private final Supplier<PairingSettings> settings;
    private final @Nullable Address listen;
    private final boolean ownKeys;
    private final String router;
    private final InstantSource clock;
    private final Runnable hint;
    private final PairingPage page = new PairingPage();
    private @Nullable Open open;

    /**
     * A closed one.
     *
     * @param settings those in force
     * @param listen where to listen beyond this computer, or null to find out
     * @param router the router's address as clients know it
     * @param hint is called when it has closed by itself
     */
    PairingDoor(
            PairingService service,
            Supplier<PairingSettings> settings,
            @Nullable Address listen,
            boolean ownKeys,
            String router,
            InstantSource clock,
            Runnable hint) {
        this.service = service;
        this.settings = settings;
        this.listen = listen;
        this.ownKeys = ownKeys;
        this.router = router;
        this.clock = clock;
        this.hint = hint;
    }

    /**
     * Where it is while it is open.
     *
     * @param url its page
     * @param fingerprint of its certificate; empty without TLS
     */
    record Place(String url, String fingerprint) {}

    private record Open(PairingListener listener, Place place, Thread watch) {}

    /**
     * Opens for {@code time} from now, or stays open that long.
     *
     * @throws GatewayException if it cannot listen, or the rules are none
     */
    synchronized void open(Duration time) throws GatewayException {
        var _ = rules();
        service.open(time);
        if (open == null) {
            try {
                open = listen(settings.get().lan());
            } finally {
                if (open == null) {
                    service.shut();
                }
            }
        }
    }

    private PairingRules rules() throws GatewayException {
        try {
            return PairingRules.parse(settings.get().rules());
        } catch (PairingRules.NoRule e) {
            throw noRule(e);
        }
    }

    static GatewayException noRule(PairingRules.NoRule e) {
        return new GatewayException(
                new Problem.Particular(Phrase.of("clasp.no-rule", e.line()), Phrase.of("clasp.no-rule.remedy"), null),
                e);
    }

    private Open listen(boolean lan) throws GatewayException {
        try {
            InetAddress address = lan ? lanAddress() : InetAddress.ofLiteral("127.0.0.1");
            int port = listen == null ? ClaspSetup.PAIRING_PORT : listen.port();
            String fingerprint = "";
            ServerSocketFactory sockets = ServerSocketFactory.getDefault();
            if (lan) {
                PairingCertificate certificate = PairingCertificate.make(address, clock.instant());
                fingerprint = certificate.fingerprint().text();
                sockets = certificate.sockets();
            }
            DoorTerms terms = new DoorTerms(lan, address.getHostAddress());
            PairingListener listener =
                    new PairingListener(sockets, address, port, new PairingEndpoints(service, page, terms, clock));
            terms.port = listener.port();
            Thread watch = Thread.ofVirtual().name("clasp pairing end").start(this::awaitEnd);
            String url = terms.scheme() + "://" + terms.authority() + "/";
            return new Open(listener, new Place(url, fingerprint), watch);
        } catch (IOException | GeneralSecurityException e) {
            throw new GatewayException(
                    new Problem.Particular(
                            Phrase.of("clasp.cannot-listen"), Phrase.of("clasp.cannot-listen.remedy"), e.toString()),
                    e);
        }
    }

    private InetAddress lanAddress() throws IOException, GatewayException {
        if (listen != null) {
            return InetAddress.getByName(listen.host());
        }
        return LanAddress.find()
                .orElseThrow(() -> new GatewayException(new Problem.Particular(
                        Phrase.of("clasp.no-network"), Phrase.of("clasp.no-network.remedy"), null)));
    }

    private void awaitEnd() {
        try {
            do {
                while (service.openUntil().isPresent()) {
                    long left = service.openFor().toMillis();
                    Thread.sleep(Math.clamp(left, 1, 1_000));
                }
                for (long waited = 0;
                        waited < GRACE.toMillis() && !service.notTaken().isEmpty();
                        waited += 250) {
                    Thread.sleep(250);
                }
            } while (!shutListener(Thread.currentThread()));
            hint.run();
        } catch (InterruptedException _) {
            // Closed by somebody else.
            Thread.currentThread().interrupt();
        }
    }

    /** Whether {@code watch} has nothing more to watch; it may have been opened anew meanwhile. */
    private synchronized boolean shutListener(Thread watch) {
        if (service.openUntil().isPresent()) {
            return false;
        }
        Open now = open;
        if (now != null && now.watch() == watch) {
            open = null;
            now.listener().close();
        }
        return true;
    }

    /** Where it is; empty while it is closed. */
    synchronized Optional<Place> place() {
        return Optional.ofNullable(open).map(Open::place);
    }

    /** Closes at once: what waits has ended, and what was not taken is lost. */
    @Override
    public synchronized void close() {
        service.shut();
        Open now = open;
        open = null;
        if (now != null) {
            now.watch().interrupt();
            now.listener().close();
        }
    }

    /** What the endpoints have to know of it. */
    private final class DoorTerms implements PairingEndpoints.Terms {
        private final boolean lan;
        private final String host;
        private volatile int port;

        private DoorTerms(boolean lan, String host) {
            this.lan = lan;
            this.host = host.contains(":") ? "[" + host.replaceFirst("%.*", "") + "]" : host;
        }

        private String authority() {
            return host + ":" + port;
        }

        @Override
        public PairingSettings settings() {
            return settings.get();
        }

        @Override
        public PairingRules rules() {
            try {
                return PairingDoor.this.rules();
            } catch (GatewayException _) {
                // What cannot be read turns everybody away: a rule that is not kept would let somebody wait.
                return PairingRules.NOBODY;
            }
        }

        @Override
        public String router() {
            return router;
        }

        @Override
        public Set<String> authorities() {
            return lan ? Set.of(authority()) : Set.of(authority(), "localhost:" + port);
        }

        @Override
        public String scheme() {
            return lan ? "https" : "http";
        }

        @Override
        public boolean ownKeys() {
            return ownKeys;
        }
    }
}
