package dev.gatehouse.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A network of its own, without a way out, in which one computer has two addresses. A device that comes from the second
 * one is a stranger to the gateway; over loopback OpenClaw 2026.7.1 lets every device in without a question.
 */
final class Namespace implements AutoCloseable {
    /** The address that is not loopback. */
    static final String ADDRESS = "192.168.77.2";

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Process holder;
    private final List<String> enter;

    private Namespace(Process holder, List<String> enter) {
        this.holder = holder;
        this.enter = enter;
    }

    /** Makes one; skips the test where the system does not let us. */
    static Namespace make() throws IOException {
        boolean root = System.getProperty("user.name", "").equals("root");
        // The namespace lasts as long as the shell in it, and the shell as long as its input.
        String inside = "ip link set lo up && ip addr add " + ADDRESS + "/32 dev lo && echo ready && exec cat";
        List<String> unshare = root ? List.of("unshare", "--net") : List.of("unshare", "--map-root-user", "--net");
        Process holder;
        try {
            holder = new Command(List.of("sh", "-c", inside), Map.of())
                    .behind(unshare)
                    .builder()
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw Interop.missing("unshare cannot be started (" + e.getMessage() + ")");
        }
        BufferedReader said = holder.inputReader(StandardCharsets.UTF_8);
        String line = said.readLine();
        if (!"ready".equals(line)) {
            holder.destroyForcibly();
            throw Interop.missing("a network namespace cannot be made (" + line + ")");
        }
        String pid = Long.toString(holder.pid());
        return new Namespace(
                holder,
                root
                        ? List.of("nsenter", "--target", pid, "--net")
                        : List.of("nsenter", "--target", pid, "--user", "--preserve-credentials", "--net"));
    }

    /** {@code command}, run inside. */
    Command inside(Command command) {
        return command.behind(enter);
    }

    @Override
    public void close() throws IOException {
        holder.getOutputStream().close();
        try {
            if (!holder.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                holder.destroyForcibly();
            }
        } catch (InterruptedException e) {
            holder.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
