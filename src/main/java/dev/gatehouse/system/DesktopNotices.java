package dev.gatehouse.system;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds how notices are shown here. */
public final class DesktopNotices {
    private static final Logger LOG = LoggerFactory.getLogger(DesktopNotices.class);

    private DesktopNotices() {}

    /**
     * What this desktop offers; connects to nobody yet.
     *
     * @param system name of the system, as in {@code os.name}
     * @param variables the environment
     * @param clicked called from any thread when the operator has clicked on a notice; only Linux tells
     */
    public static Notices of(String system, Function<String, @Nullable String> variables, Runnable clicked) {
        if (system.startsWith("Mac")) {
            return CommandNotices.macOs();
        }
        if (system.startsWith("Windows")) {
            return CommandNotices.windows();
        }
        return Bus.session(variables)
                .<Notices>map(address -> new BusNotices(address, clicked))
                .orElseGet(() -> {
                    LOG.info("No session bus, so no notices outside of the window");
                    return Notices.NONE;
                });
    }
}
