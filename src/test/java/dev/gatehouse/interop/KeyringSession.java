package dev.gatehouse.interop;

import static org.awaitility.Awaitility.await;

import dev.gatehouse.console.secrets.SecretsProgram;
import dev.gatehouse.testing.TestBus;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A session bus of its own on which nothing starts by itself, and gnome-keyring on it; all of it in one home folder. */
final class KeyringSession implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String PASSWORD = "keyring-password";

    private final Path home;
    private final TestBus bus;
    private final Map<String, String> variables;
    private @Nullable Process keyring;
    private int consoles;

    private KeyringSession(Path home, TestBus bus, Map<String, String> variables) {
        this.home = home;
        this.bus = bus;
        this.variables = Map.copyOf(variables);
    }

    /** Starts the bus; skips the test where a tool is missing. */
    static KeyringSession open(Path home) throws IOException, InterruptedException {
        for (String tool : List.of("dbus-daemon", "dbus-send", "gnome-keyring-daemon")) {
            if (!Command.of("sh", "-c", "command -v " + tool).run(LIMIT).well()) {
                throw Interop.missing(tool + " is not installed");
            }
        }
        Path runtime = Files.createDirectories(home.resolve("run"));
        TestBus bus = TestBus.start(home);
        Map<String, String> variables = new HashMap<>();
        variables.put("HOME", home.toString());
        variables.put("XDG_RUNTIME_DIR", runtime.toString());
        variables.put("XDG_DATA_HOME", home.resolve("data").toString());
        variables.put("DBUS_SESSION_BUS_ADDRESS", bus.address());
        variables.put("DISPLAY", "");
        return new KeyringSession(home, bus, variables);
    }

    /** Starts the keyring, unlocked. */
    void startKeyring() throws IOException {
        Process started = Command.of("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets")
                .with(variables)
                .builder()
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (Writer in = started.outputWriter(StandardCharsets.UTF_8)) {
            in.write(PASSWORD);
        }
        keyring = started;
        await().atMost(LIMIT)
                .until(() -> send(
                                "/org/freedesktop/secrets",
                                "org.freedesktop.DBus.Properties.Get",
                                "string:org.freedesktop.Secret.Service",
                                "string:Collections")
                        .out()
                        .contains("collection/login"));
    }

    /** Locks what it keeps. */
    void lockKeyring() throws IOException, InterruptedException {
        send(
                        "/org/freedesktop/secrets",
                        "org.freedesktop.Secret.Service.Lock",
                        "array:objpath:/org/freedesktop/secrets/collection/login")
                .outOrFail();
    }

    /** How the items of the console are called, as another program sees them. */
    String search() throws IOException, InterruptedException {
        String item = send(
                        "/org/freedesktop/secrets/collection/login",
                        "org.freedesktop.Secret.Collection.SearchItems",
                        "dict:string:string:service,Gatehouse: gateway-1")
                .outOrFail()
                .replaceAll("(?s).*object path \"([^\"]+)\".*", "$1");
        return send(
                        item.strip(),
                        "org.freedesktop.DBus.Properties.Get",
                        "string:org.freedesktop.Secret.Item",
                        "string:Label")
                .outOrFail();
    }

    private Command.Ended send(String path, String method, String... arguments)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(
                List.of("dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.secrets", path, method));
        line.addAll(List.of(arguments));
        return new Command(line, variables).run(LIMIT);
    }

    void signalKeyring(String signal) throws IOException, InterruptedException {
        Command.of("kill", "-" + signal, Long.toString(running().pid()))
                .run(LIMIT)
                .outOrFail();
    }

    void killKeyring() throws InterruptedException {
        running().destroyForcibly().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private Process running() {
        Process now = keyring;
        if (now == null) {
            throw new IllegalStateException("it was not started");
        }
        return now;
    }

    /** A console on the class path, as it is installed. */
    SecretsConsole console() throws IOException {
        return start(List.of(), onTheClassPath(), variables);
    }

    /** A console that is told of no bus. */
    SecretsConsole consoleWithoutBus() throws IOException {
        return start(List.of("env", "-u", "DBUS_SESSION_BUS_ADDRESS"), onTheClassPath(), variables);
    }

    /** A console that is told of a bus where there is none. */
    SecretsConsole consoleWithBus(String address) throws IOException {
        Map<String, String> wrong = new HashMap<>(variables);
        wrong.put("DBUS_SESSION_BUS_ADDRESS", address);
        return start(List.of(), onTheClassPath(), wrong);
    }

    private static List<String> onTheClassPath() {
        return List.of("--enable-native-access=ALL-UNNAMED", "-cp", testClasses() + File.pathSeparator + path());
    }

    /** A console of modules, as the build starts it. */
    SecretsConsole consoleAsBuilt() throws IOException {
        return start(
                List.of(),
                List.of(
                        "--enable-native-access=javafx.graphics,com.sun.jna,org.xerial.sqlitejdbc",
                        "--module-path",
                        path(),
                        "--patch-module",
                        "dev.gatehouse=" + testClasses(),
                        "--add-modules",
                        "dev.gatehouse"),
                variables);
    }

    private SecretsConsole start(List<String> starter, List<String> options, Map<String, String> environment)
            throws IOException {
        List<String> line = new ArrayList<>(starter);
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("-Duser.home=" + home);
        line.addAll(options);
        boolean modules = options.contains("--module-path");
        if (modules) {
            line.add("--module");
        }
        line.add((modules ? "dev.gatehouse/" : "") + SecretsProgram.class.getName());
        line.add(home.resolve("secrets.sealed").toString());
        return new SecretsConsole(new Command(line, environment), home.resolve("errors-" + consoles++));
    }

    private static String path() {
        return String.join(
                File.pathSeparator,
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path", ""));
    }

    private static Path testClasses() {
        return Path.of("target", "test-classes").toAbsolutePath();
    }

    /** Asks until the answer is {@code wanted}. */
    void until(SecretsConsole console, String line, String wanted) {
        await().atMost(LIMIT).until(() -> console.says(line).equals(wanted));
    }

    /** All that was written into the home folder, keyring and all. */
    String written() throws IOException {
        StringBuilder all = new StringBuilder();
        try (var files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (keyring != null) {
            killKeyring();
        }
        bus.close();
    }
}
