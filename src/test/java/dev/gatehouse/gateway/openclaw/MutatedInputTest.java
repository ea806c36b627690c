package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.io.AtomicFile;
import dev.gatehouse.io.JsonText;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.PairingRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Files with something changed at random. Run again with {@code -Dgatehouse.seed=…} what has failed. */
class MutatedInputTest {
    private static final int ROUNDS = 150;
    private static final DeviceRows DEVICES = new DeviceRows("p");
    private static final Map<String, Format<?>> FORMATS = Map.of(
            "credentials/telegram-pairing.json",
            new PairingFormat("p", "telegram", SenderIds.OPENCLAW),
            "credentials/telegram-default-allowFrom.json",
            new AllowFormat(),
            "devices/pending.json",
            DEVICES.devicesPending(),
            "devices/paired.json",
            DEVICES.devicesPaired(""),
            "nodes/pending.json",
            DEVICES.nodesPending(),
            "nodes/paired.json",
            DEVICES.nodesPaired(""));
    private static final List<String> FILES = List.copyOf(new TreeSet<>(FORMATS.keySet()));
    private static final List<String> PIECES = List.of(
            "\"", "{", "}", "[", "]", ",", ":", "null", "0", "-1e999", "true", "\"x\"", "{}", "[]", "\\", "\0", "é",
            " ");

    @TempDir
    Path folder;

    @Test
    void whatIsWholeStaysListedAndWhatIsInTroubleIsNeverWritten() throws Exception {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("MutatedInputTest: -Dgatehouse.seed=" + seed);
        Random random = new Random(seed);
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            store.write(
                    "credentials/telegram-default-allowFrom.json",
                    "{\n  \"version\": 1,\n  \"allowFrom\": [\n    \"5\",\n    \"6\"\n  ]\n}\n");
            store.write(
                    "nodes/paired.json",
                    "{\n  \"n1\": {\n    \"nodeId\": \"n1\",\n    \"token\": \"t\",\n    \"caps\": [\n      \"camera\"\n    ]\n  }\n}");
            Map<String, String> whole = store.contents();
            Snapshot sound = store.read();
            for (int round = 0; round < ROUNDS; round++) {
                String name = FILES.get(random.nextInt(FILES.size()));
                byte[] mutated =
                        mutate(Objects.requireNonNull(whole.get(name)).getBytes(StandardCharsets.UTF_8), random);
                Files.write(store.state.resolve(name), mutated);
                String about = "seed " + seed + ", round " + round + ", " + name;
                Snapshot seen = store.read();
                boolean troubled = seen.troubles().stream()
                        .anyMatch(trouble -> trouble.source().equals(name));
                everythingElseStays(sound, seen, name, about);
                everyRowIsListedOrReported(store.state.resolve(name), mutated, about);
                decideEverything(store, sound, name, mutated, troubled, about);
                restore(store, whole);
            }
        }
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length + 1);
        byte[] piece = switch (random.nextInt(4)) {
            case 0 -> new byte[] {(byte) random.nextInt(256)};
            case 1 -> new byte[0];
            default -> PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
        };
        int rest = Math.min(bytes.length, at + random.nextInt(random.nextInt(10) == 0 ? bytes.length : 6));
        byte[] mutated = new byte[at + piece.length + bytes.length - rest];
        System.arraycopy(bytes, 0, mutated, 0, at);
        System.arraycopy(piece, 0, mutated, at, piece.length);
        System.arraycopy(bytes, rest, mutated, at + piece.length, bytes.length - rest);
        return mutated;
    }

    /** Without a problem there is a row for every entry; with one there are fewer, or none at all. */
    private static void everyRowIsListedOrReported(Path file, byte[] mutated, String about) {
        Format<?> format = FORMATS.get(file.toString().replaceFirst(".*/([^/]+/[^/]+)$", "$1"));
        Format.Rows<?> rows = new StoreFiles(AtomicFile.Observer.NONE).read(file, Objects.requireNonNull(format));
        if (rows.problem() != null) {
            assertThat(rows.problem()).as(about).isInstanceOf(Problem.Malformed.class);
        }
        try {
            JsonNode root = JsonText.parse(mutated);
            JsonNode list =
                    root.has("requests") ? root.get("requests") : root.has("allowFrom") ? root.get("allowFrom") : root;
            if (rows.problem() == null) {
                assertThat(rows.rows()).as(about).hasSize(list.size());
            } else {
                assertThat(rows.rows().size()).as(about).isLessThanOrEqualTo(list.size());
            }
        } catch (JsonText.Malformed _) {
            assertThat(rows.problem()).as(about).isNotNull();
        }
    }

    /** Rows of other files are all there; those of a file without trouble are as many as can be. */
    private static void everythingElseStays(Snapshot sound, Snapshot seen, String name, String about) {
        assertThat(seen.requests().stream().filter(listed -> !listed.source().equals(name)))
                .as(about)
                .containsAll(sound.requests().stream()
                        .filter(listed -> !listed.source().equals(name))
                        .toList());
        assertThat(seen.grants().stream().map(listed -> listed.what()))
                .as(about)
                .containsAll(sound.grants().stream()
                        .filter(listed -> !listed.source().equals(name))
                        .map(listed -> listed.what())
                        .toList());
    }

    private static void decideEverything(
            StoreFixture store, Snapshot sound, String name, byte[] mutated, boolean troubled, String about)
            throws IOException {
        try (StoreGateway gateway = store.connect()) {
            for (var listed : sound.requests()) {
                PairingRequest request = listed.what();
                attempt(gateway, new Decision.Approve(request));
                attempt(gateway, new Decision.Reject(request));
            }
            for (var listed : sound.grants()) {
                Grant grant = listed.what();
                attempt(gateway, new Decision.Revoke(grant));
            }
        }
        byte[] after = Files.readAllBytes(store.state.resolve(name));
        if (troubled) {
            assertThat(after).as(about).isEqualTo(mutated);
        } else {
            assertThat(new String(after, StandardCharsets.UTF_8)).as(about).isNotEmpty();
        }
    }

    private static void attempt(StoreGateway gateway, Decision decision) {
        try {
            gateway.perform(decision);
        } catch (GatewayException e) {
            assertThat(e.problem()).isNotInstanceOf(Problem.Bug.class);
        }
    }

    private static void restore(StoreFixture store, Map<String, String> whole) throws IOException {
        Map<String, Path> there = new TreeMap<>();
        try (Stream<Path> files = Files.walk(store.state)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> there.put(store.state.relativize(file).toString(), file));
        }
        for (Map.Entry<String, Path> file : there.entrySet()) {
            assertThat(file.getKey()).doesNotEndWith(".tmp").doesNotEndWith(".lock");
            if (!whole.containsKey(file.getKey())) {
                Files.delete(file.getValue());
            }
        }
        for (Map.Entry<String, String> file : whole.entrySet()) {
            Files.writeString(store.state.resolve(file.getKey()), file.getValue());
        }
    }
}
