package dev.gatehouse.gateway.praisonai;

import dev.gatehouse.gateway.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where one gateway keeps its things on this computer.
 *
 * @param folder the folder of its pairing store
 * @param config the config that the operator named, or null for the usual ones
 */
record Places(Path folder, @Nullable Path config) {
    /** The folders of a store below {@link #base}: as the product has it, and as its page does. */
    static final List<String> STORES = List.of("gateway", "pairing");

    private static final String FILE = "pairing.json";

    /** What everything of the product's lies in. */
    static Path base(Environment environment) {
        return environment.home().resolve(".praisonai");
    }

    /** The store's folder that {@code given} means: itself, or the one in it. */
    static Path storeIn(Path given) {
        if (Files.exists(given.resolve(FILE))) {
            return given;
        }
        return Stream.of("gateway", "pairing", ".praisonai/gateway", ".praisonai/pairing")
                .map(given::resolve)
                .filter(folder -> Files.exists(folder.resolve(FILE)))
                .findFirst()
                .orElse(given);
    }

    /** Who waits and who is in. */
    Path pairing() {
        return folder.resolve(FILE);
    }

    /** The secret that codes are hashed with. */
    Path secret() {
        return folder.resolve(".gateway_secret");
    }

    /** The folder that running gateways leave a sign in. */
    Path signs() {
        Path parent = folder.toAbsolutePath().getParent();
        return parent == null ? folder : parent;
    }

    /** Where the config may be, the one that counts first (praisonai-bot 0.1.0, cli/commands/gateway.py). */
    List<Path> configs(Environment environment) {
        if (config != null) {
            return List.of(config);
        }
        Set<Path> all = new LinkedHashSet<>();
        String named = environment.variable("PRAISONAI_BOT_CONFIG");
        if (named != null) {
            all.add(environment.home().resolve(named.replaceFirst("^~/", "")));
        }
        String home = environment.variable("PRAISONAI_HOME");
        Path base = home == null ? signs() : environment.home().resolve(home.replaceFirst("^~/", ""));
        all.add(base.resolve("bot.yaml"));
        all.add(base.resolve("gateway.yaml"));
        all.add(folder.resolve("gateway.yaml"));
        return List.copyOf(all);
    }
}
