package dev.gatehouse.gateway.clasp;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.StoreProblems;
import dev.gatehouse.io.AtomicFile;
import dev.gatehouse.pairing.Phrase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The block {@code server.security.pairing} of a {@code clasp.yaml}, as the product's page has it; {@code timeout} is read as
 * well as {@code pin_timeout}. No program of the product reads that file (4.5.0): it is this service's settings, kept where
 * the page says that they are. Everything else in it stays as it is, comments included.
 */
final class PairingBlock {
    /** Where the block is. */
    static final List<String> PATH = List.of("server", "security", "pairing");

    private final AtomicFile file;

    PairingBlock(Path path) {
        this.file = new AtomicFile(path);
    }

    /** The file. */
    Path path() {
        return file.path();
    }

    /**
     * What stands there; what is not there, or not to be used, is as the page has it.
     *
     * @throws GatewayException if it cannot be read
     */
    PairingSettings read() throws GatewayException {
        try {
            return settings(text(file.read()));
        } catch (YamlText.Unusable e) {
            throw malformed(e);
        } catch (IOException e) {
            throw StoreProblems.exception(e, file.path());
        }
    }

    private static String text(AtomicFile.Content content) {
        return new String(content.bytes(), StandardCharsets.UTF_8);
    }

    private GatewayException malformed(YamlText.Unusable e) {
        return new GatewayException(new Problem.Malformed(file.path().toString(), "line " + e.line()), e);
    }

    private static PairingSettings settings(String yaml) throws YamlText.Unusable {
        Map<?, ?> block = new YamlText(yaml).mapping(PATH);
        PairingSettings page = PairingSettings.PAGE;
        Map<?, ?> defaults = block.get("default_permissions") instanceof Map<?, ?> map ? map : Map.of();
        Permissions permissions = defaults.isEmpty()
                ? page.defaults()
                : Permissions.of(texts(defaults.get("read")), texts(defaults.get("write")));
        Object timeout = block.containsKey("pin_timeout") ? block.get("pin_timeout") : block.get("timeout");
        return new PairingSettings(
                !Boolean.FALSE.equals(block.get("enabled")),
                block.get("pin_length") instanceof Integer digits ? digits : page.pinLength(),
                timeout instanceof Integer seconds && seconds > 0 ? Duration.ofSeconds(seconds) : page.pinTimeout(),
                permissions,
                String.join("\n", texts(block.get("rules"))),
                Boolean.TRUE.equals(block.get("lan")));
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().filter(Objects::nonNull).map(String::valueOf).toList()
                : value instanceof String one ? List.of(one) : List.of();
    }

    /**
     * Puts {@code settings} in its place: only what differs is touched.
     *
     * @throws GatewayException if the file is written in a way that cannot be changed without losing something, or cannot
     *     be written
     */
    void write(PairingSettings settings) throws GatewayException {
        try {
            AtomicFile.Content content = file.read();
            String before = text(content);
            PairingSettings now = settings(before);
            String yaml = before;
            for (Change change : changes(now, settings, before)) {
                yaml = new YamlText(yaml).with(change.path(), change.value());
            }
            if (!settings(yaml).equals(settings)) {
                throw new YamlText.Unusable(0);
            }
            if (!yaml.equals(before)) {
                file.replace(content, yaml.getBytes(StandardCharsets.UTF_8), () -> {});
            }
        } catch (YamlText.Unusable e) {
            throw new GatewayException(
                    new Problem.Particular(
                            Phrase.of("clasp.yaml.unusable", file.path().toString()),
                            Phrase.of("clasp.yaml.unusable.remedy"),
                            e.line() == 0 ? null : "line " + e.line()),
                    e);
        } catch (IOException e) {
            throw StoreProblems.exception(e, file.path());
        }
    }

    /** A value to put at a place. */
    private record Change(List<String> path, String value) {}

    private static List<Change> changes(PairingSettings now, PairingSettings next, String yaml)
            throws YamlText.Unusable {
        List<Change> changes = new ArrayList<>();
        if (now.enabled() != next.enabled()) {
            changes.add(change(Boolean.toString(next.enabled()), "enabled"));
        }
        if (now.pinLength() != next.pinLength()) {
            changes.add(change(Integer.toString(next.pinLength()), "pin_length"));
        }
        if (!now.pinTimeout().equals(next.pinTimeout())) {
            Map<?, ?> block = new YamlText(yaml).mapping(PATH);
            String key = block.containsKey("timeout") && !block.containsKey("pin_timeout") ? "timeout" : "pin_timeout";
            changes.add(change(Long.toString(next.pinTimeout().toSeconds()), key));
        }
        if (!now.defaults().equals(next.defaults())) {
            changes.add(change(list(next.defaults().patterns(Scope.Action.READ)), "default_permissions", "read"));
            changes.add(change(list(next.defaults().patterns(Scope.Action.WRITE)), "default_permissions", "write"));
        }
        if (!now.rules().equals(next.rules())) {
            changes.add(change(list(next.rules().lines().toList()), "rules"));
        }
        if (now.lan() != next.lan()) {
            changes.add(change(Boolean.toString(next.lan()), "lan"));
        }
        return changes;
    }

    private static Change change(String value, String... keys) {
        List<String> path = new ArrayList<>(PATH);
        path.addAll(List.of(keys));
        return new Change(path, value);
    }

    /** In one line, each in quotes that are JSON's and YAML's. */
    private static String list(List<String> texts) {
        return texts.stream()
                .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
