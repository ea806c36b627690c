package dev.gatehouse.gateway.smith;

import dev.gatehouse.io.Processes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The daemons among the processes of this computer.
 *
 * @param processes the processes
 */
record ProcessDaemons(Processes processes) implements Daemons {
    private static final String PROGRAM = "smith-chat-daemon";

    @Override
    public Optional<List<Daemon>> running() {
        try {
            return Optional.of(processes.all().stream()
                    .map(this::daemon)
                    .flatMap(Optional::stream)
                    .toList());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private Optional<Daemon> daemon(long pid) {
        List<String> line = processes.commandLine(pid);
        if (line.isEmpty() || !line.getFirst().replaceFirst(".*[/\\\\]", "").startsWith(PROGRAM)) {
            return Optional.empty();
        }
        return Optional.of(new Daemon(
                pid, line.subList(1, line.size()), processes.variables(pid).orElse(null)));
    }
}
