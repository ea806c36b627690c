package dev.gatehouse.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.interop.OpenClawState.Bind;
import dev.gatehouse.interop.OpenClawState.Channel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole application in a process and a window of its own, on a store that the product wrote. */
@Tag("interop")
@ExtendWith(OpenClawExtension.class)
@Timeout(900)
class ApplicationInteropTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final List<String> SENDERS = List.of("801", "802", "803");

    @TempDir
    Path base;

    private OpenClawState state;
    private OpenClawActs product;
    private Application application;

    @BeforeEach
    void threeSendersWait(OpenClawInstall install) throws Exception {
        // A space, as people have in the names of their folders.
        state = OpenClawState.in(base.resolve("a store"), Bind.LOOPBACK, Channel.OFF);
        product = new OpenClawActs(install, state, Scripts.in(base.resolve("scripts")));
        application = new Application(Files.createDirectories(base.resolve("operator")));
        SENDERS.forEach(sender -> product.ask("work", sender, "name-" + sender));
    }

    @AfterEach
    void close() throws Exception {
        if (product != null) {
            product.close();
        }
    }

    private String onThisStore() {
        return "--store '" + state.folder() + "'";
    }

    @Test
    void itsListIsTheProductsList() throws Exception {
        Command.Ended ended = application.with(onThisStore() + " --list --json").run(LIMIT);
        List<String> listed = new ArrayList<>();
        for (JsonNode one : new JsonMapper().readTree(ended.outOrFail())) {
            assertThat(one.path("kind").asString()).isEqualTo("dm");
            assertThat(one.path("channel").asString()).isEqualTo(OpenClawState.CHANNEL);
            assertThat(one.path("account").asString()).isEqualTo("work");
            listed.add(one.path("subject").asString() + " " + one.path("name").asString() + " "
                    + Instant.parse(one.path("requestedAt").asString()));
        }
        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(product.pending("work").stream()
                        .map(one -> one.id() + " " + one.name() + " " + Instant.parse(one.createdAt()))
                        .toList());
        for (OpenClawActs.Pending pending : product.pending("work")) {
            assertThat(ended.out() + ended.err()).as("a code is a secret").doesNotContain(pending.code());
        }
        try (var written = Files.walk(application.home())) {
            assertThat(written.filter(Files::isRegularFile))
                    .as("a list writes nothing")
                    .isEmpty();
        }
    }

    @Test
    void aClickInItsWindowLetsSomebodyIn() throws Exception {
        try (XDisplay display = XDisplay.open(base)) {
            Process process = application
                    .with(onThisStore() + " --theme light")
                    .with(display.variables())
                    .builder()
                    .redirectErrorStream(true)
                    .redirectOutput(base.resolve("application.log").toFile())
                    .start();
            try {
                use(display, process);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                Files.copy(base.resolve("application.log"), System.out);
            }
        }
    }

    private void use(XDisplay display, Process process) throws Exception {
        GatehouseWindow window = GatehouseWindow.opened(display, "window");
        window.pointAtApprove();
        assertThat(product.allowed("work")).as("before the click").isEmpty();
        display.click();
        await("the product lets somebody in")
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(product.allowed("work")).hasSize(1));
        List<String> waiting = new ArrayList<>(SENDERS);
        waiting.removeAll(product.allowed("work"));
        assertThat(product.pendingIds("work")).containsExactlyInAnyOrderElementsOf(waiting);
        window.picture("approved");

        List<ProcessHandle> children = process.descendants().toList();
        window.close();
        assertThat(process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                .as("ends with its window")
                .isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(children).as("processes that stay").noneMatch(ProcessHandle::isAlive);
    }
}
