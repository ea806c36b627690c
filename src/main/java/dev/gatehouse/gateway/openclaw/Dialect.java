package dev.gatehouse.gateway.openclaw;

import java.util.List;

/**
 * Where OpenClaw and Fased differ in their stores. Facts: OpenClaw 2026.7.1 as shipped, Fased 0.1.76 from its source.
 *
 * @param id short name of the product, also of its folder for locks and of its program
 * @param name the product's own name
 * @param prefix what its environment variables start with
 * @param folder name of the state folder in the user's home
 * @param legacyFolders its earlier names, used if there is no such folder
 * @param config name of the config file
 * @param legacyConfigs its earlier names, used if there is no such file
 * @param unscopedDefault whether a new approval of the default account goes to the file without an account in its name
 * @param lockStart whether a lock tells the start time of its process, and ends with a new line
 * @param lockAges whether a lock is stale after 30 s even if its process lives
 * @param sqlite whether later versions keep the store in SQLite
 * @param placesPerAccount whether each account has its own places for pending requests, or all of a channel share them
 * @param nested channels whose direct messages are set up under {@code dm} only
 * @param aliased channels that know {@code dm.policy} as another word for {@code dmPolicy}
 * @param senders how ids of senders are written
 */
record Dialect(
        String id,
        String name,
        String prefix,
        String folder,
        List<String> legacyFolders,
        String config,
        List<String> legacyConfigs,
        boolean unscopedDefault,
        boolean lockStart,
        boolean lockAges,
        boolean sqlite,
        boolean placesPerAccount,
        List<String> nested,
        List<String> aliased,
        SenderIds senders) {

    /** OpenClaw up to 2026.7. */
    static final Dialect OPENCLAW = new Dialect(
            "openclaw",
            "OpenClaw",
            "OPENCLAW_",
            ".openclaw",
            List.of(".clawdbot", ".moldbot", ".moltbot"),
            "openclaw.json",
            List.of("clawdbot.json", "moldbot.json", "moltbot.json"),
            false,
            true,
            false,
            true,
            true,
            List.of("googlechat", "matrix"),
            List.of("discord", "slack"),
            SenderIds.OPENCLAW);

    /** Fased. */
    static final Dialect FASED = new Dialect(
            "fased",
            "Fased",
            "FASED_",
            ".fased",
            List.of(),
            "fased.json",
            List.of(),
            true,
            false,
            true,
            false,
            false,
            List.of("discord", "slack"),
            List.of(),
            SenderIds.FASED);
}
