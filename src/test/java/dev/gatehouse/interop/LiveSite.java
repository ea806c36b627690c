package dev.gatehouse.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.Outcome;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.interop.OpenClawSite.Network;
import dev.gatehouse.interop.OpenClawState.Channel;
import dev.gatehouse.pairing.Kind;
import java.nio.file.Path;
import java.util.Map;

/**
 * A running gateway, a console that found it by itself and speaks to it, and the gateway's owner, who is asked whether the
 * console tells the truth.
 */
final class LiveSite implements AutoCloseable {
    private final OpenClawSite site;
    private final ConsoleUnderTest console;
    private AdminClient owner;

    private LiveSite(OpenClawSite site, ConsoleUnderTest console, AdminClient owner) {
        this.site = site;
        this.console = console;
        this.owner = owner;
    }

    /** Starts a gateway in {@code base}, and then a console. */
    static LiveSite in(Path base, OpenClawInstall install, Channel channel) throws Exception {
        return started(OpenClawSite.in(base, install, channel, Network.NEAREST));
    }

    /** Starts the gateway of {@code site}, and then a console. */
    static LiveSite started(OpenClawSite site) throws Exception {
        site.start();
        ConsoleUnderTest console = new ConsoleUnderTest(site.state());
        LiveSite live = new LiveSite(site, console, site.owner());
        console.awaitLink();
        return live;
    }

    OpenClawSite site() {
        return site;
    }

    ConsoleUnderTest console() {
        return console;
    }

    AdminClient owner() {
        return owner;
    }

    /**
     * A console to which the operator named the gateway's address, and who may see it in clear text. It is this computer's
     * by an address that is none of the loopback network's and does not say where it leads.
     */
    ConsoleUnderTest away() throws GatewayException, InterruptedException {
        ConsoleUnderTest away = ConsoleUnderTest.entered(
                site.state(),
                Map.of("address", "ws://0.0.0.0:" + site.outside().getPort()),
                Map.of("token", new Secret(OpenClawState.TOKEN)));
        assertThat(away.offline(LinkProblem.PlainText.class).host()).isEqualTo("0.0.0.0");
        away.console().gateways().allowPlainText(away.status().profile().id(), "0.0.0.0");
        return away;
    }

    /** Ends the gateway on the spot. */
    void kill() throws InterruptedException {
        owner.close();
        site.kill();
    }

    /** Starts it again. */
    void startAgain() throws Exception {
        site.start();
        owner = site.owner();
    }

    /** Whether the gateway lets {@code device} in, which goes away at once. */
    boolean letsIn(Device device) {
        try (Wire wire = device.knock(site.outside())) {
            return wire.admitted();
        }
    }

    /** Has {@code device} ask, and be let in by the console. */
    void letIn(Device device) throws InterruptedException {
        assertThat(letsIn(device)).isFalse();
        confirmed(console.approve(console.row(device, kind(device))));
    }

    /** As what {@code device} asks. */
    static Kind kind(Device device) {
        return device.role().equals("node") ? Kind.NODE : Kind.DEVICE;
    }

    /** A decision was carried out, and the list shows it. */
    static Outcome.Confirmed confirmed(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Confirmed.class);
        return (Outcome.Confirmed) outcome;
    }

    /** Nothing was done, because of a problem of that sort. */
    static <T extends Problem> T refused(Outcome outcome, Class<T> why) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        Problem problem = ((Outcome.Refused) outcome).problem();
        assertThat(problem).isInstanceOf(why);
        return why.cast(problem);
    }

    @Override
    public void close() throws Exception {
        owner.close();
        console.close();
        site.close();
    }
}
