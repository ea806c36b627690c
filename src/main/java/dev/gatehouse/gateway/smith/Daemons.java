package dev.gatehouse.gateway.smith;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The chat daemons of Smith that run on this computer. */
interface Daemons {
    /** All that can be seen; empty if the system does not list its processes, which does not mean that there are none. */
    Optional<List<Daemon>> running();

    /**
     * One that runs.
     *
     * @param pid its process
     * @param arguments what it was started with
     * @param variables its environment, or null where the system does not tell it; it holds secrets
     */
    record Daemon(
            long pid, List<String> arguments, @Nullable Map<String, String> variables) {
        /** The value of an option, by its flag or its variable as clap takes them; null where it is not set. */
        @Nullable
        String option(String flag, String variable) {
            for (int i = 0; i < arguments.size(); i++) {
                String argument = arguments.get(i);
                if (argument.startsWith(flag + "=")) {
                    return argument.substring(flag.length() + 1);
                }
                if (argument.equals(flag) && i + 1 < arguments.size()) {
                    return arguments.get(i + 1);
                }
            }
            return variables == null ? null : variables.get(variable);
        }

        /** Whether its options can be told at all. */
        boolean open() {
            return variables != null;
        }

        /** Its port; empty where that cannot be told. */
        Optional<Integer> port() {
            String port = option("--webhook-port", "CHAT_BRIDGE_WEBHOOK_PORT");
            if (port == null) {
                return open() ? Optional.of(SmithForm.PORT) : Optional.empty();
            }
            return port.matches("[0-9]{1,5}") ? Optional.of(Integer.valueOf(port)) : Optional.empty();
        }

        @Override
        public String toString() {
            return "Daemon[" + pid + "]";
        }
    }
}
