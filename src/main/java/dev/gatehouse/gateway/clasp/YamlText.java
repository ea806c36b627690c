package dev.gatehouse.gateway.clasp;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * A YAML document as text, of which one value at a time is changed and everything else stays, comments and order included.
 * What cannot be changed so (anchors, merges, several documents) is refused.
 */
final class YamlText {
    private final String text;

    YamlText(String text) {
        this.text = text;
    }

    /** The document is none, or not of a kind that can be used here. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        private final int line;

        /** Where, from 1; 0 where it cannot be told. */
        Unusable(int line) {
            super("line " + line);
            this.line = line;
        }

        int line() {
            return line;
        }
    }

    private static LoadSettings settings() {
        return LoadSettings.builder()
                .setUseMarks(true)
                .setMaxAliasesForCollections(0)
                .setAllowDuplicateKeys(false)
                .setCodePointLimit(1 << 20)
                .build();
    }

    /** The mapping at {@code path}; empty if there is none. */
    Map<?, ?> mapping(List<String> path) throws Unusable {
        Object value = load();
        for (String key : path) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private @Nullable Object load() throws Unusable {
        try {
            return new Load(settings()).loadFromString(text);
        } catch (YamlEngineException e) {
            throw unusable(e);
        }
    }

    private static Unusable unusable(YamlEngineException e) {
        return new Unusable(
                e instanceof MarkedYamlEngineException marked
                        ? marked.getProblemMark()
                                .map(mark -> mark.getLine() + 1)
                                .orElse(0)
                        : 0);
    }

    /**
     * With {@code value}, one line of YAML, at {@code path}.
     *
     * @throws Unusable if that cannot be written without touching something else
     */
    String with(List<String> path, String value) throws Unusable {
        Optional<Node> root = compose();
        String next = root.isEmpty() ? ended(text) + block(path, value, 0) : changed(root.get(), path, value);
        if (!sameBut(load(), new YamlText(next).load(), path)) {
            throw new Unusable(0);
        }
        return next;
    }

    private String changed(Node root, List<String> path, String value) throws Unusable {
        if (text.contains("&") || text.contains("<<:") || text.contains("\n---") || text.indexOf('\t') >= 0) {
            // An anchor may stand for text elsewhere; a tab is no indentation.
            throw new Unusable(0);
        }
        Node node = root;
        Node key = root;
        for (int depth = 0; depth < path.size(); depth++) {
            if (!(node instanceof MappingNode mapping)) {
                throw new Unusable(start(node).getLine() + 1);
            }
            NodeTuple next = child(mapping, path.get(depth));
            if (next == null || empty(next.getValueNode())) {
                return added(mapping, next == null, path.subList(depth, path.size()), value);
            }
            key = next.getKeyNode();
            node = next.getValueNode();
        }
        return replaced(key, node, value);
    }

    /** Whether nothing but what is at {@code path} differs. */
    private static boolean sameBut(@Nullable Object one, @Nullable Object other, List<String> path) {
        if (path.isEmpty()) {
            return true;
        }
        Map<?, ?> before = one instanceof Map<?, ?> map ? map : Map.of();
        Map<?, ?> after = other instanceof Map<?, ?> map ? map : Map.of();
        Set<Object> keys = new HashSet<>(before.keySet());
        keys.addAll(after.keySet());
        keys.remove(path.getFirst());
        return (one == null || one instanceof Map)
                && keys.stream().allMatch(key -> Objects.equals(before.get(key), after.get(key)))
                && sameBut(before.get(path.getFirst()), after.get(path.getFirst()), path.subList(1, path.size()));
    }

    private Optional<Node> compose() throws Unusable {
        try {
            LoadSettings settings = settings();
            return new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text))).getSingleNode();
        } catch (YamlEngineException e) {
            throw unusable(e);
        }
    }

    private static @Nullable NodeTuple child(MappingNode mapping, String key) {
        return mapping.getValue().stream()
                .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode scalar
                        && scalar.getValue().equals(key))
                .findFirst()
                .orElse(null);
    }

    /** A key with nothing behind it. */
    private static boolean empty(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.getValue().isEmpty()
                && start(node).getIndex() == end(node);
    }

    private String replaced(Node key, Node node, String value) throws Unusable {
        String rest = text.substring(offset(end(node)));
        if (!inLines(node)) {
            return text.substring(0, offset(start(node).getIndex())) + value + rest;
        }
        // A list in lines of its own may stand as far left as its key; in one line it stands behind it.
        int from = offset(end(key));
        if (!text.substring(from, offset(start(node).getIndex())).matches("\\s*:\\s*")) {
            throw new Unusable(start(key).getLine() + 1);
        }
        return text.substring(0, from) + ": " + value + rest;
    }

    private static boolean inLines(Node node) {
        return node instanceof SequenceNode list
                && list.getFlowStyle() == FlowStyle.BLOCK
                && !list.getValue().isEmpty();
    }

    /** Where a node ends; a list in lines of its own ends with its last value, not before the next key. */
    private static int end(Node node) {
        return inLines(node)
                ? end(((SequenceNode) node).getValue().getLast())
                : node.getEndMark().map(Mark::getIndex).orElseThrow();
    }

    private static Mark start(Node node) {
        return node.getStartMark().orElseThrow();
    }

    /** Before the first key of {@code mapping}, in its own lines and at its own indentation. */
    private String added(MappingNode mapping, boolean absent, List<String> path, String value) throws Unusable {
        int line = start(mapping).getLine() + 1;
        if (!absent
                || mapping.getFlowStyle() != FlowStyle.BLOCK
                || mapping.getValue().isEmpty()) {
            throw new Unusable(line);
        }
        Mark first = start(mapping.getValue().getFirst().getKeyNode());
        int column = first.getColumn();
        int begin = offset(first.getIndex()) - column;
        if (begin < 0 || !text.substring(begin, begin + column).isBlank()) {
            throw new Unusable(line);
        }
        return text.substring(0, begin) + block(path, value, column) + text.substring(begin);
    }

    private static String block(List<String> path, String value, int column) {
        StringBuilder block = new StringBuilder();
        for (int depth = 0; depth < path.size(); depth++) {
            block.append(" ".repeat(column + 2 * depth)).append(path.get(depth)).append(':');
            block.append(depth == path.size() - 1 ? " " + value : "").append('\n');
        }
        return block.toString();
    }

    private static String ended(String text) {
        return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    }

    /** Marks count characters as people see them, a string's chars are halves of some. */
    private int offset(int codePoints) {
        return text.offsetByCodePoints(0, codePoints);
    }
}
