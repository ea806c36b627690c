package dev.gatehouse.gateway.praisonai;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.gateway.Snapshot.DoorPolicy.Mode;
import dev.gatehouse.gateway.StoreProblems;
import dev.gatehouse.gateway.praisonai.Policies.Allowed;
import dev.gatehouse.io.AtomicFile;
import dev.gatehouse.io.FileStat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads what a gateway does with strangers from its config, {@code bot.yaml} or {@code gateway.yaml}: {@code channels}, or
 * {@code platforms}, or a single {@code platform} of older ones (praisonai-bot 0.1.0, gateway/server.py). Data alone is
 * read, no object is made of it.
 */
final class PolicyReader {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final String ALLOWED = "allowed_users";
    private static final String POLICY = "unknown_user_policy";

    private final Places places;
    private final Environment environment;
    private final DotEnv dotEnv;
    private volatile @Nullable Known known;

    private record Known(Path file, FileStat stat, Policies policies) {}

    PolicyReader(Places places, Environment environment, DotEnv dotEnv) {
        this.places = places;
        this.environment = environment;
        this.dotEnv = dotEnv;
    }

    /** Reads it as it is now. */
    Policies read() {
        for (Path file : places.configs(environment)) {
            try {
                AtomicFile.Content content = new AtomicFile(file).read();
                if (content.exists()) {
                    Known last = known;
                    boolean still = last != null
                            && last.file().equals(file)
                            && last.stat().equals(content.stat())
                            && content.stat().settledAt(content.readAt());
                    if (last == null || !still) {
                        last = new Known(file, content.stat(), understand(file, content.bytes()));
                        known = last;
                    }
                    return last.policies();
                }
            } catch (IOException e) {
                return Policies.unreadable(file.toString(), StoreProblems.of(e, file));
            }
        }
        return Policies.UNKNOWN;
    }

    private Policies understand(Path file, byte[] bytes) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setMaxAliasesForCollections(50)
                .setAllowDuplicateKeys(true)
                .build();
        try {
            Object root = new Load(settings).loadFromString(new String(bytes, StandardCharsets.UTF_8));
            return root instanceof Map<?, ?> map
                    ? new Found(file.toString()).of(map)
                    : Policies.unreadable(file.toString(), new Problem.Malformed(file.toString(), "not a mapping"));
        } catch (YamlEngineException e) {
            // Its message repeats lines of the file, in which tokens may stand.
            return Policies.unreadable(file.toString(), new Problem.Malformed(file.toString(), "not YAML"));
        }
    }

    /** What is found in one config. */
    private final class Found {
        private final String file;
        private final List<DoorPolicy> doors = new ArrayList<>();
        private final List<Allowed> allowed = new ArrayList<>();
        private final List<String> unresolved = new ArrayList<>();

        Found(String file) {
            this.file = file;
        }

        Policies of(Map<?, ?> root) {
            channels(root).forEach(this::channel);
            Object identity = root.get("identity");
            boolean on = identity instanceof Map<?, ?> block
                    ? !block.isEmpty() && !Boolean.FALSE.equals(block.get("enabled"))
                    : Boolean.TRUE.equals(identity);
            return new Policies(file, null, doors, allowed, unresolved, on);
        }

        private Map<String, Map<?, ?>> channels(Map<?, ?> root) {
            Map<String, Map<?, ?>> channels = new LinkedHashMap<>();
            for (String key : List.of("channels", "platforms")) {
                if (root.get(key) instanceof Map<?, ?> all) {
                    all.forEach((name, block) -> channels.putIfAbsent(
                            String.valueOf(name), block instanceof Map<?, ?> map ? map : Map.of()));
                }
            }
            if (channels.isEmpty() && root.get("platform") instanceof String platform) {
                channels.put(platform, root);
            }
            return channels;
        }

        private void channel(String name, Map<?, ?> block) {
            Object platform = block.get("platform");
            String channel =
                    (platform instanceof String text ? text : name).strip().toLowerCase(Locale.ROOT);
            String place = file + ": " + (name.equals(block.get("platform")) ? "" : name + ".");
            String policy = block.get(POLICY) instanceof String text
                    ? expand(text, place + POLICY).strip().toLowerCase(Locale.ROOT)
                    : "";
            Mode mode = switch (policy) {
                case "pair" -> Mode.PAIRING;
                case "allow" -> Mode.OPEN;
                default -> Mode.ALLOWLIST;
            };
            String account = channel.equals(name) ? "" : name;
            doors.add(new DoorPolicy(channel, account, mode, policy.isEmpty() ? "" : place + POLICY));
            if (mode == Mode.OPEN) {
                allowed.add(new Allowed(channel, "*", place + POLICY));
            }
            for (String person : people(block.get(ALLOWED), place + ALLOWED)) {
                allowed.add(new Allowed(channel, person, place + ALLOWED));
            }
        }

        private List<String> people(@Nullable Object listed, String place) {
            List<String> people = new ArrayList<>();
            switch (listed) {
                case String text ->
                    people.addAll(Arrays.asList(expand(text, place).split(",", -1)));
                case List<?> list ->
                    list.forEach(one -> {
                        if (one instanceof String text) {
                            people.add(expand(text, place));
                        } else if (one instanceof Number) {
                            people.add(one.toString());
                        }
                    });
                case Number number -> people.add(number.toString());
                case null, default -> {}
            }
            return people.stream()
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .toList();
        }

        private String expand(String text, String place) {
            Matcher reference = VARIABLE.matcher(text);
            StringBuilder out = new StringBuilder();
            while (reference.find()) {
                String value = dotEnv.variable(reference.group(1));
                if (value == null) {
                    unresolved.add(place);
                }
                reference.appendReplacement(out, Matcher.quoteReplacement(value == null ? "" : value));
            }
            return reference.appendTail(out).toString();
        }
    }
}
