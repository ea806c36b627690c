package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.io.AtomicFile;
import dev.gatehouse.io.ChildJvm;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A console that dies in the middle of an approval. */
class CrashTest {
    private static final String PAIRING = "credentials/telegram-pairing.json";
    private static final String ALLOWED = "credentials/telegram-default-allowFrom.json";
    private static final String NOBODY = "{\n  \"version\": 1,\n  \"allowFrom\": []\n}\n";
    private static final String ANN = "{\n  \"version\": 1,\n  \"allowFrom\": [\n    \"111111111\"\n  ]\n}\n";

    @TempDir
    Path folder;

    /** The steps of an approval: 1 creates the allow list, 2 to 7 replace it, 8 to 13 replace the requests. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13})
    void leavesEachFileOldOrNewAndTheStoreUsable(int step) throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            String pending = store.text(PAIRING);
            var shown = store.request(Kind.DM, "111111111");
            Process child = ChildJvm.start(Dying.class, folder.toString(), Integer.toString(step));
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(child.exitValue()).isEqualTo(99);
            if (step == 1) {
                assertThat(store.state.resolve(ALLOWED)).doesNotExist();
            } else {
                assertThat(store.text(ALLOWED)).isEqualTo(step < 7 ? NOBODY : ANN);
            }
            if (step < 13) {
                assertThat(store.text(PAIRING)).isEqualTo(pending);
            } else {
                assertThat(store.text(PAIRING)).doesNotContain("111111111");
            }
            assertThat(store.read().troubles()).isEmpty();
            if (step < 13) {
                // The locks that were left behind are of a dead process.
                try (StoreGateway gateway = store.connect()) {
                    gateway.perform(new Decision.Approve(shown));
                }
                assertThat(store.text(ALLOWED)).isEqualTo(ANN);
                assertThat(store.text(PAIRING)).doesNotContain("111111111");
            }
        }
    }

    /** Approves, and halts before a step. */
    static final class Dying {
        private Dying() {}

        public static void main(String[] arguments) throws IOException, GatewayException {
            try (StoreFixture store = new StoreFixture(Path.of(arguments[0]))) {
                int[] left = {Integer.parseInt(arguments[1])};
                store.observer = (AtomicFile.Step step, Path file) -> {
                    if (--left[0] == 0) {
                        Runtime.getRuntime().halt(99);
                    }
                };
                try (StoreGateway gateway = store.connect()) {
                    gateway.perform(new Decision.Approve(store.request(Kind.DM, "111111111")));
                }
            }
        }
    }
}
