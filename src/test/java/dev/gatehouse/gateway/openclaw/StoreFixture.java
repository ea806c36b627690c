package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.io.AtomicFile;
import dev.gatehouse.io.FolderWatch;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.PairingRequest;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;

/** A store in a temporary folder, with what a real gateway had written (OpenClaw 2026.7.1), and a clock to match. */
final class StoreFixture implements AutoCloseable {
    /** A minute after the recorded requests. */
    static final Instant NOW = Instant.parse("2026-11-20T13:46:00Z");

    static final String TWO_ACCOUNTS = """
        // as a person writes it
        {channels: {telegram: {dmPolicy: 'pairing', accounts: {default: {botToken: 'x'}, Work: {botToken: 'y'},}}}}
        """;

    final Path root;
    final Path state;
    final Map<String, String> variables = new HashMap<>();
    Instant now = NOW;

    /** Runs whenever somebody asks for the time. */
    Runnable ticks = () -> {};

    AtomicFile.Observer observer = AtomicFile.Observer.NONE;
    private final Dialect dialect;
    private final FolderWatch watch = new FolderWatch();

    StoreFixture(Path root) throws IOException {
        this(root, Dialect.OPENCLAW);
    }

    StoreFixture(Path root, Dialect dialect) throws IOException {
        this.root = root;
        this.dialect = dialect;
        this.state = Files.createDirectories(root.resolve("home").resolve(dialect.folder()));
        Files.createDirectories(root.resolve("tmp"));
    }

    /** A store as recorded, with a config for two accounts. */
    static StoreFixture recorded(Path root, String name) throws IOException {
        StoreFixture fixture = new StoreFixture(root);
        fixture.copy(name);
        fixture.config(TWO_ACCOUNTS);
        return fixture;
    }

    void copy(String name) throws IOException {
        Path from = recording(name);
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path to = state.resolve(from.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static Path recording(String name) {
        try {
            return Path.of(StoreFixture.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    void config(String text) throws IOException {
        Files.writeString(state.resolve(dialect.config()), text);
    }

    Path write(String name, String text) throws IOException {
        Path file = state.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    String text(String name) throws IOException {
        return Files.readString(state.resolve(name));
    }

    Environment environment() {
        return new Environment(variables, root.resolve("home"), root.resolve("tmp"), this::tick, watch);
    }

    private Instant tick() {
        ticks.run();
        return now;
    }

    StoreGateway connect() {
        return new StoreGateway(
                "p", StorePaths.in(dialect, state, null, null), environment(), observer, Duration.ofMillis(200));
    }

    Snapshot read() throws GatewayException {
        try (StoreGateway gateway = connect()) {
            return gateway.read();
        }
    }

    Listed<PairingRequest> listed(Kind kind, String subject) throws GatewayException {
        return read().requests().stream()
                .filter(listed -> listed.what().key().kind() == kind
                        && listed.what().key().subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    PairingRequest request(Kind kind, String subject) throws GatewayException {
        return listed(kind, subject).what();
    }

    Listed<Grant> listedGrant(String subject) throws GatewayException {
        return read().grants().stream()
                .filter(listed -> listed.what().key().subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    Grant grant(String subject) throws GatewayException {
        return listedGrant(subject).what();
    }

    Problem refused(Decision decision) {
        try (StoreGateway gateway = connect()) {
            return Assertions.catchThrowableOfType(GatewayException.class, () -> gateway.perform(decision))
                    .problem();
        }
    }

    String whyNot(Feature feature) throws GatewayException {
        try (StoreGateway gateway = connect()) {
            gateway.read();
            var phrase = gateway.features().whyNot(feature);
            return phrase == null ? "" : phrase.key();
        }
    }

    /** Everything in the store, by name. */
    Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(state.relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }

    @Override
    public void close() {
        watch.close();
    }
}
