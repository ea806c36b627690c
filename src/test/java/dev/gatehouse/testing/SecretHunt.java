package dev.gatehouse.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Looks for secrets in everything that a run has written: all files of the program's folder, the log at its finest among
 * them, and whatever text a test passes on. Each secret is looked for as people, files and wires spell it.
 */
public final class SecretHunt implements AutoCloseable {
    private static final int LONG = 20;

    private final Path folder;
    private final Map<String, Set<String>> needles = new LinkedHashMap<>();
    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger own = (Logger) LoggerFactory.getLogger("dev.gatehouse");
    private final Level rootBefore = root.getLevel();
    private final @Nullable Level ownBefore = own.getLevel();
    private final @Nullable Appender<ILoggingEvent> stderr = root.getAppender("stderr");
    private final FileAppender<ILoggingEvent> log = new FileAppender<>();

    /** Begins; from now on the log goes to a file in {@code folder}. */
    public SecretHunt(Path folder) {
        this.folder = folder;
        PatternLayoutEncoder lines = new PatternLayoutEncoder();
        lines.setContext(root.getLoggerContext());
        lines.setPattern("%d %-5level [%thread] %logger: %msg%n%ex{full}");
        lines.start();
        log.setContext(root.getLoggerContext());
        log.setEncoder(lines);
        log.setFile(folder.resolve("gatehouse.log").toString());
        log.start();
        root.detachAppender("stderr");
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        own.setLevel(Level.TRACE);
    }

    /** From now on {@code secret} is one of those that must not be found. */
    public void hide(String what, String secret) {
        needles.put(what, spellings(secret));
    }

    /** What prints {@code passed} must not hold one either. */
    public void note(@Nullable Object passed) {
        told.add(String.valueOf(passed));
    }

    /** Everything that was logged so far. */
    public String logged() throws IOException {
        return Files.readString(folder.resolve("gatehouse.log"));
    }

    /** The names of all files that were written. */
    public List<String> files() throws IOException {
        return written().stream().map(path -> path.getFileName().toString()).toList();
    }

    /** Where which secret is, by its name. */
    public List<String> found() throws IOException {
        List<String> found = new ArrayList<>();
        told.forEach(text -> look("what is passed on", text, found));
        for (Path path : written()) {
            String name = folder.relativize(path).toString();
            look("the name of " + name, name, found);
            look(name, new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1), found);
        }
        return found;
    }

    private List<Path> written() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private void look(String where, String text, List<String> found) {
        String small = text.toLowerCase(Locale.ROOT);
        needles.forEach((what, spellings) -> {
            if (spellings.stream().anyMatch(spelling -> holds(small, spelling))) {
                found.add(what + " in " + where);
            }
        });
    }

    /** A number within a longer one, a moment in nanoseconds for instance, is another number. */
    private static boolean holds(String text, String spelling) {
        boolean number = spelling.chars().allMatch(Character::isDigit);
        for (int at = text.indexOf(spelling); at >= 0; at = text.indexOf(spelling, at + 1)) {
            int end = at + spelling.length();
            boolean within = number
                    && (at > 0 && Character.isDigit(text.charAt(at - 1))
                            || end < text.length() && Character.isDigit(text.charAt(end)));
            if (!within) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> spellings(String secret) {
        Set<String> all = new LinkedHashSet<>();
        all.add(secret);
        all.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        all.add(HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)));
        for (int size : List.of(1, 2, 3, 4)) {
            for (String gap : List.of(" ", "-", "\u00a0", "\u2009")) {
                all.add(String.join(gap, secret.split("(?<=\\G.{" + size + "})")));
            }
        }
        for (int before = 0; before < 3; before++) {
            all.add(within(secret, before, Base64.getUrlEncoder().withoutPadding()));
            all.add(within(secret, before, Base64.getEncoder().withoutPadding()));
        }
        if (secret.length() > LONG) {
            all.add(secret.substring(secret.length() / 2));
        }
        Set<String> small = new LinkedHashSet<>();
        all.forEach(spelling -> small.add(spelling.toLowerCase(Locale.ROOT)));
        return small;
    }

    /** What of the Base64 of a text stands for {@code secret} alone, so many bytes after a beginning. */
    private static String within(String secret, int before, Base64.Encoder encoder) {
        byte[] bytes = ("x".repeat(before) + secret).getBytes(StandardCharsets.UTF_8);
        String whole = encoder.encodeToString(bytes);
        int from = (before * 8 + 5) / 6;
        int to = bytes.length * 8 / 6;
        return whole.substring(from, to);
    }

    @Override
    public void close() {
        root.detachAppender(log);
        log.stop();
        root.setLevel(rootBefore);
        own.setLevel(ownBefore);
        if (stderr != null) {
            root.addAppender(stderr);
        }
    }
}
