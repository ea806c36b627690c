package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program as a process of its own, as an operator or a script starts it. */
class MainTest {
    private static final String CODE = "JY829YJX";

    @TempDir
    private Path folder;

    private Path home;
    private Path store;
    private Instant now;

    private record Ended(int status, String out, String err) {}

    @BeforeEach
    void prepare() throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
        store = Files.createDirectories(folder.resolve("my state"));
        now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        write("openclaw.json", "{channels: {telegram: {}}}");
        write("credentials/telegram-pairing.json", """
                {"version": 1, "requests": [{"id": "111111111", "code": "%s", "createdAt": "%s", "lastSeenAt": "%s",
                 "meta": {"username": "ann", "accountId": "work"}}]}
                """.formatted(CODE, now, now));
        write("devices/pending.json", """
                {"r1": {"requestId": "r1", "deviceId": "%s", "publicKey": "k", "displayName": "Laptop", "role": "operator",
                 "roles": ["operator"], "scopes": ["operator.read"], "ts": %d}}
                """.formatted("d".repeat(64), now.toEpochMilli()));
    }

    @Test
    void listsAStoreForPrograms() throws Exception {
        Ended ended = run("--store", store.toString(), "--list", "--json");

        assertThat(ended.err()).isEmpty();
        assertThat(ended.status()).isZero();
        JsonNode list = JsonMapper.shared().readTree(ended.out());
        assertThat(list).hasSize(2);
        JsonNode device = list.get(0);
        JsonNode person = list.get(1);
        assertThat(device.get("kind").asString()).isEqualTo("device");
        assertThat(device.get("id").asString()).isEqualTo("r1");
        assertThat(device.get("access").toString()).isEqualTo("[\"role:operator\",\"operator.read\"]");
        assertThat(person.get("kind").asString()).isEqualTo("dm");
        assertThat(person.get("subject").asString()).isEqualTo("111111111");
        assertThat(person.get("name").asString()).isEqualTo("ann");
        assertThat(person.get("channel").asString()).isEqualTo("telegram");
        assertThat(person.get("account").asString()).isEqualTo("work");
        assertThat(person.get("requestedAt").asString()).isEqualTo(now.toString());
        assertThat(person.get("expiresAt").asString())
                .isEqualTo(now.plusSeconds(3600).toString());
        assertThat(person.get("state").asString()).isEqualTo("pending");
        assertThat(ended.out()).doesNotContain(CODE);
    }

    @Test
    void listsAStoreForPeople() throws Exception {
        Ended ended = run("--store", store.toString(), "--list");
        assertThat(ended.out())
                .contains("ann", "111111111", "telegram work", "59 min")
                .doesNotContain(CODE);
        assertThat(ended.out().lines()).hasSize(3);
    }

    @Test
    void oneArgumentLineIsSplitAsAShellWould() throws Exception {
        Ended ended = start(List.of("-Dgatehouse.args=--store '" + store + "' --list --json"), List.of());
        assertThat(JsonMapper.shared().readTree(ended.out())).hasSize(2);
    }

    @Test
    void aProblemIsOneLineAndTheRestIsStillPrinted() throws Exception {
        write("devices/pending.json", "{\"r1\": {");
        Ended ended = run("--store", store.toString(), "--list", "--json");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err().lines()).singleElement().asString().contains("pending.json");
        assertThat(JsonMapper.shared().readTree(ended.out())).hasSize(1);
    }

    @Test
    void nothingConfiguredIsAnEmptyListAndOneLine() throws Exception {
        Ended ended = run("--list", "--json");
        assertThat(ended.status()).isZero();
        assertThat(ended.out().strip()).isEqualTo("[]");
        assertThat(ended.err().lines()).hasSize(1);
    }

    @Test
    void aListWritesNothingAnywhere() throws Exception {
        Map<String, Instant> before = tree();
        run("--store", store.toString(), "--list");
        run("--list");
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void aFolderThatIsNotThereIsOneLine() throws Exception {
        Ended ended = run("--store", folder.resolve("none").toString(), "--list");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err().lines()).singleElement().asString().contains("none");
    }

    @Test
    void thePracticeGatewayIsListedWhenAskedForAndLeavesNothingBehind() throws Exception {
        Ended ended = run("--practice", "--list", "--json");
        assertThat(ended.status()).isZero();
        assertThat(JsonMapper.shared().readTree(ended.out())).isNotEmpty();
        try (var left = Files.list(home.resolve("tmp"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void theFirstStartOpensThePracticeGatewayAndLeavesNothingBehind() throws Exception {
        Ended ended = run();

        assertThat(ended.status()).isZero();
        assertThat(ended.out()).contains("Quiet Fox");
        assertThat(picture(home.resolve("target/gatehouse.png")).getWidth()).isEqualTo(1280);
        try (var left = Files.list(home.resolve("tmp"))) {
            assertThat(left.filter(file -> file.toString().contains("gatehouse")))
                    .isEmpty();
        }
    }

    @Test
    void aRehearsalGoesThroughTheScreensAndLeavesNothingBehind() throws Exception {
        Map<String, Instant> before = tree();
        Ended ended = start(List.of("-Xlog:class+load"), List.of("--rehearse"));
        assertThat(ended.status()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out())
                .contains(
                        "dev.gatehouse.ui.access.AccessCell ",
                        "dev.gatehouse.ui.pair.MakePane ",
                        "dev.gatehouse.ui.history.HistoryCell ",
                        "dev.gatehouse.gateway.openclaw.DmWriter ",
                        "dev.gatehouse.ui.gateways.SecretField ")
                // Settings and labels of whoever builds are not even read.
                .doesNotContain("dev.gatehouse.console.JsonFile ");
        Map<String, Instant> after = tree();
        after.keySet().removeIf(path -> path.contains("/.openjfx"));
        after.put(home.toString(), before.get(home.toString()));
        after.put(home.resolve("tmp").toString(), before.get(home.resolve("tmp").toString()));
        assertThat(after).isEqualTo(before);
    }

    @Test
    void withoutADisplayTheWindowIsDrawnAndItsListPrinted() throws Exception {
        Ended ended = run("--store", store.toString());
        Path picture = home.resolve("target/gatehouse.png");
        assertThat(ended.status()).isZero();
        assertThat(ended.err().lines()).hasSize(1);
        assertThat(ended.out().lines().findFirst()).contains(picture.toString());
        assertThat(ended.out()).contains("111111111", "Laptop").doesNotContain(CODE);
        assertThat(picture(picture).getWidth()).isEqualTo(1280);
    }

    @Test
    void aPictureHasTheSizeAndTheColoursThatWereAskedFor() throws Exception {
        Path light = folder.resolve("light.png");
        Path dark = folder.resolve("dark.png");
        run("--store", store.toString(), "--snapshot", light.toString(), "--theme", "light", "--size", "1000x700");
        run("--store", store.toString(), "--snapshot", dark.toString(), "--theme", "dark", "--size", "1000x700");
        for (Path file : List.of(light, dark)) {
            assertThat(picture(file).getWidth()).isEqualTo(1000);
            assertThat(picture(file).getHeight()).isEqualTo(700);
        }
        assertThat(brightness(picture(light))).isGreaterThan(0.8);
        assertThat(brightness(picture(dark))).isLessThan(0.3);
    }

    @Test
    void aPictureOfABrokenStoreIsWrittenAndTheProblemTold() throws Exception {
        write("devices/pending.json", "{");
        Path file = folder.resolve("broken.png");
        Ended ended = run("--store", store.toString(), "--snapshot", file.toString());
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err().lines()).singleElement().asString().contains("pending.json");
        assertThat(file).isNotEmptyFile();
    }

    private static BufferedImage picture(Path file) throws IOException {
        return ImageIO.read(file.toFile());
    }

    /** The mean of the brightest colour of each pixel, from 0 to 1. */
    private static double brightness(BufferedImage picture) {
        double sum = 0;
        for (int x = 0; x < picture.getWidth(); x++) {
            for (int y = 0; y < picture.getHeight(); y++) {
                Color color = new Color(picture.getRGB(x, y));
                sum += Math.max(color.getRed(), Math.max(color.getGreen(), color.getBlue())) / 255.0;
            }
        }
        return sum / picture.getWidth() / picture.getHeight();
    }

    @Test
    void nonsenseIsOneLine() throws Exception {
        Ended ended = run("--bad");
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err().lines()).singleElement().asString().contains("--bad");
    }

    @Test
    void theVersionNamesTheProducts() throws Exception {
        Ended ended = run("--version");
        assertThat(ended.out()).startsWith("Gatehouse 0.").contains("openclaw  OpenClaw", "fased  Fased");
    }

    private Ended run(String... args) throws IOException, InterruptedException {
        return start(List.of(), List.of(args));
    }

    private Ended start(List<String> options, List<String> args) throws IOException, InterruptedException {
        Path temporary = Files.createDirectories(home.resolve("tmp"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + home,
                "-Djava.io.tmpdir=" + temporary,
                "--enable-native-access=javafx.graphics,com.sun.jna,org.xerial.sqlitejdbc",
                "--module-path",
                System.getProperty("jdk.module.path")));
        command.addAll(options);
        command.addAll(List.of("--module", "dev.gatehouse/dev.gatehouse.Main"));
        command.addAll(args);
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("XDG_")
                        || name.startsWith("OPENCLAW_")
                        || name.startsWith("FASED_")
                        || name.endsWith("DISPLAY"));
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private void write(String name, String text) throws IOException {
        Path file = store.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Map<String, Instant> tree() throws IOException {
        Map<String, Instant> tree = new TreeMap<>();
        Files.createDirectories(home.resolve("tmp"));
        for (Path root : List.of(home, store)) {
            try (var files = Files.walk(root)) {
                for (Path file : files.toList()) {
                    tree.put(file.toString(), Files.getLastModifiedTime(file).toInstant());
                }
            }
        }
        return tree;
    }
}
