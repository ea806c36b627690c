package dev.gatehouse.bench;

import dev.gatehouse.gateway.Attention;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.FormField;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProduct;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.SecretStore;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.RequestKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A product whose gateways have as many people waiting as their profile says. Read as often as a real store is. */
public final class CrowdedProduct implements GatewayProduct {
    static final String ID = "crowded";

    private static final String ROWS = "rows";
    private static final String URGENT = "urgent";
    private static final List<String> FIRST = List.of(
            "Ann", "Boris", "Chiara", "Dmitri", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Katya", "Lars");
    private static final List<String> LAST = List.of(
            "Alvarez", "Brandt", "Costa", "Dubois", "Eriksen", "Fontaine", "Garcia", "Hoffmann", "Ivanova", "Jensen");

    /** A profile whose gateway lists {@code rows} people, of whom {@code urgent} have less than ten minutes left. */
    static GatewayProfile profile(int number, int rows, int urgent) {
        return new GatewayProfile(
                "crowd-" + number,
                ID,
                "Gateway " + number,
                List.of(new Route(
                        Route.Type.STORE,
                        "crowd-" + number,
                        Map.of(ROWS, Integer.toString(rows), URGENT, Integer.toString(urgent)))));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String name() {
        return "Crowded";
    }

    @Override
    public List<FormField> form() {
        return List.of();
    }

    @Override
    public GatewayProfile profile(String id, String name, Map<String, String> values, Environment environment)
            throws GatewayException {
        throw new GatewayException(new Problem.Missing(name));
    }

    @Override
    public List<GatewayProfile> discover(Environment environment) {
        return List.of();
    }

    @Override
    public Identity probe(GatewayProfile profile, SecretStore secrets, Environment environment) {
        return new Identity(name(), "", profile.name());
    }

    @Override
    public Gateway connect(GatewayProfile profile, SecretStore secrets, Environment environment) {
        Map<String, String> settings = profile.routes().getFirst().settings();
        return new Crowded(
                profile,
                environment,
                Integer.parseInt(settings.getOrDefault(ROWS, "0")),
                Integer.parseInt(settings.getOrDefault(URGENT, "0")));
    }

    private static final class Crowded implements Gateway {
        private final GatewayProfile profile;
        private final Environment environment;
        private final List<Listed<PairingRequest>> requests;

        Crowded(GatewayProfile profile, Environment environment, int rows, int urgent) {
            this.profile = profile;
            this.environment = environment;
            Instant now = environment.clock().instant();
            List<Listed<PairingRequest>> all = new ArrayList<>();
            for (int number = 0; number < rows; number++) {
                // Spread, so that not all change in the same second more than they must.
                Duration left = number < urgent
                        ? Duration.ofSeconds(540).plusMillis(number * 50L % 50_000)
                        : Duration.ofMinutes(25).plusMillis(number * 977L % 2_000_000);
                all.add(new Listed<>(request(number, now.plus(left)), "crowd", Map.of()));
            }
            this.requests = List.copyOf(all);
        }

        private PairingRequest request(int number, Instant end) {
            String first = FIRST.get(number % FIRST.size());
            String last = LAST.get(number / FIRST.size() % LAST.size());
            Instant asked = end.minus(Duration.ofHours(1));
            return new DmRequest(
                    RequestKey.dm(profile.id(), "telegram", "default", Integer.toString(500_000_000 + number)),
                    Integer.toString(500_000_000 + number),
                    new PairingCode("AAAAAAAA", PairingCode.Direction.FROM_STRANGER),
                    Name.of(first + " " + last + " " + number),
                    Map.of("username", first.toLowerCase(java.util.Locale.ROOT) + number),
                    asked,
                    asked,
                    end);
        }

        @Override
        public Identity identity() {
            return new Identity("Crowded", "", profile.name());
        }

        @Override
        public Features features() {
            return Features.ALL;
        }

        @Override
        public Snapshot read() {
            return new Snapshot(environment.clock().instant(), requests, List.of(), List.of(), List.of(), List.of());
        }

        @Override
        public void watch(Runnable hint) {
            // Nothing ever changes here.
        }

        @Override
        public Duration pollEvery(Attention attention) {
            return Duration.ofSeconds(30);
        }

        @Override
        public Receipt perform(Decision decision) throws GatewayException {
            throw new GatewayException(new Problem.NotOffered(Phrase.of("problem.bug")));
        }

        @Override
        public void close() {}
    }
}
