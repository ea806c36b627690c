package dev.gatehouse;

import dev.gatehouse.Arguments.UsageException;
import dev.gatehouse.console.AppFolders;
import dev.gatehouse.console.ReadOnlySecrets;
import dev.gatehouse.console.Words;
import dev.gatehouse.console.secrets.Secrets;
import dev.gatehouse.gateway.Catalogue;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.SecretStore;
import dev.gatehouse.io.FolderWatch;
import dev.gatehouse.practice.PracticeGateway;
import dev.gatehouse.system.OneInstance;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Starts the console: reads the arguments, then prints, draws or opens the window. */
public final class Main {
    /** Arguments in one property, for `mvn -Dgatehouse.args="…"`. */
    private static final String ARGUMENTS = "gatehouse.args";

    /** How long a second start waits for the window of the first. */
    private static final Duration FIRST_ANSWERS = Duration.ofSeconds(3);

    private final Catalogue catalogue = Catalogue.installed();
    private final Environment environment;
    private final Words words;
    private final PrintStream out;
    private final PrintStream err;

    private Main(Environment environment, Words words, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.words = words;
        this.out = out;
        this.err = err;
    }

    /** Runs Gatehouse; the exit status is 0, or 1 after a problem, or 2 after an argument that makes no sense. */
    public static void main(String[] args) throws InterruptedException {
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        int status;
        try (FolderWatch watch = new FolderWatch()) {
            Words words = new Words(Locale.getDefault(), ZoneId.systemDefault());
            status = new Main(Environment.ofThisComputer(watch), words, out, err).run(args);
        }
        // JavaFX leaves threads behind that would keep the process alive.
        System.exit(status);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    private int run(String[] args) throws InterruptedException {
        try {
            List<String> all = new ArrayList<>(List.of(args));
            all.addAll(Arguments.split(System.getProperty(ARGUMENTS, "")));
            return run(Arguments.parse(all));
        } catch (UsageException e) {
            err.println(e.getMessage());
            return 2;
        } catch (GatewayException e) {
            err.println(words.line(e.problem()));
            return 1;
        } catch (RuntimeException e) {
            // A bug: one line and an end, where otherwise JavaFX's threads would keep a dead program alive.
            LoggerFactory.getLogger(Main.class).debug("Bug", e);
            err.println(words.line(new Problem.Bug(e.toString())) + " (" + e + ")");
            return 1;
        }
    }

    private int run(Arguments arguments) throws GatewayException, InterruptedException {
        return switch (arguments.mode()) {
            case HELP -> {
                out.println(words.say("help"));
                yield 0;
            }
            case VERSION -> {
                version();
                yield 0;
            }
            case LIST -> list(arguments, wiring(arguments));
            case SNAPSHOT -> {
                Path file = Objects.requireNonNull(arguments.snapshot());
                List<String> problems = desktop(arguments).draw(file, this::nothingConfigured);
                problems.forEach(err::println);
                yield problems.isEmpty() ? 0 : 1;
            }
            case REHEARSAL -> {
                desktop(arguments).rehearse();
                yield 0;
            }
            case WINDOW -> window(arguments);
        };
    }

    /** Opens the window; without a display it is drawn into a file instead, and what is pending is printed. */
    private int window(Arguments arguments) throws GatewayException, InterruptedException {
        if (arguments.offScreen() || !Display.isThere(environment, System.getProperty("os.name"))) {
            err.println(words.say("display.none"));
            Path file = Path.of("target", "gatehouse.png").toAbsolutePath();
            Listing listing = new Listing(catalogue, secrets(), environment, words);
            desktop(arguments).draw(file, profiles -> {
                out.println(file);
                listing.print(profiles, false, out, err);
            });
            return 0;
        }
        // One state folder alone is a look beside the work, with nothing that two windows could share.
        if (arguments.store() != null) {
            return show(arguments, null);
        }
        return switch (instances().start()) {
            case OneInstance.Start.Second() -> 0;
            case OneInstance.Start.First(OneInstance.Place place) -> {
                try (place) {
                    yield show(arguments, place);
                }
            }
        };
    }

    private int show(Arguments arguments, OneInstance.@Nullable Place place)
            throws GatewayException, InterruptedException {
        try {
            desktop(arguments).show(place);
            return 0;
        } catch (UnsupportedOperationException e) {
            if (String.valueOf(e.getMessage()).contains("GTK")) {
                err.println(words.say("display.no-gtk"));
                return 1;
            }
            return anew();
        }
    }

    /**
     * The display is there and refuses this program. JavaFX cannot be started twice in one process, so the program starts
     * itself once more, off screen.
     */
    private int anew() throws GatewayException, InterruptedException {
        ProcessHandle.Info self = ProcessHandle.current().info();
        List<String> command = new ArrayList<>();
        self.command().ifPresent(command::add);
        self.arguments().map(List::of).ifPresent(command::addAll);
        command.add(Arguments.OFF_SCREEN);
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new GatewayException(new Problem.Broken(command.getFirst(), e.toString()), e);
        }
    }

    private void nothingConfigured(List<GatewayProfile> profiles) {
        if (profiles.isEmpty()) {
            err.println(words.say("list.nothing-configured"));
        }
    }

    /** The operator's secrets, for a list that changes nothing. */
    private SecretStore secrets() {
        return new ReadOnlySecrets(Secrets.ofThisComputer(folders().secrets(), environment.clock()));
    }

    /** Who has this user's window; the socket is best where it goes with the session. */
    private OneInstance instances() {
        List<Path> parents = new ArrayList<>();
        String runtime = environment.variable("XDG_RUNTIME_DIR");
        if (runtime != null && Path.of(runtime).isAbsolute()) {
            parents.add(Path.of(runtime));
        }
        parents.add(environment.temporary());
        return new OneInstance(folders().data(), parents, FIRST_ANSWERS);
    }

    private AppFolders folders() {
        return AppFolders.of(environment, System.getProperty("os.name"));
    }

    private Wiring wiring(Arguments arguments) {
        AppFolders folders = folders();
        return new Wiring(arguments, catalogue, environment, folders, words);
    }

    private Desktop desktop(Arguments arguments) {
        return new Desktop(arguments, environment, wiring(arguments), words);
    }

    private void version() {
        Properties properties = new Properties();
        try (InputStream in = Main.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException("version.properties is part of the program", e);
        }
        out.println("Gatehouse " + properties.getProperty("version"));
        catalogue.products().forEach(product -> out.println(product.id() + "  " + product.name()));
    }

    /** Reads each gateway once; the practice gateway is opened if it is asked for, and never shown otherwise. */
    private int list(Arguments arguments, Wiring wiring) throws GatewayException, InterruptedException {
        Listing listing = new Listing(catalogue, secrets(), environment, words);
        if (arguments.practice()) {
            try (PracticeGateway practice = wiring.practiceAlone()) {
                return listing.print(List.of(practice.profile()), arguments.json(), out, err) ? 0 : 1;
            }
        }
        List<GatewayProfile> profiles = wiring.profiles();
        nothingConfigured(profiles);
        return listing.print(profiles, arguments.json(), out, err) ? 0 : 1;
    }
}
