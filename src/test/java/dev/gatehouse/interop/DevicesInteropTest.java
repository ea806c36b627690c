package dev.gatehouse.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.console.Entry;
import dev.gatehouse.console.Outcome;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.interop.OpenClawActs.Reception;
import dev.gatehouse.interop.OpenClawState.Bind;
import dev.gatehouse.interop.OpenClawState.Channel;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Right;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Devices that knock at a real gateway, and what a console that knows only its files may do about them and when. */
@Tag("interop")
@ExtendWith(OpenClawExtension.class)
@Timeout(900)
class DevicesInteropTest {
    private static final String NO_ACCOUNT = "";

    @TempDir
    Path base;

    private Namespace namespace;
    private OpenClawInstall install;
    private OpenClawState state;
    private OpenClawActs product;
    private ConsoleUnderTest console;
    private final List<OpenClawProcess> gateways = new ArrayList<>();

    @BeforeEach
    void open(OpenClawInstall openClaw) throws Exception {
        install = openClaw;
        namespace = Namespace.make();
        state = OpenClawState.in(base, Bind.LAN, Channel.OFF);
        product = new OpenClawActs(install, state, Scripts.in(base.resolve("scripts")));
        console = ConsoleUnderTest.onFiles(state);
    }

    @AfterEach
    void close() throws Exception {
        gateways.forEach(OpenClawProcess::close);
        if (console != null) {
            console.close();
        }
        if (product != null) {
            product.close();
        }
        if (namespace != null) {
            namespace.close();
        }
    }

    @Test
    void devicesWaitWhileTheGatewayRunsAndAreDecidedWhenItDoesNot() throws Exception {
        OpenClawProcess gateway = start();
        Reception phone = knock("phone", "operator", "operator.read", "operator.write");
        Reception laptop = knock("laptop", "operator", "operator.admin");
        Reception node = knock("builder", "node");
        assertThat(phone).returns(false, Reception::admitted).returns("NOT_PAIRED", Reception::said);
        assertThat(product.pendingDevices()).containsExactlyInAnyOrder(phone.id(), laptop.id(), node.id());

        Entry row = console.row(NO_ACCOUNT, phone.id());
        assertThat(row.request().name().text()).isEqualTo("phone");
        assertThat(row.request().access().names(Right.Type.ROLE)).containsExactly("operator");
        assertThat(row.request().access().names(Right.Type.SCOPE))
                .containsExactlyInAnyOrder("operator.read", "operator.write");
        assertThat(console.row(NO_ACCOUNT, node.id()).key().kind()).isEqualTo(Kind.NODE);
        assertThat(console.row(NO_ACCOUNT, laptop.id()).request().access().asksAdmin())
                .isTrue();

        assertThat(row.listed().whyNot(Feature.APPROVE_DEVICE)).isNotNull();
        assertThat(row.listed().whyNot(Feature.REJECT_DEVICE)).isNotNull();
        assertThat(console.approve(row))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.problem()).isInstanceOf(Problem.NotOffered.class));
        assertThat(product.pairedDevices()).isEmpty();

        gateway.kill();
        awaitDecidable(phone.id());
        assertThat(console.approve(console.row(NO_ACCOUNT, phone.id()))).isInstanceOf(Outcome.Confirmed.class);
        assertThat(console.approve(console.row(NO_ACCOUNT, node.id()))).isInstanceOf(Outcome.Confirmed.class);
        assertThat(console.reject(console.row(NO_ACCOUNT, laptop.id()))).isInstanceOf(Outcome.Confirmed.class);
        assertThat(product.pairedDevices()).containsExactlyInAnyOrder(phone.id(), node.id());
        assertThat(product.pendingDevices()).isEmpty();

        gateway = start();
        assertThat(knock("phone", "operator", "operator.read", "operator.write"))
                .isEqualTo(new Reception(phone.id(), true, "hello-ok"));
        assertThat(knock("builder", "node")).isEqualTo(new Reception(node.id(), true, "hello-ok"));
        assertThat(knock("laptop", "operator", "operator.admin"))
                .isEqualTo(new Reception(laptop.id(), false, "NOT_PAIRED"));
        console.readAgain();
        await().atMost(ConsoleUnderTest.SOON)
                .untilAsserted(() -> assertThat(console.resident(NO_ACCOUNT, phone.id())
                                .listed()
                                .whyNot(Feature.REMOVE_DEVICE))
                        .isNotNull());

        gateway.kill();
        console.readAgain();
        await().atMost(ConsoleUnderTest.SOON)
                .untilAsserted(() -> assertThat(console.resident(NO_ACCOUNT, phone.id())
                                .listed()
                                .whyNot(Feature.REMOVE_DEVICE))
                        .isNull());
        assertThat(console.revoke(console.resident(NO_ACCOUNT, phone.id()))).isInstanceOf(Outcome.Confirmed.class);
        assertThat(product.pairedDevices()).containsExactly(node.id());

        start();
        assertThat(knock("phone", "operator", "operator.read", "operator.write"))
                .isEqualTo(new Reception(phone.id(), false, "NOT_PAIRED"));
        assertThat(knock("builder", "node").admitted()).isTrue();
    }

    @Test
    void aNodeThatIsInAsksForCommandsAndIsGivenThem() throws Exception {
        OpenClawProcess gateway = start();
        Reception node = knock("builder", "node");
        gateway.kill();
        awaitDecidable(node.id());
        assertThat(console.approve(console.row(NO_ACCOUNT, node.id()))).isInstanceOf(Outcome.Confirmed.class);

        gateway = start();
        assertThat(knock("builder", "node").admitted()).isTrue();
        await().atMost(ConsoleUnderTest.SOON)
                .untilAsserted(() -> assertThat(product.pendingNodes()).containsExactly(node.id()));
        Entry row = console.row(NO_ACCOUNT, node.id());
        assertThat(row.key().kind()).isEqualTo(Kind.CAPABILITY);
        assertThat(row.request().access().rights()).extracting(Right::name).contains("canvas.present");
        assertThat(row.listed().whyNot(Feature.APPROVE_DEVICE)).isNotNull();

        gateway.kill();
        awaitDecidable(node.id());
        assertThat(console.approve(console.row(NO_ACCOUNT, node.id()))).isInstanceOf(Outcome.Confirmed.class);
        assertThat(product.pendingNodes()).isEmpty();
        assertThat(product.pairedNodes()).containsExactly(node.id());
        assertThat(console.resident(NO_ACCOUNT, node.id(), Kind.CAPABILITY)
                        .grant()
                        .access()
                        .rights())
                .extracting(Right::name)
                .contains("canvas.present");

        gateway = start();
        assertThat(knock("builder", "node").admitted()).isTrue();
        // The gateway notes the connection in the entry, and asks for nothing more.
        await().atMost(ConsoleUnderTest.SOON)
                .untilAsserted(() -> assertThat(console.resident(NO_ACCOUNT, node.id(), Kind.CAPABILITY)
                                .grant()
                                .lastSeenAt())
                        .isNotNull());
        assertThat(product.pendingNodes()).isEmpty();

        gateway.kill();
        console.readAgain();
        await().atMost(ConsoleUnderTest.SOON)
                .untilAsserted(() -> assertThat(console.resident(NO_ACCOUNT, node.id(), Kind.CAPABILITY)
                                .listed()
                                .whyNot(Feature.REMOVE_DEVICE))
                        .isNull());
        assertThat(console.revoke(console.resident(NO_ACCOUNT, node.id(), Kind.CAPABILITY)))
                .isInstanceOf(Outcome.Confirmed.class);
        assertThat(product.pairedNodes()).isEmpty();
        assertThat(product.pairedDevices()).containsExactly(node.id());
    }

    private OpenClawProcess start() throws Exception {
        OpenClawProcess gateway = OpenClawProcess.starting(install, state, namespace);
        gateways.add(gateway);
        gateway.awaitHealthy();
        return gateway;
    }

    private Reception knock(String name, String role, String... scopes) throws Exception {
        return product.knock(namespace, base.resolve(name + ".pem"), name, role, scopes);
    }

    /** A process that is killed changes no file: asking again is all that tells. */
    private void awaitDecidable(String device) {
        console.readAgain();
        await().atMost(ConsoleUnderTest.SOON)
                .untilAsserted(() -> assertThat(
                                console.row(NO_ACCOUNT, device).listed().whyNot(Feature.APPROVE_DEVICE))
                        .isNull());
    }
}
