package dev.gatehouse.ui.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.CodeSearch;
import dev.gatehouse.console.Entry;
import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.console.HistoryExport;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.GatewayProduct;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.clasp.ClaspProduct;
import dev.gatehouse.gateway.openclaw.FasedProduct;
import dev.gatehouse.gateway.openclaw.OpenClawProduct;
import dev.gatehouse.gateway.smith.SmithProduct;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.PairingCode.Direction;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.PinRequest;
import dev.gatehouse.testing.ConsoleFixture;
import dev.gatehouse.testing.FakeLiveGateway;
import dev.gatehouse.testing.RecordedDialogs;
import dev.gatehouse.testing.SecretHunt;
import dev.gatehouse.testing.ThisThread;
import dev.gatehouse.ui.pair.MakeForm.Target;
import dev.gatehouse.ui.pair.PairItem.Row;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole day with codes at real connections, and then everything that was written is searched for each of them. */
class NoCodeLeavesTest {
    private static final String OWN = "own-secret-of-the-gateway-51be02";
    private static final String BOOTSTRAP = "Zq7-a-token-that-one-phone-may-use-once-Kx";
    private static final String SPOKEN = "5NZV4V";
    private static final String STRANGER = "JY829YJX";
    private static final String SMITH_TOKEN = "smith-admin-token-0c9f31";
    private static final String PASSPHRASE = "correct horse battery";
    private static final String HELLO = """
            {"protocol":4,"server":{"version":"2026.9.6"},"features":{"methods":["device.pair.list","node.pair.list",\
            "channels.pairing.list"]},"auth":{"scopes":["operator.admin","operator.pairing"]}}""";
    private static final String EARLY = "{\"protocol\":3,\"server\":{\"version\":\"0.1.76\"},\"auth\":{}}";
    private static final String NOBODY = "{\"pending\":[],\"paired\":[]}";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path program;

    @TempDir
    Path home;

    private final ThisThread screen = new ThisThread();
    private final Words words = new Words(Locale.ENGLISH, ZoneOffset.UTC);
    private final PairWords said = new PairWords(words);
    private final HttpClient device = HttpClient.newHttpClient();
    private final MockWebServer smith = new MockWebServer();
    private SecretHunt hunt;
    private FakeLiveGateway live;
    private FakeLiveGateway fased;
    private ConsoleFixture fixture;
    private PairViewModel model;

    @BeforeEach
    void open() throws Exception {
        hunt = new SecretHunt(program);
        Map.of(
                        "the gateway's own secret", OWN,
                        "the token of a setup code", BOOTSTRAP,
                        "the pairing code", SPOKEN,
                        "the code of a stranger", STRANGER,
                        "the token of the daemon", SMITH_TOKEN,
                        "the passphrase", PASSPHRASE)
                .forEach(hunt::hide);
        smith.start();
        live = new FakeLiveGateway(HELLO);
        fased = new FakeLiveGateway(EARLY);
        for (FakeLiveGateway one : List.of(live, fased)) {
            one.on("device.pair.list", NOBODY);
            one.on("node.pair.list", NOBODY);
            one.on("channels.pairing.list", "{\"requests\":[]}");
            one.on("device.pair.setupStatus", "{}");
        }
        fixture = ConsoleFixture.withFiles(
                program,
                home,
                screen,
                new OpenClawProduct(),
                new FasedProduct(),
                new SmithProduct(),
                new ClaspProduct());
        fixture.console().secrets().create(PASSPHRASE.toCharArray());
        model = new PairViewModel(fixture.console(), words, new RecordedDialogs(), screen, System::nanoTime);
        model.watch(true);
    }

    @AfterEach
    void close() {
        model.close();
        fixture.close();
        live.close();
        fased.close();
        smith.close();
        device.close();
        hunt.close();
    }

    private void until(BooleanSupplier condition) {
        ConsoleFixture.awaitOnThisThread(screen::run, condition);
    }

    private void connect(GatewayProduct product, String id, Map<String, String> values, Map<String, String> secrets)
            throws Exception {
        Map<String, Secret> entered = new HashMap<>();
        secrets.forEach((key, value) -> entered.put(key, new Secret(value)));
        var _ = fixture.console()
                .gateways()
                .add(product.profile(id, id, values, fixture.console().environment()), entered);
        until(() -> fixture.console().gateways().all().stream()
                .anyMatch(status -> status.profile().id().equals(id)
                        && (status.state() instanceof GatewayState.Live
                                || status.state() instanceof GatewayState.Polling)));
    }

    private void choose(String gateway, Map<String, String> values) {
        model.select(null);
        until(() -> model.form().targets().stream()
                .anyMatch(target -> target.profile().equals(gateway) && target.whyNot() == null));
        Target at = model.form().targets().stream()
                .filter(target -> target.profile().equals(gateway))
                .findFirst()
                .orElseThrow();
        model.form().targetProperty().set(at);
        values.forEach((key, value) -> model.form().inputs().stream()
                .filter(input -> input.field().key().equals(key))
                .forEach(input -> input.value().set(value)));
    }

    /** Makes a code, reveals it and does with it what can be done; what prints it is passed on to the hunt. */
    private Row made(String gateway, Map<String, String> values, String what) {
        choose(gateway, values);
        model.make();
        until(() -> model.selectedProperty().get() != null
                && !model.makingProperty().get());
        model.reveal();
        Row row = row();
        String text = Objects.requireNonNull(row.code().text()).value();
        hunt.hide(what, text);
        assertThat(said.message(row)).contains(text);
        until(() -> model.contentsProperty().get() != null);
        hunt.note(model.contentsProperty().get());
        hunt.note(row);
        hunt.note(said.accessible(row) + said.title(row) + said.second(row) + said.story(row) + said.hint(row));
        return row;
    }

    private Row row() {
        return Objects.requireNonNull(model.selectedProperty().get());
    }

    private static String setupCode() {
        String json = "{\"url\":\"wss://gw.test\",\"bootstrapToken\":\"%s\"}".formatted(BOOTSTRAP);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private void aPhoneUsesASetupCode() throws Exception {
        connect(new OpenClawProduct(), "live", Map.of("address", live.address()), Map.of("token", OWN));
        live.on("device.pair.setupCode", "!" + "gateway.auth is not configured, token " + setupCode());
        choose("live", Map.of());
        model.make();
        until(() -> model.saidProperty().get() != null);
        hunt.note(model.saidProperty().get());
        live.on(
                "device.pair.setupCode",
                "{\"setupId\":\"s1\",\"expiresAtMs\":%d,\"setupCode\":\"%s\",\"gatewayUrl\":\"wss://gw.test\",\"access\":\"full\"}"
                        .formatted(Instant.now().plusSeconds(600).toEpochMilli(), setupCode()));
        made("live", Map.of(), "the setup code");
        live.on(
                "device.pair.setupStatus",
                "{\"completion\":{\"setupId\":\"s1\",\"deviceId\":\"d1\",\"deviceName\":\"Pixel 8\",\"access\":\"full\",\"ts\":%d}}"
                        .formatted(System.currentTimeMillis()));
        until(() -> row().state() instanceof State.Used);
    }

    private void theGatewaysOwnSecretIsGivenAway() throws Exception {
        connect(new FasedProduct(), "fased", Map.of("address", fased.address()), Map.of("token", OWN));
        made("fased", Map.of("url", "ws://192.168.1.20:18789", "confirm", "permanent"), "the permanent code");
    }

    private void aPersonIsGivenACode() throws Exception {
        answer(500, "<html>could not keep " + SPOKEN + " for Bearer " + SMITH_TOKEN + "</html>");
        connect(
                new SmithProduct(),
                "smith",
                Map.of("address", "127.0.0.1:" + smith.getPort()),
                Map.of("token", SMITH_TOKEN));
        choose("smith", Map.of("agent", "smith-default"));
        model.make();
        until(() -> model.saidProperty().get() != null);
        hunt.note(model.saidProperty().get());
        answer(201, "{\"code\":\"" + SPOKEN + "\",\"expires_in\":300}");
        made("smith", Map.of("agent", "smith-default"), "the pairing code, once more");
    }

    /** The daemon answers a call with this from now on, and a look whether it is there as ever. */
    private void answer(int status, String body) {
        smith.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                boolean call = "POST".equals(request.getMethod());
                return new MockResponse.Builder()
                        .code(call ? status : 405)
                        .addHeader("Allow", "POST")
                        .addHeader("Content-Type", body.startsWith("{") ? "application/json" : "text/html")
                        .body(call ? body : "")
                        .build();
            }
        });
    }

    private void aStrangerReadsACodeOut() throws Exception {
        Path state = Files.createDirectories(home.resolve("openclaw"));
        Path file = Files.createDirectories(state.resolve("credentials")).resolve("telegram-pairing.json");
        Files.writeString(file, """
                {"version": 1, "requests": [{"id": "111111111", "code": "%s", "createdAt": "%s",
                  "lastSeenAt": "%s", "meta": {"username": "ann", "accountId": "default"}}]}
                """.formatted(STRANGER, Instant.now(), Instant.now()));
        connect(new OpenClawProduct(), "store", Map.of("folder", state.toString()), Map.of());
        until(() -> request("store") != null);
        CodeSearch.Found found = fixture.console()
                .find("openclaw pairing approve telegram " + STRANGER.toLowerCase(Locale.ROOT))
                .join();
        hunt.note(found);
        Entry entry = Objects.requireNonNull(fixture.console().inbox().get(Objects.requireNonNull(found.key())));
        assertThat(((DmRequest) entry.request()).code()).isNotNull();
        hunt.note(entry);
        hunt.note(fixture.console()
                .find("openclaw pairing approve telegram ZZZZ9999")
                .join());
        hunt.note(decide(approve(entry, new PairingCode("ZZZZ9999", Direction.FROM_STRANGER)), Method.TYPED_CODE));
        hunt.note(decide(approve(entry, found.code()), Method.TYPED_CODE));
    }

    private static Decision approve(Entry entry, @Nullable PairingCode typed) {
        return new Decision.Approve(entry.request(), new Decision.Options(false, false, "", "", typed, null, null));
    }

    private @Nullable PairingRequest request(String gateway) {
        screen.run();
        return fixture.console().inbox().all().stream()
                .filter(entry -> entry.key().profile().equals(gateway))
                .map(Entry::request)
                .findFirst()
                .orElse(null);
    }

    private Object decide(Decision decision, Method method) {
        var outcome = fixture.console().decisions().decide(decision, method);
        until(outcome::isDone);
        return outcome.join();
    }

    private void aClientEntersAPinAndAnotherScansAPicture() throws Exception {
        Path tokens =
                Files.writeString(home.resolve("tokens.txt"), "cpsk_0123456789abcdef0123456789abcdef admin:/**\n");
        connect(new ClaspProduct(), "clasp", Map.of("tokenFile", tokens.toString()), Map.of());
        hunt.note(decide(new Decision.Configure("clasp", "pairing", "PT5M"), Method.ONE_CLICK));
        until(() -> !setting("url").isEmpty());
        String ticket = post("/pair", "{\"name\":\"Lamp\"}").path("pairingId").asString();
        until(() -> request("clasp") != null);
        PinRequest pin = (PinRequest) Objects.requireNonNull(request("clasp"));
        hunt.hide("the PIN", pin.pin().value());
        hunt.note(fixture.console().inbox().all());
        fixture.console().pins().shown(pin.key(), pin.id());
        var _ = post("/pair/" + ticket + "/pin", "{\"pin\":\"" + pin.pin().value() + "\"}");
        until(() -> fixture.console().roster().all().stream()
                .anyMatch(resident -> resident.title().equals("Lamp")));
        hunt.hide("the token of a client", get("/pair/" + ticket).path("token").asString());
        hunt.note(fixture.console().roster().all());

        Row first = made("clasp", Map.of("read", "/lights/**"), "the QR code");
        String text = Objects.requireNonNull(first.code().text()).value();
        hunt.hide("the code in it", text.substring(text.indexOf("#c=") + 3));
        var _ = post("/pair", "{\"name\":\"Tablet\",\"code\":\"" + text.substring(text.indexOf("#c=") + 3) + "\"}");
        until(() -> row().state() instanceof State.Used
                && model.followedProperty().get().in() != null);
        made("clasp", Map.of("read", "/lights/**"), "the second QR code");
        model.cancel(row());
        until(() -> row().state() instanceof State.Cancelled);
    }

    private String setting(String key) {
        screen.run();
        return fixture.console().gateways().all().stream()
                .filter(status -> status.profile().id().equals("clasp"))
                .flatMap(status -> status.settings().stream())
                .filter(setting -> setting.key().equals(key))
                .map(setting -> setting.value())
                .findFirst()
                .orElse("");
    }

    private JsonNode post(String path, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(setting("url")).resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return JSON.readTree(
                device.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(setting("url")).resolve(path)).build();
        return JSON.readTree(
                device.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private void theDayEnds() throws Exception {
        HistoryExport export = new HistoryExport(words);
        for (HistoryExport.Format format : HistoryExport.Format.values()) {
            export.write(
                    program.resolve("export." + format.extension()),
                    format,
                    fixture.console().history().all());
        }
        model.choices().replacesProperty().set(true);
        hunt.note(fixture.console().codes().all());
        hunt.note(fixture.console().settings().get());
        hunt.note(fixture.console().history().all());
        hunt.note(fixture.console().gateways().all());
        fixture.close();
    }

    @Test
    void noFileNoLogAndNoTextHoldsOne() throws Exception {
        aPhoneUsesASetupCode();
        theGatewaysOwnSecretIsGivenAway();
        aPersonIsGivenACode();
        aStrangerReadsACodeOut();
        aClientEntersAPinAndAnotherScansAPicture();
        theDayEnds();

        assertThat(hunt.files())
                .contains(
                        "settings.json",
                        "history.jsonl",
                        "secrets.sealed",
                        "export.csv",
                        "export.json",
                        "gatehouse.log");
        assertThat(hunt.logged()).contains("Decision at smith");
        assertThat(Files.readString(program.resolve("history.jsonl"))).contains("111111111", "Lamp");
        assertThat(hunt.found()).isEmpty();
    }
}
