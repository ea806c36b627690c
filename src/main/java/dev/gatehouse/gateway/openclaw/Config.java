package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.gateway.Snapshot.DoorPolicy.Mode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a gateway's config says of who may write to it (OpenClaw 2026.7.1).
 *
 * @param paths whose it is
 * @param root its content, includes resolved, or null if there is none or it cannot be read
 * @param problem why it cannot be read, or null
 */
record Config(
        StorePaths paths,
        @Nullable ObjectNode root,
        @Nullable Problem problem) {
    /** Keys beside the channels that are none. */
    private static final Set<String> NO_CHANNELS = Set.of("defaults", "modelByChannel");

    /** What a channel is connected with; where one stands beside the accounts, there is a default account too. */
    private static final Set<String> CREDENTIALS =
            Set.of("botToken", "tokenFile", "token", "appToken", "account", "appId", "authDir", "accessToken");

    /** Channels in whose accounts a missing policy is "pairing", whatever their channel says. */
    private static final Set<String> ACCOUNT_DEFAULTS = Set.of("telegram", "signal", "imessage", "irc");

    /**
     * Somebody whom the config lets in.
     *
     * @param channel the channel
     * @param account the account
     * @param entry the entry as it stands there
     * @param place the setting
     */
    record Allowed(String channel, String account, String entry, String place) {}

    private record Setting(JsonNode value, String place) {
        @Override
        public String toString() {
            return "Setting[" + place + "]";
        }
    }

    /** A channel, or one account of it, as the config sets it up. */
    private record Node(JsonNode settings, String place) {
        @Override
        public String toString() {
            return "Node[" + place + "]";
        }
    }

    /** Without its content, which holds the tokens of bots. */
    @Override
    public String toString() {
        return "Config[" + paths.config() + "]";
    }

    /** Whether there is one that could be read. */
    boolean usable() {
        return root != null;
    }

    /** The channels it sets up. */
    Set<String> channels() {
        Set<String> channels = new LinkedHashSet<>();
        channelNodes().properties().stream()
                .filter(entry -> entry.getValue().isObject() && !NO_CHANNELS.contains(entry.getKey()))
                .map(entry -> FileNames.key(entry.getKey()))
                .filter(key -> !key.isEmpty())
                .forEach(channels::add);
        return channels;
    }

    /** Whether {@code channel} is set up and has {@code account}; each has a default one. */
    boolean knows(String channel, String account) {
        return channel(channel)
                .filter(node -> account.equals(FileNames.DEFAULT_ACCOUNT)
                        || accounts(node).containsKey(account))
                .isPresent();
    }

    /** The accounts of {@code channel} for which the gateway runs. */
    Set<String> accountsOf(String channel) {
        Optional<Node> node = channel(channel);
        if (node.isEmpty()) {
            return Set.of();
        }
        Set<String> accounts = new LinkedHashSet<>(accounts(node.get()).keySet());
        if (accounts.isEmpty() || CREDENTIALS.stream().anyMatch(node.get().settings()::has)) {
            accounts.add(FileNames.DEFAULT_ACCOUNT);
        }
        return accounts;
    }

    /** What happens to a stranger at {@code account} of {@code channel}; empty if the config does not know it. */
    Optional<DoorPolicy> policy(String channel, String account) {
        Optional<Node> found = channel(channel);
        if (found.isEmpty() || !knows(channel, account)) {
            return Optional.empty();
        }
        Node own = accounts(found.get()).get(account);
        Optional<Setting> setting = own == null ? Optional.empty() : setting(channel, own, "dmPolicy", "policy");
        if (setting.isEmpty() && !(own != null && ACCOUNT_DEFAULTS.contains(channel))) {
            setting = setting(channel, found.get(), "dmPolicy", "policy");
        }
        if (setting.isEmpty()) {
            return Optional.of(new DoorPolicy(channel, account, Mode.PAIRING, ""));
        }
        String place = setting.get().place();
        return mode(setting.get().value()).map(mode -> new DoorPolicy(channel, account, mode, place));
    }

    /** Everybody whom it lets in; an account without a list of its own has its channel's. */
    List<Allowed> allowed() {
        List<Allowed> allowed = new ArrayList<>();
        for (String channel : channels()) {
            Node node = channel(channel).orElseThrow();
            Map<String, Node> accounts = accounts(node);
            for (String account : accountsOf(channel)) {
                Node own = accounts.get(account);
                Optional<Setting> list =
                        own == null ? Optional.empty() : setting(channel, own, "allowFrom", "allowFrom");
                list.or(() -> setting(channel, node, "allowFrom", "allowFrom")).ifPresent(setting -> {
                    for (JsonNode entry : setting.value()) {
                        String text = entry.isNumber() ? entry.numberValue().toString() : entry.asString("");
                        if (!text.isBlank()) {
                            allowed.add(new Allowed(channel, account, text.strip(), setting.place()));
                        }
                    }
                });
            }
        }
        return allowed;
    }

    /** The product's version that last wrote it, or empty. */
    String version() {
        return root == null ? "" : root.path("meta").path("lastTouchedVersion").asString("");
    }

    private JsonNode channelNodes() {
        return root == null ? JsonNodeFactory.instance.objectNode() : root.path("channels");
    }

    private Optional<Node> channel(String channel) {
        return channelNodes().properties().stream()
                .filter(entry -> entry.getValue().isObject() && !NO_CHANNELS.contains(entry.getKey()))
                .filter(entry -> FileNames.key(entry.getKey()).equals(channel))
                .map(entry -> new Node(entry.getValue(), "channels." + entry.getKey()))
                .findFirst();
    }

    private static Map<String, Node> accounts(Node channel) {
        Map<String, Node> accounts = new LinkedHashMap<>();
        channel.settings().path("accounts").properties().stream()
                .filter(entry -> entry.getValue().isObject())
                .forEach(entry -> accounts.putIfAbsent(
                        FileNames.configuredAccount(entry.getKey()),
                        new Node(entry.getValue(), channel.place() + ".accounts." + entry.getKey())));
        return accounts;
    }

    /** The setting {@code key}, which some channels keep under {@code dm} by its other name. */
    private Optional<Setting> setting(String channel, Node node, String key, String nestedKey) {
        Optional<Setting> flat = value(node.settings(), key, node.place());
        Optional<Setting> nested = value(node.settings().path("dm"), nestedKey, node.place() + ".dm");
        if (paths.dialect().nested().contains(channel)) {
            return nested.or(() -> flat);
        }
        return paths.dialect().aliased().contains(channel) ? flat.or(() -> nested) : flat;
    }

    private Optional<Setting> value(JsonNode settings, String key, String place) {
        JsonNode value = settings.get(key);
        return value == null || value.isNull()
                ? Optional.empty()
                : Optional.of(new Setting(value, paths.shown(paths.config()) + ": " + place + "." + key));
    }

    private static Optional<Mode> mode(JsonNode value) {
        return switch (value.asString("")) {
            case "pairing" -> Optional.of(Mode.PAIRING);
            case "allowlist" -> Optional.of(Mode.ALLOWLIST);
            case "open" -> Optional.of(Mode.OPEN);
            case "disabled" -> Optional.of(Mode.DISABLED);
            default -> Optional.empty();
        };
    }
}
