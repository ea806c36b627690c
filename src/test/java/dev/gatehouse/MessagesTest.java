package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every text that the code names is in the bundle, and nothing else is. */
class MessagesTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path BUNDLE = Path.of("src/main/resources/dev/gatehouse/messages.properties");

    /** A key named where it is said. */
    private static final Pattern SAID = Pattern.compile("(?:Phrase\\.of|\\.say|words)\\(\\s*\"([a-z][\\w.-]+)\"");

    private static String code = "";
    private static final Properties TEXTS = new Properties();

    @BeforeAll
    static void read() throws IOException {
        try (var files = Files.walk(SOURCES)) {
            code = files.filter(file -> file.toString().endsWith(".java"))
                    .map(MessagesTest::text)
                    .collect(Collectors.joining("\n"));
        }
        try (Reader reader = Files.newBufferedReader(BUNDLE)) {
            TEXTS.load(reader);
        }
    }

    @Test
    void whatTheCodeSaysIsInTheBundle() {
        Set<String> missing = new TreeSet<>();
        Matcher said = SAID.matcher(code);
        while (said.find()) {
            String key = said.group(1);
            boolean beginsOne =
                    key.endsWith(".") && TEXTS.stringPropertyNames().stream().anyMatch(name -> name.startsWith(key));
            if (!TEXTS.containsKey(key) && !beginsOne) {
                missing.add(key);
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void whatIsInTheBundleIsNamedByTheCode() {
        Set<String> unused = new TreeSet<>(TEXTS.stringPropertyNames());
        unused.removeIf(MessagesTest::named);
        assertThat(unused).isEmpty();
    }

    @Test
    void everyTextIsAPattern() {
        TEXTS.stringPropertyNames()
                .forEach(key -> assertThat(
                                new MessageFormat(TEXTS.getProperty(key), Locale.ENGLISH).format(new Object[9]))
                        .as(key)
                        .isNotBlank());
    }

    @Test
    void everyKeyStandsOnce() throws IOException {
        List<String> keys = Files.readAllLines(BUNDLE).stream()
                .filter(line -> line.matches("[a-z][\\w.-]+\\s*=.*"))
                .map(line -> line.replaceFirst("\\s*=.*", ""))
                .toList();
        assertThat(keys).doesNotHaveDuplicates();
    }

    /** Whether the code holds the key, or its beginning up to a dot that it completes at run time. */
    private static boolean named(String key) {
        for (String part = key; !part.isEmpty(); part = beginning(part)) {
            if (code.contains("\"" + part + "\"")) {
                return true;
            }
        }
        return false;
    }

    /** {@code a.b.} of {@code a.b.c}, then {@code a.b}, then {@code a.}; the first word alone names nothing. */
    private static String beginning(String part) {
        if (part.endsWith(".")) {
            return part.substring(0, part.length() - 1);
        }
        int dot = part.lastIndexOf('.');
        return dot < 0 ? "" : part.substring(0, dot + 1);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
