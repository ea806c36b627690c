package dev.gatehouse.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.console.Entry;
import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.Outcome;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.interop.OpenClawState.Bind;
import dev.gatehouse.interop.OpenClawState.Channel;
import dev.gatehouse.pairing.DmRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Direct messages: what the product's functions say, and what the console says of the same store. */
@Tag("interop")
@ExtendWith(OpenClawExtension.class)
@Timeout(900)
class DirectMessagesInteropTest {
    private static final Duration CODE_LIVES = Duration.ofHours(1);
    private static final List<String> ACCOUNTS = List.of("default", "work");

    @TempDir
    Path base;

    private OpenClawInstall install;
    private OpenClawState state;
    private OpenClawActs product;
    private ConsoleUnderTest console;

    @BeforeEach
    void open(OpenClawInstall openClaw) throws Exception {
        install = openClaw;
        state = OpenClawState.in(base, Bind.LOOPBACK, Channel.ON);
        product = new OpenClawActs(install, state, Scripts.in(base.resolve("scripts")));
        console = new ConsoleUnderTest(state);
    }

    @AfterEach
    void close() throws Exception {
        if (console != null) {
            console.close();
        }
        if (product != null) {
            product.close();
        }
    }

    @Test
    void whatTheProductListsTheConsoleLists() throws Exception {
        product.ask("default", "101", "ann");
        product.ask("default", "102", "Bob Ünïcode 😀");
        product.ask("work", "101", "ann");
        product.ask("work", "103", "cy");

        await().atMost(ConsoleUnderTest.SOON)
                .untilAsserted(() -> assertThat(console.waiting()).hasSize(4));
        List<String> listed = new ArrayList<>();
        for (String account : ACCOUNTS) {
            for (OpenClawActs.Pending pending : product.pending(account)) {
                Entry row = console.row(account, pending.id());
                DmRequest request = (DmRequest) row.request();
                assertThat(request.key().channel()).isEqualTo(OpenClawState.CHANNEL);
                assertThat(Objects.requireNonNull(request.code()).value()).isEqualTo(pending.code());
                assertThat(request.name().text()).isEqualTo(pending.name());
                assertThat(request.requestedAt()).isEqualTo(Instant.parse(pending.createdAt()));
                assertThat(request.expiresAt())
                        .isEqualTo(Instant.parse(pending.createdAt()).plus(CODE_LIVES));
                assertThat(row.listed().whyNot(Feature.APPROVE_DM)).isNull();
                listed.add(account + " " + pending.id() + " " + pending.code());
            }
        }
        assertThat(listed).hasSize(4);
        assertThat(commandLineList()).containsExactlyInAnyOrderElementsOf(listed);
    }

    /** Account, sender and code, as the product's command prints them. */
    private List<String> commandLineList() throws Exception {
        String out = install.command("pairing", "list", OpenClawState.CHANNEL, "--json")
                .with(state.variables())
                .run(Duration.ofMinutes(1))
                .outOrFail();
        List<String> all = new ArrayList<>();
        for (JsonNode one :
                new JsonMapper().readTree(out.substring(out.indexOf('{'))).path("requests")) {
            all.add(one.path("meta").path("accountId").asString() + " "
                    + one.path("id").asString() + " " + one.path("code").asString());
        }
        return all;
    }

    @Test
    void aFullDoorIsShownAsFull() {
        for (int sender = 1; sender <= 4; sender++) {
            boolean answered = !product.ask("work", Integer.toString(200 + sender), "s" + sender)
                    .isEmpty();
            assertThat(answered).as("answer to sender %s", sender).isEqualTo(sender <= 3);
        }
        await().atMost(ConsoleUnderTest.SOON)
                .untilAsserted(() -> assertThat(
                                console.console().gateways().all().getFirst().quotas())
                        .anySatisfy(quota -> {
                            assertThat(quota.account()).isEqualTo("work");
                            assertThat(quota.taken()).isEqualTo(3);
                            assertThat(quota.full()).isTrue();
                        }));
    }

    @Test
    void whomTheConsoleApprovesTheProductLetsIn() throws Exception {
        for (String account : ACCOUNTS) {
            product.ask(account, "301", "ann");
            product.ask(account, "302", "bob");
            assertThat(console.approve(console.row(account, "301"))).isInstanceOf(Outcome.Confirmed.class);

            assertThat(product.allowed(account)).containsExactly("301");
            assertThat(product.pendingIds(account)).containsExactly("302");
            assertThat(console.lists(account, "301")).isTrue();
        }
        // One account's approval opens no other.
        product.ask("default", "303", "cy");
        assertThat(console.approve(console.row("default", "303"))).isInstanceOf(Outcome.Confirmed.class);
        assertThat(product.allowed("default")).containsExactly("301", "303");
        assertThat(product.allowed("work")).containsExactly("301");
    }

    @Test
    void whomTheConsoleRejectsTheProductForgetsAndMayAskAgain() throws Exception {
        for (String account : ACCOUNTS) {
            String first = product.ask(account, "401", "ann");
            assertThat(console.reject(console.row(account, "401"))).isInstanceOf(Outcome.Confirmed.class);

            assertThat(product.pendingIds(account)).isEmpty();
            assertThat(product.allowed(account)).isEmpty();
            assertThat(product.approve(account, first)).as("a rejected code").isFalse();
            assertThat(product.ask(account, "401", "ann")).isNotEmpty().isNotEqualTo(first);
        }
    }

    @Test
    void whomTheConsoleRevokesTheProductShutsOut() throws Exception {
        for (String account : ACCOUNTS) {
            String code = product.ask(account, "501", "ann");
            assertThat(product.approve(account, code)).isTrue();
            product.allow(account, "502");
        }
        // A file of the time before there were accounts lets somebody in at the default account too.
        product.allow(null, "501");
        product.allow(null, "503");
        assertThat(product.allowed("default")).containsExactly("501", "502", "503");

        for (String account : ACCOUNTS) {
            assertThat(console.revoke(console.resident(account, "501"))).isInstanceOf(Outcome.Confirmed.class);
        }
        assertThat(product.allowed("default")).containsExactly("502", "503");
        assertThat(product.allowed("work")).containsExactly("502");
    }

    @Test
    void whatTheProductDecidesLeavesTheConsole() {
        String code = product.ask("work", "601", "ann");
        console.row("work", "601");
        assertThat(product.approve("work", code)).isTrue();
        await().atMost(ConsoleUnderTest.SOON)
                .untilAsserted(() -> assertThat(console.waiting()).isEmpty());
        assertThat(console.resident("work", "601").grant().revocable()).isNotEmpty();
    }

    @Test
    void aRequestIsOnScreenWithoutPolling() throws Exception {
        // One that does not try for the gateway meanwhile, and reads whenever it does.
        console.close();
        console = ConsoleUnderTest.onFiles(state);
        assertThat(console.state())
                .isInstanceOfSatisfying(
                        GatewayState.Live.class,
                        live -> assertThat(live.safety()).isGreaterThan(ConsoleUnderTest.SOON));
        // Several, so that the one read for safety cannot have been behind them all.
        for (int sender = 701; sender <= 703; sender++) {
            product.ask("default", Integer.toString(sender), "s");
            long asked = System.nanoTime();
            console.row("default", Integer.toString(sender));
            System.out.printf(
                    "request %d in the inbox %d ms after the product answered%n",
                    sender, (System.nanoTime() - asked) / 1_000_000);
        }
    }
}
