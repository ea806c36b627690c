package dev.gatehouse.gateway.clasp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.Setting;
import dev.gatehouse.io.FolderWatch;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.PinRequest;
import dev.gatehouse.testing.MemorySecrets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of the pairing service in a real browser; the relay behind it is a simulator. */
@Tag("interop")
class PairingPageInteropTest {
    @TempDir
    Path home;

    @TempDir
    Path profile;

    private final FolderWatch watch = new FolderWatch();
    private FakeRelay relay;
    private ClaspGateway gateway;

    @BeforeEach
    void connect() throws IOException, GatewayException {
        relay = new FakeRelay();
        MemorySecrets secrets = new MemorySecrets();
        secrets.put(new SecretName("p", ClaspSetup.TOKEN), new Secret(FakeRelay.TOKEN));
        Environment environment = new Environment(Map.of(), home, home, InstantSource.system(), watch);
        ClaspProduct product = new ClaspProduct();
        gateway = product.connect(
                product.profile(
                        "p",
                        "CLASP",
                        Map.of("address", relay.address(), "router", "ws://192.0.2.1:7330", "listen", "127.0.0.1"),
                        environment),
                secrets,
                environment);
    }

    @AfterEach
    void disconnect() throws IOException {
        gateway.close();
        relay.close();
        watch.close();
    }

    private String open() throws GatewayException {
        var _ = gateway.perform(new Decision.Configure("p", "pairing", "PT15M"));
        return gateway.read().settings().stream()
                .filter(setting -> setting.key().equals("url"))
                .map(Setting::value)
                .findFirst()
                .orElseThrow();
    }

    private PinRequest waiting() throws GatewayException {
        return (PinRequest) gateway.read().requests().getLast().what();
    }

    private void awaitWaiting() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> !gateway.read().requests().isEmpty());
    }

    @Test
    void aPersonAsksErrsEntersThePinAndTakesTheTokenOnce() throws Exception {
        try (Browser browser = new Browser(profile)) {
            Browser.Page page = browser.open(open());
            page.enter("name", "My phone <b>\u202e</b>");
            awaitWaiting();
            PinRequest shown = waiting();
            assertThat(shown.name().text()).isEqualTo("My phone <b></b>");
            page.awaitText("PIN ends in 4:5");
            String pin = shown.pin().value();
            page.enter("pin", pin.startsWith("0") ? "1" + pin.substring(1) : "0" + pin.substring(1));
            page.awaitText("Invalid PIN");
            page.enter("pin", pin.substring(0, 3) + "-" + pin.substring(3));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> waiting().entered());
            var _ = gateway.perform(new Decision.Approve(waiting()));
            page.awaitText("Approved");
            page.awaitText("ws://192.0.2.1:7330");
            page.awaitText("everything");
            String token = page.evaluate("document.getElementById('token').value");
            assertThat(token).startsWith("ent_");
            page.click("copy");
            page.navigate(open());
            assertThat(page.text()).doesNotContain(token);
            assertThat(page.evaluate("document.getElementById('token').value")).isEmpty();
            assertThat(page.complaints()).isEmpty();
        }
    }

    @Test
    void aPhoneThatScansTheQrCodeIsInWithoutAPinByTls() throws Exception {
        var _ = gateway.perform(new Decision.Configure("p", "lan", "true"));
        try (Browser browser = new Browser(profile, "--ignore-certificate-errors")) {
            assertThat(open()).startsWith("https://127.0.0.1:");
            IssuedCode code = gateway.issue(new Decision.IssueCode(
                            "p", "qr", Map.of("lasts", "PT5M", "read", "/lights/**", "write", "")))
                    .code();
            Browser.Page page = browser.open(Objects.requireNonNull(code.text()).value());
            assertThat(page.evaluate("location.hash")).isEmpty();
            page.enter("name", "Tablet");
            awaitWaiting();
            assertThat(waiting().entered()).isTrue();
            var _ = gateway.perform(new Decision.Approve(waiting()));
            page.awaitText("Approved");
            page.awaitText("/lights/**");
            assertThat(page.evaluate("document.getElementById('token').value")).startsWith("ent_");
            Browser.Page thief =
                    browser.open(Objects.requireNonNull(code.text()).value());
            thief.enter("name", "Thief");
            thief.awaitText("This QR code was used before, or has ended");
            assertThat(page.complaints()).isEmpty();
        }
    }

    @Test
    void whoIsTurnedAwayReadsTheReasonAsText() throws Exception {
        try (Browser browser = new Browser(profile)) {
            String url = open();
            Browser.Page page = browser.open(url);
            page.enter("name", "Guest");
            awaitWaiting();
            String reason = "Access denied <img src=x onerror=alert(1)>";
            var _ = gateway.perform(new Decision.Reject(waiting(), reason));
            page.awaitText(reason);
            page.click("again");
            page.enter("name", "Guest");
            awaitWaiting();
            var _ = gateway.perform(new Decision.Configure("p", "pairing", ""));
            page.awaitText("Pairing not enabled\n\nAsk the operator");
            assertThat(page.evaluate("document.images.length")).isEqualTo("0");
        }
    }
}
