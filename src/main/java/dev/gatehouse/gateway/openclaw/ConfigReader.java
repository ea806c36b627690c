package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.StoreProblems;
import dev.gatehouse.io.AtomicFile;
import dev.gatehouse.io.FileStat;
import dev.gatehouse.io.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Reads a gateway's config, with the files that it includes; never writes it. Variables in it are the gateway's to fill
 * in and stay as they stand, {@code ${NAME}}. As OpenClaw 2026.7.1 (includes, env-substitution).
 */
final class ConfigReader {
    private static final String INCLUDE = "$include";
    private static final Set<String> POISONED = Set.of("__proto__", "constructor", "prototype");
    private static final int DEEPEST = 10;
    private static final long LARGEST_INCLUDED = 2L << 20;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final StorePaths paths;
    private final List<Path> includeRoots;
    private volatile @Nullable Known known;

    /** Reads the config of {@code paths}; included files lie in its folder or in one of {@code includeRoots}. */
    ConfigReader(StorePaths paths, List<Path> includeRoots) {
        this.paths = paths;
        this.includeRoots = List.copyOf(includeRoots);
    }

    private record Known(Config config, Map<Path, FileStat> files, Instant at) {
        boolean holds() throws IOException {
            for (Map.Entry<Path, FileStat> file : files.entrySet()) {
                if (!file.getValue().settledAt(at)
                        || !FileStat.of(file.getKey()).equals(file.getValue())) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The config as it is now; read again only if one of its files changed. */
    Config read() {
        Known last = known;
        try {
            if (last != null && last.holds()) {
                return last.config;
            }
        } catch (IOException e) {
            return new Config(paths, null, StoreProblems.of(e, paths.config()));
        }
        return readAgain();
    }

    /** The config as it is now. */
    Config readAgain() {
        Reading reading = new Reading();
        Instant at = Instant.now();
        Config config = reading.config();
        known = new Known(config, reading.files, at);
        return config;
    }

    /** A config that does not say what it means. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        Refused(Problem problem) {
            super(problem.toString());
            this.problem = problem;
        }
    }

    private final class Reading {
        private final Map<Path, FileStat> files = new HashMap<>();
        private final List<Path> open = new ArrayList<>();

        Config config() {
            try {
                Path main = paths.config();
                files.put(main, FileStat.of(main));
                if (!FileStat.of(main).exists()) {
                    return new Config(paths, null, null);
                }
                JsonNode root = file(main, AtomicFile.LIMIT);
                return root instanceof ObjectNode object
                        ? new Config(paths, object, null)
                        : new Config(paths, null, new Problem.Malformed(main.toString(), "not an object"));
            } catch (IOException e) {
                return new Config(paths, null, StoreProblems.of(e, paths.config()));
            } catch (Refused e) {
                return new Config(paths, null, e.problem);
            }
        }

        private JsonNode file(Path file, long limit) throws IOException, Refused {
            if (open.contains(file) || open.size() > DEEPEST) {
                throw refused(file, "includes itself, or too deep");
            }
            open.add(file);
            files.put(file, FileStat.of(file));
            AtomicFile.Content content = new AtomicFile(file).read();
            if (!content.exists()) {
                throw new Refused(new Problem.Missing(file.toString()));
            }
            if (content.stat().size() > limit) {
                throw new Refused(
                        new Problem.TooLarge(file.toString(), content.stat().size(), limit));
            }
            try {
                return resolve(JsonText.parseLenient(content.bytes()), file);
            } catch (JsonText.Malformed e) {
                throw refused(file, e.where());
            } finally {
                open.removeLast();
            }
        }

        private JsonNode resolve(JsonNode node, Path file) throws IOException, Refused {
            return switch (node) {
                case ArrayNode array -> {
                    ArrayNode resolved = NODES.arrayNode();
                    for (JsonNode element : array) {
                        resolved.add(resolve(element, file));
                    }
                    yield resolved;
                }
                case ObjectNode object -> resolveObject(object, file);
                // A doubled dollar is how a config writes a variable that is none.
                case StringNode text -> StringNode.valueOf(text.stringValue().replace("$${", "${"));
                default -> node;
            };
        }

        private JsonNode resolveObject(ObjectNode object, Path file) throws IOException, Refused {
            ObjectNode own = NODES.objectNode();
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                if (!entry.getKey().equals(INCLUDE)) {
                    own.set(entry.getKey(), resolve(entry.getValue(), file));
                }
            }
            JsonNode include = object.get(INCLUDE);
            if (include == null) {
                return own;
            }
            JsonNode included = included(include, file);
            if (own.isEmpty()) {
                return included;
            }
            if (!included.isObject()) {
                throw refused(file, INCLUDE + " of what is not an object");
            }
            return merge(included, own);
        }

        private JsonNode included(JsonNode include, Path file) throws IOException, Refused {
            if (include.isString()) {
                return include(include.stringValue(), file);
            }
            if (!include.isArray()) {
                throw refused(file, INCLUDE + " is neither a name nor a list");
            }
            JsonNode all = NODES.objectNode();
            for (JsonNode name : include) {
                if (!name.isString()) {
                    throw refused(file, INCLUDE + " is neither a name nor a list");
                }
                all = merge(all, include(name.stringValue(), file));
            }
            return all;
        }

        private JsonNode include(String name, Path from) throws IOException, Refused {
            if (name.isBlank() || name.indexOf('\0') >= 0) {
                throw refused(from, INCLUDE + " without a name");
            }
            Path file = from.resolveSibling(name).normalize();
            files.put(file, FileStat.of(file));
            if (!files.get(file).exists()) {
                throw new Refused(new Problem.Missing(file.toString()));
            }
            Path real = file.toRealPath();
            Path home = paths.config().resolveSibling("").toRealPath();
            boolean inside =
                    real.startsWith(home) && file.startsWith(paths.config().resolveSibling(""));
            if (!inside && includeRoots.stream().noneMatch(root -> real.startsWith(real(root)))) {
                throw refused(from, INCLUDE + " outside the folder of the config");
            }
            if (links(real) > 1) {
                throw refused(from, INCLUDE + " of a file with several names");
            }
            return file(file, LARGEST_INCLUDED);
        }
    }

    private static Refused refused(Path file, String why) {
        return new Refused(new Problem.Malformed(file.toString(), why));
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException _) {
            return path;
        }
    }

    private static int links(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? (int) Files.getAttribute(file, "unix:nlink")
                : 1;
    }

    /** Lists are joined, objects merged key by key, and anything else of {@code over} wins. */
    private static JsonNode merge(JsonNode under, JsonNode over) {
        if (under instanceof ArrayNode first && over instanceof ArrayNode second) {
            return NODES.arrayNode().addAll(first).addAll(second);
        }
        if (under instanceof ObjectNode first && over instanceof ObjectNode second) {
            ObjectNode merged = NODES.objectNode();
            merged.setAll(first);
            second.properties().stream()
                    .filter(entry -> !POISONED.contains(entry.getKey()))
                    .forEach(entry -> {
                        JsonNode before = merged.get(entry.getKey());
                        merged.set(entry.getKey(), before == null ? entry.getValue() : merge(before, entry.getValue()));
                    });
            return merged;
        }
        return over;
    }
}
