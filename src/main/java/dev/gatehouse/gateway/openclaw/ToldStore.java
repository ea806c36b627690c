package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.io.Processes;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The store of a gateway that the operator knows by its address alone. The gateway says where it is; that it is a folder of
 * this computer is believed only if a gateway runs on that very folder here and listens at that very port: what answers at
 * a port of this computer may also be the end of a tunnel.
 */
final class ToldStore implements LiveSide.Doorkeeper {
    private final Dialect dialect;
    private final Environment environment;
    private volatile @Nullable Route route;

    ToldStore(Dialect dialect, Environment environment) {
        this.dialect = dialect;
        this.environment = environment;
    }

    @Override
    public void admit(LiveSide.Up up) {
        route = here(up);
    }

    /** The way by the store, or null if it is not known to be here. */
    @Nullable
    Route route() {
        return route;
    }

    private @Nullable Route here(LiveSide.Up up) {
        String told = up.link().hello().stateFolder();
        if (told == null || !up.way().address().loopback()) {
            return null;
        }
        try {
            Path folder = Path.of(told);
            if (!folder.isAbsolute() || !Files.isDirectory(folder)) {
                return null;
            }
            String configFile = up.link().hello().configFile();
            StorePaths paths = StorePaths.in(dialect, folder, configFile == null ? null : Path.of(configFile), null);
            LocalSetup setup = new LocalSetup(new ConfigReader(paths, List.of()).read(), environment);
            RunningGateway running = new RunningGateway(
                    paths, environment, new Processes(), RunningGateway.lockRoots(paths, environment));
            boolean here = setup.address().port() == up.way().address().port()
                    && running.look() instanceof RunningGateway.Answer.Yes;
            return here ? new Route(Route.Type.STORE, StoreSide.instance(folder), settings(folder, configFile)) : null;
        } catch (InvalidPathException _) {
            // A path of another system.
            return null;
        }
    }

    private static Map<String, String> settings(Path folder, @Nullable String configFile) {
        return configFile == null
                ? Map.of(StoreProduct.FOLDER, folder.toString())
                : Map.of(StoreProduct.FOLDER, folder.toString(), StoreProduct.CONFIG, configFile);
    }
}
