package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.CodeOffer;
import dev.gatehouse.gateway.CodeOffer.Choice;
import dev.gatehouse.gateway.CodeOffer.Field;
import dev.gatehouse.io.Address;
import dev.gatehouse.pairing.Phrase;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The setup codes that a connected gateway can make, and the addresses that make sense in one (OpenClaw 2026.9.6,
 * setup-code: what was asked for, {@code plugins.entries.device-pair.config.publicUrl}, Tailscale, {@code
 * gateway.remote.url}, what {@code gateway.bind} opens).
 *
 * @param way how the console gets to the gateway
 * @param setup what the gateway's config says, or null where it is not in sight
 */
record SetupOffers(LiveWay way, @Nullable LocalSetup setup) {
    /** Ids of offers. */
    static final String PHONE = SetupAccess.FULL.offer();

    static final String LIMITED = SetupAccess.LIMITED.offer();
    static final String NODE = SetupAccess.NODE.offer();
    static final String PERMANENT = SetupAccess.PERMANENT.offer();

    /** Keys of fields: the address in the code, and that the operator knows what is in it. */
    static final String URL = "url";

    static final String CONFIRM = "confirm";

    /** The one value of {@link #CONFIRM}. */
    static final String CONFIRMED = "permanent";

    /** What can be made by {@code codes}. */
    List<CodeOffer> by(LiveCodes codes) {
        List<Choice> urls = urls();
        if (codes.permanent()) {
            Field url =
                    new Field(URL, true, urls.isEmpty() ? "" : urls.getFirst().value(), urls, true);
            Field confirm = new Field(CONFIRM, true, "", List.of(new Choice(CONFIRMED, "")), false);
            return List.of(new CodeOffer(PERMANENT, List.of(url, confirm), unknown()));
        }
        Phrase whyNot = codes.obstacle();
        List<Field> fields = List.of(new Field(URL, closed(), "", urls, true));
        List<String> ids = codes.later() ? List.of(PHONE, LIMITED, NODE) : List.of(PHONE);
        return ids.stream().map(id -> new CodeOffer(id, fields, whyNot)).toList();
    }

    /** Why the gateway's own secret cannot be given away, or null if it can. */
    @Nullable
    Phrase unknown() {
        return switch (way.credential()) {
            case LiveCredential.Token _, LiveCredential.Password _ -> null;
            case LiveCredential.DeviceToken _, LiveCredential.None _ -> Phrase.of("openclaw.absent.no-own-secret");
        };
    }

    private List<Choice> urls() {
        Set<String> urls = new LinkedHashSet<>();
        add(urls, text("plugins", "entries", "device-pair", "config", "publicUrl"));
        add(urls, text("gateway", "remote", "url"));
        if (!new SetupUrl(way.address()).leadsNowhere()) {
            add(urls, way.address().toString());
        }
        String bind = text("gateway", "bind");
        boolean secure = setup != null && setup.address().secure();
        if (bind.equals("custom")) {
            add(urls, at(text("gateway", "customBindHost"), secure));
        }
        // Encrypted, the gateway tells its certificate along with an address that it chose itself.
        if (bind.equals("lan") && !secure) {
            lan().forEach(host -> add(urls, at(host, false)));
        }
        return urls.stream().map(url -> new Choice(url, "")).toList();
    }

    private static void add(Set<String> urls, String url) {
        String plain = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        if (Plain.holds(plain)) {
            urls.add(plain);
        }
    }

    private String at(String host, boolean secure) {
        return host.isEmpty() || setup == null
                ? ""
                : new Address(secure, host, setup.address().port(), "/").toString();
    }

    /** Whether the gateway can be reached from this computer alone, and knows no other address of itself. */
    private boolean closed() {
        String bind = text("gateway", "bind");
        String tailscale = text("gateway", "tailscale", "mode");
        return setup != null
                && setup.config().usable()
                && (bind.isEmpty() || bind.equals("loopback"))
                && (tailscale.isEmpty() || tailscale.equals("off"))
                && text("plugins", "entries", "device-pair", "config", "publicUrl")
                        .isEmpty()
                && text("gateway", "remote", "url").isEmpty();
    }

    private String text(String... path) {
        JsonNode node = setup == null ? null : setup.config().root();
        JsonNode at = node == null ? MissingNode.getInstance() : node;
        for (String step : path) {
            at = at.path(step);
        }
        return at.isString() ? at.stringValue().strip() : "";
    }

    /** The addresses of this computer on local networks. */
    private static List<String> lan() {
        try {
            List<String> hosts = new ArrayList<>();
            for (NetworkInterface one : NetworkInterface.networkInterfaces().toList()) {
                if (one.isUp() && !one.isLoopback()) {
                    one.inetAddresses()
                            .filter(address -> address instanceof Inet4Address && address.isSiteLocalAddress())
                            .map(InetAddress::getHostAddress)
                            .forEach(hosts::add);
                }
            }
            return hosts;
        } catch (SocketException _) {
            // Then the operator enters it, or leaves it to the gateway.
            return List.of();
        }
    }
}
