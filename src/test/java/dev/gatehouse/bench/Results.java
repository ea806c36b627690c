package dev.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The table of what was measured. */
final class Results {
    private final List<String> conditions = new ArrayList<>();
    private final List<Budget> lines = new ArrayList<>();

    /** Tells of the circumstances. */
    void condition(String text) {
        conditions.add(text);
    }

    void add(Budget line) {
        lines.add(line);
    }

    /** Adds the median and the 99th percentile of {@code samples}, each against a budget or null. */
    void add(String what, String unit, @Nullable Double p50, @Nullable Double p99, Samples samples, String remark) {
        add(new Budget(what + ", p50", unit, p50, samples.median(), remark));
        add(new Budget(what + ", p99", unit, p99, samples.percentile(99), "of " + samples.count() + " samples"));
    }

    /** For people. */
    String text() {
        int width = lines.stream().mapToInt(line -> line.what().length()).max().orElse(1);
        String row = "%-" + width + "s  %10s  %10s  %6s  %-4s  %s%n";
        StringBuilder text = new StringBuilder();
        conditions.forEach(condition -> text.append(condition).append(System.lineSeparator()));
        text.append(System.lineSeparator());
        text.append(String.format(Locale.ROOT, row, "what", "budget", "measured", "ratio", "met", ""));
        for (Budget line : lines) {
            String limit = line.budget() == null ? "-" : Budget.number(line.budget()) + " " + line.unit();
            text.append(String.format(
                    Locale.ROOT,
                    row,
                    line.what(),
                    limit,
                    line.measured() == null ? "-" : Budget.number(line.measured()) + " " + line.unit(),
                    Budget.number(line.ratio()),
                    line.met() == null ? "-" : line.met() ? "yes" : "NO",
                    line.remark()));
        }
        return text.toString();
    }

    /** For programs. */
    String json() {
        JsonMapper mapper = JsonMapper.builder().build();
        ObjectNode root = mapper.createObjectNode();
        ArrayNode about = root.putArray("conditions");
        conditions.forEach(about::add);
        ArrayNode all = root.putArray("results");
        for (Budget line : lines) {
            all.addObject()
                    .put("what", line.what())
                    .put("unit", line.unit())
                    .put("budget", line.budget())
                    .put("measured", line.measured())
                    .put("ratio", line.ratio())
                    .put("met", line.met())
                    .put("remark", line.remark());
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    /** Keeps both in {@code folder}. */
    void keep(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("results.txt"), text());
        Files.writeString(folder.resolve("results.json"), json());
    }
}
