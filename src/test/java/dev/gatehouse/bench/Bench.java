package dev.gatehouse.bench;

import dev.gatehouse.console.SettingsFile;
import dev.gatehouse.gateway.GatewayProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures Gatehouse against its budgets, from outside where that is possible, and prints a table. Takes about twenty
 * minutes; with {@code -Dbench.quick=true} about five, for trying it out; with {@code -Dbench.only=} one of {@code start},
 * {@code store}, {@code gateway} and {@code idle} only that part; with {@code -Dbench.minutes=60} an hour more, for
 * what the heap does in that time; with {@code -Dbench.app=/usr/lib/gatehouse} the installed package instead of the build tree.
 */
final class Bench {
    private static final int GATEWAYS = 50;
    private static final Path FOLDER = Path.of("target", "bench").toAbsolutePath();

    private final boolean quick = Boolean.getBoolean("bench.quick");
    private final Results results = new Results();
    private final XServer display;
    private final Program program;
    private int homes;

    private Bench(XServer display, Program program) {
        this.display = display;
        this.program = program;
    }

    /** Measures everything. */
    public static void main(String[] args) throws IOException, InterruptedException {
        clear(FOLDER);
        try (XServer display = XServer.open()) {
            String installed = System.getProperty("bench.app", "");
            Bench bench = new Bench(
                    display, installed.isBlank() ? new BuildTree(FOLDER) : Installed.copy(Path.of(installed), FOLDER));
            try {
                bench.run();
            } finally {
                bench.results.keep(FOLDER);
                System.out.println(bench.results.text());
                System.out.println("Kept in " + FOLDER.resolve("results.txt") + " and results.json");
            }
        }
    }

    private void run() throws IOException, InterruptedException {
        results.condition("Gatehouse, " + program.name() + ", on " + display.description());
        results.condition("Java %s, %s %s, %d processors"
                .formatted(
                        System.getProperty("java.version"),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        Runtime.getRuntime().availableProcessors()));
        results.condition(Instant.now().truncatedTo(ChronoUnit.SECONDS) + ", load " + load());
        if (wanted("start")) {
            start();
        }
        if (wanted("store")) {
            latency();
        }
        if (wanted("gateway")) {
            say("against the real gateway");
            new AtGateway(results, FOLDER.resolve("gateway"), quick)
                    .measure(folder -> App.start(crowded(home(), "--store", folder.toString())));
        }
        if (wanted("idle")) {
            for (int rows : List.of(GATEWAYS, quick ? 10_000 : 100_000)) {
                idle(rows, false);
                idle(rows, true);
            }
        }
        results.condition("load at the end " + load());
    }

    private static boolean wanted(String part) {
        String only = System.getProperty("bench.only", "");
        return only.isBlank() || only.equals(part);
    }

    /** How busy the computer is; on a busy one the figures are of no use. */
    private static String load() throws IOException {
        Path file = Path.of("/proc/loadavg");
        return Files.exists(file) ? Files.readString(file).split(" ", 2)[0] : "unknown";
    }

    private void start() throws IOException, InterruptedException {
        say("start");
        List<Double> starts = new ArrayList<>();
        Path store = store();
        int times = quick ? 2 : 7;
        for (int time = 1; time <= times; time++) {
            try (App app = App.start(start(home(), "--store", store.toString()))) {
                starts.add(app.shown());
                if (time == times) {
                    rest(Duration.ofSeconds(quick ? 3 : 15));
                    Optional<Double> resident = app.resident();
                    resident.ifPresent(mb -> results.add(
                            new Budget("resident memory, idle, 4 rows", "MB", program.memory(), mb, program.name())));
                }
            }
        }
        results.add(new Budget(
                "start -> window with the first list",
                "ms",
                program.start(),
                new Samples(starts).median(),
                "median of %d".formatted(times)));
    }

    private void latency() throws IOException, InterruptedException {
        int count = quick ? 20 : 200;
        Path store = store();
        String file = store.resolve("credentials/telegram-pairing.json").toString();
        try (App app = App.start(crowded(home(), "--store", store.toString()))) {
            app.shown();
            say("store change -> row on screen");
            app.tell("arrivals " + count / 4 + " " + file); // warm, as a console is that has been open for a while
            Samples arrivals = samples(app.tell("arrivals " + count + " " + file), "arrival", 1);
            say("click -> confirmed on screen");
            app.tell("clicks " + count / 10 + " " + file);
            Samples clicks = samples(app.tell("clicks " + count + " " + file), "click", 1);
            results.add("store file changed -> row on screen", "ms", 50.0, 150.0, arrivals, "");
            results.add("click -> confirmed on screen", "ms", 100.0, null, clicks, "");
        }
    }

    private void idle(int rows, boolean allUrgent) throws IOException, InterruptedException {
        String sort = allUrgent ? "all visible rows in m:ss" : "two visible rows in m:ss";
        say("idle with %,d rows, %s".formatted(rows, sort));
        int each = rows / GATEWAYS;
        Path home = home();
        List<GatewayProfile> profiles = IntStream.range(0, GATEWAYS)
                .mapToObj(number -> CrowdedProduct.profile(number, each, allUrgent ? each : number < 2 ? 1 : 0))
                .toList();
        try (SettingsFile settings = SettingsFile.keptIn(home.resolve(".config/gatehouse/settings.json"))) {
            settings.change(now -> now.withGateways(profiles));
        }
        try (App app = App.start(crowded(home))) {
            app.shown();
            // Until everything was read twice and most is compiled.
            rest(Duration.ofSeconds(quick ? 5 : 65));
            Duration before = app.cpu();
            Map<String, Long> threads = app.cpuByThread();
            long from = System.nanoTime();
            rest(Duration.ofSeconds(quick ? 5 : 60));
            double time = System.nanoTime() - from;
            double percent = 100 * app.cpu().minus(before).toNanos() / time;
            StringJoiner parts = new StringJoiner(", ");
            app.cpuByThread()
                    .forEach((name, used) -> parts.add(
                            name + " " + Budget.number(100 * (used - threads.getOrDefault(name, 0L)) / time)));
            boolean judged = rows > GATEWAYS;
            results.add(new Budget(
                    "idle, %d gateways, %,d rows, %s".formatted(GATEWAYS, rows, sort),
                    "%",
                    judged ? (allUrgent ? 3.0 : 1.5) : null,
                    percent,
                    "of one core: " + parts));
            if (judged && !allUrgent) {
                app.resident()
                        .ifPresent(mb -> results.add(
                                new Budget("resident memory, idle, %,d rows".formatted(rows), "MB", null, mb, "")));
                keystrokes(app, rows);
                growth(app, rows);
            }
        }
    }

    private void keystrokes(App app, int rows) throws IOException {
        int count = quick ? 16 : 96;
        app.tell("filter 16");
        List<String> told = app.tell("filter " + count);
        String what = "filter %,d rows per keystroke, time on the UI thread".formatted(rows);
        results.add(what, "ms", 16.0, 16.0, samples(told, "stroke", 1), "");
        results.add(new Budget(
                "filter %,d rows, key -> list has followed, p50".formatted(rows),
                "ms",
                null,
                samples(told, "stroke", 2).median(),
                ""));
    }

    private void growth(App app, int rows) throws IOException {
        int minutes = Integer.getInteger("bench.minutes", 0);
        if (minutes > 0) {
            say("growth of the heap in %d minutes".formatted(minutes));
            double before = heap(app);
            rest(Duration.ofMinutes(minutes));
            results.add(new Budget(
                    "growth of the heap, idle, %,d rows, %d minutes".formatted(rows, minutes),
                    "MB",
                    1.0,
                    heap(app) - before,
                    "from %s MB".formatted(Budget.number(before))));
        }
    }

    private static double heap(App app) throws IOException {
        return app.tell("heap").stream()
                .filter(line -> line.startsWith("heap "))
                .mapToDouble(line -> Double.parseDouble(line.substring(5)) / 1048576)
                .findFirst()
                .orElseThrow();
    }

    /** The numbers, in nanoseconds, in column {@code column} of the lines that begin with {@code word}; in milliseconds. */
    static Samples samples(List<String> lines, String word, int column) {
        return new Samples(lines.stream()
                .map(line -> line.split(" "))
                .filter(parts -> parts[0].equals(word))
                .map(parts -> Long.parseLong(parts[column]) / 1e6)
                .toList());
    }

    /** A store of OpenClaw's JSON era in which four people wait. */
    private static Path store() throws IOException {
        Path store = Files.createTempDirectory(FOLDER, "store");
        Path credentials = Files.createDirectory(store.resolve("credentials"));
        Files.writeString(store.resolve("openclaw.json"), """
                { "channels": {
                    "telegram": { "accounts": { "work": { "dmPolicy": "pairing" } } },
                    "whatsapp": { "dmPolicy": "pairing" },
                    "signal": { "dmPolicy": "pairing" },
                    "discord": { "dmPolicy": "pairing" } } }
                """);
        Instant asked = Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(Duration.ofMinutes(5));
        for (String channel : List.of("telegram", "whatsapp", "signal", "discord")) {
            Files.writeString(credentials.resolve(channel + "-pairing.json"), """
                    { "version": 1, "requests": [ { "id": "100200300", "code": "AAAAAAAA", "createdAt": "%s",
                      "lastSeenAt": "%s", "meta": { "name": "First", "accountId": "%s" } } ] }
                    """.formatted(
                            asked, asked, channel.equals("telegram") ? "work" : "default"));
        }
        return store;
    }

    private ProcessBuilder process(Path home, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("XDG_") || name.startsWith("OPENCLAW_"));
        environment.put("DISPLAY", display.display());
        environment.put("HOME", home.toString());
        return builder.redirectError(FOLDER.resolve("errors-" + homes + ".log").toFile());
    }

    private ProcessBuilder start(Path home, String... args) throws IOException {
        return process(home, program.plain(home, List.of(args)));
    }

    private ProcessBuilder crowded(Path home, String... args) throws IOException {
        return process(home, program.crowded(home, List.of(args)));
    }

    /** A home folder of its own for every run: nobody's settings are read or written. */
    private Path home() throws IOException {
        return Files.createDirectory(FOLDER.resolve("home-" + ++homes));
    }

    private static void rest(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void say(String what) {
        System.out.println("measuring: " + what);
    }

    private static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder()).forEach(path -> {
                    try {
                        Files.delete(path);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
        }
        Files.createDirectories(folder);
    }
}
