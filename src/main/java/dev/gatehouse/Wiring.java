package dev.gatehouse;

import dev.gatehouse.Arguments.Mode;
import dev.gatehouse.console.AppFolders;
import dev.gatehouse.console.AuditLog;
import dev.gatehouse.console.Console;
import dev.gatehouse.console.Labels;
import dev.gatehouse.console.SettingsFile;
import dev.gatehouse.console.Words;
import dev.gatehouse.console.secrets.Secrets;
import dev.gatehouse.gateway.Catalogue;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProduct;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.practice.PracticeGateway;
import dev.gatehouse.system.SleeplessClock;
import dev.gatehouse.ui.pair.PracticePhone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.LoggerFactory;

/**
 * What a run is about, wired together by constructors: the operator's gateways, one state folder alone, or the practice
 * gateway beside them. A run about one state folder, and a rehearsal, leave the operator's settings, labels and history
 * untouched.
 */
final class Wiring {
    private static final String HISTORY = "history.jsonl";

    private final Arguments arguments;
    private final Catalogue catalogue;
    private final Environment environment;
    private final AppFolders folders;
    private final Words words;
    private final SleeplessClock clock = new SleeplessClock(System::nanoTime);

    Wiring(Arguments arguments, Catalogue catalogue, Environment environment, AppFolders folders, Words words) {
        this.arguments = arguments;
        this.catalogue = catalogue;
        this.environment = environment;
        this.folders = folders;
        this.words = words;
    }

    /**
     * A console at work, and what has to end with it.
     *
     * @param console the console
     * @param phone what plays with the codes of the practice gateway
     * @param besides what ends after it
     */
    record Working(Console console, PracticePhone phone, List<Runnable> besides) implements AutoCloseable {
        @Override
        public void close() {
            console.close();
            besides.forEach(Runnable::run);
        }
    }

    /** The monotonic clock of its consoles. */
    SleeplessClock clock() {
        return clock;
    }

    /** The gateways that a list is about; only looks. */
    List<GatewayProfile> profiles() throws GatewayException {
        Path store = arguments.store();
        if (store != null) {
            return List.of(claimed(store));
        }
        try (SettingsFile settings = settings()) {
            return settings.get().gateways();
        }
    }

    /**
     * A console that has begun to connect.
     *
     * @param publisher where it tells what changes
     */
    Working begin(Executor publisher) throws GatewayException {
        Path store = arguments.store();
        if (store != null) {
            GatewayProfile profile = claimed(store);
            Path folder = temporary();
            AuditLog log = new AuditLog(folder.resolve(HISTORY));
            Console console = console(SettingsFile.inMemory(), Labels.inMemory(), log, publisher);
            console.gateways().addForThisRun(profile);
            return new Working(console, PracticePhone.NONE, List.of(() -> delete(log.file(), folder)));
        }
        if (arguments.mode() == Mode.REHEARSAL) {
            Path folder = temporary();
            AuditLog log = new AuditLog(folder.resolve(HISTORY));
            Console console = console(SettingsFile.inMemory(), Labels.inMemory(), log, publisher);
            PracticeGateway practice = practice(console);
            return new Working(
                    console,
                    new DaemonPhone(practice.daemon()),
                    List.of(practice::close, () -> delete(log.file(), folder)));
        }
        SettingsFile settings = settings();
        boolean firstStart =
                arguments.mode() == Mode.WINDOW && settings.get().gateways().isEmpty();
        Console console = console(settings, labels(), new AuditLog(folders.history()), publisher);
        console.start();
        if (arguments.practice() || firstStart) {
            PracticeGateway practice = practice(console);
            return new Working(console, new DaemonPhone(practice.daemon()), List.of(practice::close));
        }
        return new Working(console, PracticePhone.NONE, List.of());
    }

    /** A folder for this run, readable by its user alone. */
    private Path temporary() throws GatewayException {
        try {
            return Files.createTempDirectory(environment.temporary(), "gatehouse-");
        } catch (IOException e) {
            throw broken(environment.temporary(), e);
        }
    }

    private static void delete(Path... paths) {
        for (Path path : paths) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                LoggerFactory.getLogger(Wiring.class).warn("{} could not be deleted", path, e);
            }
        }
    }

    private PracticeGateway practice(Console console) throws GatewayException {
        PracticeGateway practice = practiceAlone();
        console.gateways()
                .addPractice(
                        practice.profile(),
                        practice.product(),
                        new AuditLog(practice.folder().resolve(HISTORY)));
        practice.play();
        return practice;
    }

    /** The practice gateway as it is set up, connected to nothing. */
    PracticeGateway practiceAlone() throws GatewayException {
        try {
            return PracticeGateway.open(environment, words.say("practice.name"), System.nanoTime());
        } catch (IOException e) {
            throw broken(environment.temporary(), e);
        }
    }

    private Console console(SettingsFile settings, Labels labels, AuditLog log, Executor publisher) {
        Secrets secrets = Secrets.ofThisComputer(folders.secrets(), environment.clock());
        return new Console(catalogue, environment, secrets, clock, settings, labels, log, publisher);
    }

    private SettingsFile settings() throws GatewayException {
        try {
            return SettingsFile.keptIn(folders.settings());
        } catch (IOException e) {
            throw broken(folders.settings(), e);
        }
    }

    private Labels labels() throws GatewayException {
        try {
            return Labels.keptIn(folders.labels());
        } catch (IOException e) {
            throw broken(folders.labels(), e);
        }
    }

    private GatewayProfile claimed(Path folder) throws GatewayException {
        for (GatewayProduct product : catalogue.products()) {
            Optional<GatewayProfile> claimed = product.claim(folder, environment);
            if (claimed.isPresent()) {
                return claimed.get();
            }
        }
        throw new GatewayException(new Problem.Missing(folder.toString()));
    }

    private static GatewayException broken(Path path, IOException cause) {
        return new GatewayException(new Problem.Broken(path.toString(), cause.toString()), cause);
    }
}
