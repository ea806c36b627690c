package dev.gatehouse.console;

import dev.gatehouse.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The history as a file for other programs. It holds what {@link HistoryEntry} holds, so neither codes nor tokens; what
 * the gateway answered is written out in words.
 */
public final class HistoryExport {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String UNKNOWN = "unknown";
    private static final String LINE_END = "\r\n";
    private static final List<String> COLUMNS = List.of(
            "at",
            "gateway",
            "gatewayId",
            "product",
            "act",
            "method",
            "kind",
            "channel",
            "account",
            "subject",
            "publicKey",
            "name",
            "label",
            "access",
            "requestedAt",
            "outcome",
            "endedAt",
            "answer",
            "touched",
            "remarks",
            "details");

    /** The forms of file. */
    public enum Format {
        /** One line a person or device, for spreadsheets. */
        CSV("csv"),
        /** One object a decision. */
        JSON("json");

        private final String extension;

        Format(String extension) {
            this.extension = extension;
        }

        /** The end of a file's name, without the dot. */
        public String extension() {
            return extension;
        }
    }

    /** A decision as other programs read it; times are ISO-8601. */
    private record Exported(
            String id,
            Instant at,
            String gateway,
            String gatewayId,
            String product,
            String act,
            String method,
            List<Shown> shown,
            String outcome,
            @Nullable Instant endedAt,
            String answer,
            List<String> touched,
            List<String> remarks,
            List<String> details) {}

    private final Words words;

    /** An export that says answers with {@code words}. */
    public HistoryExport(Words words) {
        this.words = words;
    }

    /**
     * Writes {@code entries} to {@code target}, readable by its owner alone. A file that is there is replaced as a whole,
     * or stays as it was. Blocks on the disk.
     */
    public void write(Path target, Format format, List<HistoryEntry> entries) throws IOException {
        String text = format == Format.CSV ? csv(entries) : json(entries);
        AtomicFile file = new AtomicFile(target);
        file.replace(file.read(), text.getBytes(StandardCharsets.UTF_8), () -> {});
    }

    private static final Shown NOBODY = new Shown("", "", "", "", "", "", "", List.of(), null, null);

    /**
     * Lines for spreadsheets (RFC 4180). A decision about several people has a line for each, one about a code or a setting
     * has one without anybody. A value that a spreadsheet
     * would take for a formula is led by an apostrophe: strangers choose their names.
     */
    public String csv(List<HistoryEntry> entries) {
        Stream<List<String>> lines = entries.stream()
                .map(this::exported)
                .flatMap(one -> one.shown().isEmpty()
                        ? Stream.of(line(one, NOBODY))
                        : one.shown().stream().map(shown -> line(one, shown)));
        return Stream.concat(Stream.of(COLUMNS), lines)
                .map(line -> line.stream().map(HistoryExport::cell).collect(Collectors.joining(",")) + LINE_END)
                .collect(Collectors.joining());
    }

    /** An array of objects. */
    public String json(List<HistoryEntry> entries) {
        return JSON.writeValueAsString(entries.stream().map(this::exported).toList()) + "\n";
    }

    private Exported exported(HistoryEntry entry) {
        HistoryEntry.Result result = entry.result();
        return new Exported(
                entry.id(),
                entry.at(),
                entry.gatewayName(),
                entry.gateway(),
                entry.product(),
                word(entry.act()),
                word(entry.method()),
                entry.shown(),
                result == null ? UNKNOWN : result.outcome(),
                result == null ? null : result.at(),
                result == null ? "" : words.say(result.said()),
                result == null ? List.of() : result.touched(),
                result == null
                        ? List.of()
                        : result.remarks().stream().map(words::say).toList(),
                entry.details().stream().map(words::say).toList());
    }

    private static List<String> line(Exported one, Shown shown) {
        return List.of(
                one.at().toString(),
                one.gateway(),
                one.gatewayId(),
                one.product(),
                one.act(),
                one.method(),
                shown.kind(),
                shown.channel(),
                shown.account(),
                shown.subject(),
                shown.publicKey(),
                shown.name(),
                shown.label(),
                String.join(" ", shown.access()),
                text(shown.requestedAt()),
                one.outcome(),
                text(one.endedAt()),
                one.answer(),
                String.join("\n", one.touched()),
                String.join("\n", one.remarks()),
                String.join(", ", one.details()));
    }

    private static String cell(String value) {
        String safe = value.isEmpty() || "=+-@\t\r\n".indexOf(value.charAt(0)) < 0 ? value : "'" + value;
        boolean quoted = safe.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String text(@Nullable Instant instant) {
        return instant == null ? "" : instant.toString();
    }
}
