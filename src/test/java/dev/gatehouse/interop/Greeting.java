package dev.gatehouse.interop;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What everybody says who connects to a gateway. */
final class Greeting {
    private static final JsonMapper JSON = new JsonMapper();

    private Greeting() {}

    /** The parameters of {@code connect}, without a device. */
    static ObjectNode params(
            Device.Client client, String name, String role, List<String> scopes, Map<String, String> auth) {
        ObjectNode params = JSON.createObjectNode()
                .put("minProtocol", 3)
                .put("maxProtocol", 4)
                .put("role", role)
                .set("client", client.describe(name));
        params.set("scopes", JSON.valueToTree(scopes));
        params.putArray("caps");
        if (!auth.isEmpty()) {
            params.set("auth", JSON.valueToTree(auth));
        }
        return params;
    }
}
