package dev.gatehouse.practice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.io.FolderWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PracticeCrowdTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path temporary;

    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private final FolderWatch watch = new FolderWatch();
    private PracticeGateway practice;

    @BeforeEach
    void open() throws IOException, GatewayException {
        Environment environment = new Environment(Map.of(), temporary, temporary, () -> now, watch);
        practice = PracticeGateway.open(environment, "Practice", 1);
    }

    @AfterEach
    void close() {
        practice.close();
        watch.close();
    }

    @Test
    void theFolderBelongsToItsOwnerAloneAndIsGoneAfterwards() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(practice.folder())))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.walk(practice.folder())) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> file.getParent() != practice.folder())
                            .map(file -> file.getFileName().toString()))
                    .contains("telegram-pairing.json", "telegram-default-allowFrom.json", "paired.json")
                    .noneMatch(name -> name.endsWith(".lock") || name.endsWith(".tmp"));
        }
        practice.close();
        practice.close();
        assertThat(practice.folder()).doesNotExist();
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void whatIsWrittenLooksAsOpenClawWritesIt() throws IOException {
        assertThat(Files.readString(file("credentials/discord-pairing.json"))).matches("""
                        \\{
                          "version": 1,
                          "requests": \\[
                            \\{
                              "id": "284510393312870400",
                              "code": "[A-HJ-NP-Z2-9]{8}",
                              "createdAt": "2026-11-20T11:01:40.000Z",
                              "lastSeenAt": "2026-11-20T11:40:33.333Z",
                              "meta": \\{
                                "name": "Quiet Fox",
                                "tag": "quietfox",
                                "accountId": "default"
                              }
                            }
                          ]
                        }
                        """);
        assertThat(Files.readString(file("nodes/paired.json"))).isEqualTo("{}");
        assertThat(Files.readString(file("devices/pending.json")))
                .startsWith("{\n  \"")
                .endsWith("}");
    }

    @Test
    void atFirstSomeWaitAndOneAccountIsFull() throws IOException {
        assertThat(pending()).hasSize(7);
        assertThat(waitingAt("telegram", "work")).hasSize(3);
    }

    @Test
    void theSameSeedPlaysTheSamePlay() throws IOException, GatewayException {
        List<String> first = play(Duration.ofMinutes(10));
        practice.close();
        now = Instant.parse("2026-11-20T12:00:00Z");
        open();
        assertThat(play(Duration.ofMinutes(10))).isEqualTo(first);
    }

    @Test
    void peopleArriveOneByOneAndNeverTooMany() throws IOException {
        int arrivals = 0;
        Map<String, String> before = pending();
        for (int second = 0; second < 3600; second += 5) {
            pass(Duration.ofSeconds(5));
            Map<String, String> after = pending();
            List<String> fresh = after.keySet().stream()
                    .filter(who -> !before.containsKey(who))
                    .toList();
            arrivals += fresh.size();
            assertThat(fresh).hasSizeLessThan(2);
            assertThat(after).hasSizeLessThanOrEqualTo(9);
            assertThat(waitingAt("telegram", "work")).hasSizeLessThanOrEqualTo(3);
            before.clear();
            before.putAll(after);
        }
        assertThat(arrivals).isBetween(10, 180);
    }

    @Test
    void theFirstToArriveWithinAMinuteIsTheImpostor() throws IOException {
        for (int second = 0; second < 60; second++) {
            pass(Duration.ofSeconds(1));
        }
        assertThat(json("devices/pending.json").valueStream()).anySatisfy(request -> {
            assertThat(request.path("displayName").asString()).isEqualTo("J\u043Enas laptop");
            assertThat(request.path("scopes").toString()).contains("operator.admin");
        });
    }

    @Test
    void whoWaitsAsksAgain() throws IOException {
        JsonNode before = waitingAt("telegram", "default").getFirst();
        for (int second = 0; second < 95; second++) {
            pass(Duration.ofSeconds(1));
        }
        JsonNode after = waitingAt("telegram", "default").getFirst();
        assertThat(after.path("code")).isEqualTo(before.path("code"));
        assertThat(after.path("createdAt")).isEqualTo(before.path("createdAt"));
        assertThat(Instant.parse(after.path("lastSeenAt").asString()))
                .isAfter(Instant.parse(before.path("lastSeenAt").asString()));
    }

    @Test
    void whoWaitsTooLongIsForgotten() throws IOException {
        assertThat(waitingAt("discord", "default")).hasSize(1);
        pass(Duration.ofSeconds(100));
        assertThat(waitingAt("discord", "default")).hasSize(1);
        pass(Duration.ofSeconds(1));
        assertThat(waitingAt("discord", "default")).isEmpty();
        String phone = json("devices/pending.json")
                .valueStream()
                .filter(request -> request.path("displayName").asString().equals("Pixel of Lena"))
                .findFirst()
                .orElseThrow()
                .path("deviceId")
                .asString();
        for (int second = 0; second < 15 * 60; second += 5) {
            pass(Duration.ofSeconds(5));
            if (!pending().containsKey(phone)) {
                return;
            }
        }
        assertThat(pending()).as("the phone has asked again at most once").doesNotContainKey(phone);
    }

    @Test
    void whoIsTurnedAwayAndTakesItBadlyComesBack() throws IOException {
        assertThat(pending()).containsKey("6322190874");
        turnAway("telegram", "6322190874");
        pass(Duration.ofSeconds(1));
        assertThat(pending()).doesNotContainKey("6322190874");
        for (int second = 0; second < 101; second++) {
            pass(Duration.ofSeconds(1));
        }
        assertThat(pending()).containsKey("6322190874");
    }

    @Test
    void whoIsInDoesNotAsk() throws IOException {
        turnAway("telegram", "6322190874");
        Files.writeString(
                file("credentials/telegram-default-allowFrom.json"),
                "{ \"version\": 1, \"allowFrom\": [\"5512908834\", \"6322190874\"] }\n");
        for (int second = 0; second < 1800; second += 5) {
            pass(Duration.ofSeconds(5));
            assertThat(pending()).doesNotContainKey("6322190874");
        }
    }

    @Test
    void aNodeOffersCommandsOnlyOnceItHasJoined() throws IOException {
        String pi = null;
        for (int second = 0; second < 3600; second += 5) {
            pass(Duration.ofSeconds(5));
            pi = json("devices/pending.json")
                    .valueStream()
                    .filter(request -> request.path("displayName").asString().equals("Garage Pi"))
                    .map(request -> request.path("deviceId").asString())
                    .findFirst()
                    .orElse(pi);
            assertThat(offers()).doesNotContain("Garage Pi");
        }
        assertThat(pi).isNotNull();
        ObjectNode paired = (ObjectNode) json("devices/paired.json");
        paired.putObject(pi).put("deviceId", pi);
        Files.writeString(file("devices/paired.json"), paired.toString());
        boolean offered = false;
        for (int second = 0; second < 3600; second += 5) {
            pass(Duration.ofSeconds(5));
            offered |= offers().contains("Garage Pi");
        }
        assertThat(offered).isTrue();
    }

    private List<String> offers() throws IOException {
        return json("nodes/pending.json")
                .valueStream()
                .map(request -> request.path("displayName").asString())
                .toList();
    }

    private void pass(Duration time) throws IOException {
        now = now.plus(time);
        practice.crowd().step();
    }

    private List<String> play(Duration time) throws IOException {
        List<String> seen = new ArrayList<>();
        for (long second = 0; second < time.toSeconds(); second += 5) {
            pass(Duration.ofSeconds(5));
            seen.add(new TreeMap<>(pending()).toString());
        }
        return seen;
    }

    /** Who waits, by sender or device id, with when they last asked. */
    private Map<String, String> pending() throws IOException {
        Map<String, String> who = new HashMap<>();
        for (String channel : List.of("telegram", "whatsapp", "discord", "signal")) {
            if (Files.exists(file("credentials/" + channel + "-pairing.json"))) {
                json("credentials/" + channel + "-pairing.json")
                        .path("requests")
                        .valueStream()
                        .forEach(request -> who.put(
                                request.path("id").asString(),
                                request.path("lastSeenAt").asString()));
            }
        }
        json("devices/pending.json")
                .valueStream()
                .forEach(request -> who.put(request.path("deviceId").asString(), request.toString()));
        json("nodes/pending.json")
                .valueStream()
                .forEach(request -> who.put("node " + request.path("nodeId").asString(), request.toString()));
        return who;
    }

    private List<JsonNode> waitingAt(String channel, String account) throws IOException {
        return json("credentials/" + channel + "-pairing.json")
                .path("requests")
                .valueStream()
                .filter(request ->
                        request.path("meta").path("accountId").asString().equals(account))
                .toList();
    }

    private void turnAway(String channel, String id) throws IOException {
        ObjectNode root = (ObjectNode) json("credentials/" + channel + "-pairing.json");
        root.withArray("requests")
                .values()
                .removeIf(request -> request.path("id").asString().equals(id));
        Files.writeString(file("credentials/" + channel + "-pairing.json"), root.toString());
    }

    private JsonNode json(String name) throws IOException {
        return JSON.readTree(Files.readAllBytes(file(name)));
    }

    private Path file(String name) {
        return practice.folder().resolve(name);
    }
}
