package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.gateway.Snapshot.Trouble;
import dev.gatehouse.io.AtomicFile;
import dev.gatehouse.io.FolderWatch;
import dev.gatehouse.io.WithoutPrivileges;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest {
    private static final String PAIRING = "credentials/telegram-pairing.json";
    private static final String ALLOWED = "credentials/telegram-default-allowFrom.json";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "nonsense",
                "[]",
                "5",
                "null",
                "{\"version\":2,\"requests\":[]}",
                "{\"requests\":{}}",
                "{\"version\":1}",
                "{\"version\":1,\"requests\":[]",
                "{\"version\":1,\"requests\":[]}x"
            })
    void aPairingFileThatMakesNoSenseIsReportedAndNotTouched(String text) throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            var shown = store.request(Kind.DM, "111111111");
            store.write(PAIRING, text);
            Snapshot snapshot = store.read();
            assertThat(snapshot.troubles()).singleElement().satisfies(trouble -> {
                assertThat(trouble.source()).isEqualTo(PAIRING);
                assertThat(trouble.problem()).isInstanceOf(Problem.Malformed.class);
            });
            assertThat(snapshot.requests())
                    .extracting(listed -> listed.what().key().kind())
                    .containsExactly(Kind.DEVICE, Kind.CAPABILITY);
            Map<String, String> before = store.contents();
            assertThat(store.refused(new Decision.Approve(shown))).isInstanceOf(Problem.Malformed.class);
            assertThat(store.refused(new Decision.Reject(shown))).isInstanceOf(Problem.Malformed.class);
            assertThat(store.contents()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id\": \"111111111\"|\"id\": 111111111", "\"id\": \"111111111\"|\"id\": \" \"",
                "\"code\": \"JY829YJX\"|\"code\": null",
                        "\"createdAt\": \"2026-11-20T13:45:11.757Z\"|\"createdAt\": \"soon\"",
                "\"lastSeenAt\": \"2026-11-20T13:45:11.757Z\"|\"lastSeenAt\": 5", "\"id\": \"111111111\"|\"meta\": 5"
            })
    void aBadRequestBesideAGoodOneIsReportedAndTheGoodOneListed(String good, String bad) throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            var shown = store.request(Kind.DM, "222222222");
            store.write(
                    PAIRING,
                    store.text(PAIRING)
                            .replaceFirst(Pattern.quote(good), bad)
                            .replaceFirst(
                                    "(?s)\"meta\": 5,(.*?),\\s*\"meta\": \\{.*?}", "\"id\": \"1\",$1, \"meta\": 5"));
            assertThat(store.read().troubles()).extracting(Trouble::source).containsExactly(PAIRING);
            assertThat(store.read().requests()).anyMatch(listed -> listed.what().equals(shown));
            assertThat(store.read().requests())
                    .noneMatch(listed -> listed.what().key().subject().equals("111111111"));
            Map<String, String> before = store.contents();
            assertThat(store.refused(new Decision.Approve(shown))).isInstanceOf(Problem.Malformed.class);
            assertThat(store.contents()).isEqualTo(before);
        }
    }

    @Test
    void aBadAllowListStopsTheApprovalBeforeAnythingIsWritten() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            store.write(ALLOWED, "{\"version\":1,\"allowFrom\":[\"5\",6]}");
            assertThat(store.grant("5")).isNotNull();
            assertThat(store.read().troubles()).extracting(Trouble::source).containsExactly(ALLOWED);
            Map<String, String> before = store.contents();
            assertThat(store.refused(new Decision.Approve(store.request(Kind.DM, "111111111"))))
                    .isInstanceOf(Problem.Malformed.class);
            assertThat(store.refused(new Decision.Revoke(store.grant("5")))).isInstanceOf(Problem.Malformed.class);
            assertThat(store.contents()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PAIRING,
                ALLOWED,
                "devices/pending.json",
                "devices/paired.json",
                "nodes/pending.json",
                "nodes/paired.json",
                "openclaw.json"
            })
    void aFileOf200MegabytesIsRefusedBeforeItIsRead(String name) throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            try (RandomAccessFile large =
                    new RandomAccessFile(store.state.resolve(name).toFile(), "rw")) {
                large.setLength(200L << 20);
            }
            Problem large = new Problem.TooLarge(store.state.resolve(name).toString(), 200L << 20, 32L << 20);
            assertThat(store.read().troubles()).containsExactly(new Trouble(name, large));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PAIRING, "devices/paired.json", "openclaw.json"})
    void aFileThatMayNotBeReadIsReported(String name) throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            deny(store.state.resolve(name), "---------");
            WithoutPrivileges.run(Denied.class, folder.toString(), name, name);
        }
    }

    @ParameterizedTest
    @CsvSource({"---------, credentials", "--x--x--x, credentials", "rw-------, " + PAIRING})
    void aFolderThatMayNotBeLookedIntoIsReportedForAllThatIsInIt(String mode, String source) throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            Path credentials = store.state.resolve("credentials");
            deny(credentials, mode);
            try {
                WithoutPrivileges.run(Denied.class, folder.toString(), source, PAIRING);
            } finally {
                deny(credentials, "rwx------");
            }
        }
    }

    @Test
    void aStoreThatMayNotBeLookedAtIsNotMissing() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            deny(folder.resolve("home"), "---------");
            try {
                WithoutPrivileges.run(DeniedStore.class, folder.toString(), store.state.toString());
            } finally {
                deny(folder.resolve("home"), "rwx------");
            }
        }
    }

    private static void deny(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    /** Expects that one file or folder of a store is denied, and that what is listed from another is told of it. */
    static final class Denied {
        private Denied() {}

        public static void main(String[] arguments) throws Exception {
            try (StoreFixture store = new StoreFixture(Path.of(arguments[0]))) {
                assertThat(store.read().troubles())
                        .containsExactly(new Trouble(
                                arguments[1],
                                new Problem.Denied(
                                        store.state.resolve(arguments[1]).toString())))
                        .allMatch(trouble -> trouble.concerns(arguments[2]));
            }
        }
    }

    /** Expects that a whole store is denied. */
    static final class DeniedStore {
        private DeniedStore() {}

        public static void main(String[] arguments) {
            Path state = Path.of(arguments[1]);
            Environment environment = new Environment(
                    Map.of(),
                    state.resolveSibling(""),
                    Path.of(arguments[0]),
                    () -> StoreFixture.NOW,
                    new FolderWatch());
            try (StoreGateway gateway =
                    new StoreGateway("p", StorePaths.in(Dialect.OPENCLAW, state, null, null), environment)) {
                assertThatThrownBy(gateway::read)
                        .isInstanceOfSatisfying(
                                GatewayException.class,
                                e -> assertThat(e.problem()).isEqualTo(new Problem.Denied(state.toString())));
            }
        }
    }

    @Test
    void aFolderThatLeadsNowhereIsNotAnEmptyOne() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            Path credentials = store.state.resolve("credentials");
            Files.move(credentials, store.state.resolve("away"));
            Files.createSymbolicLink(credentials, credentials);
            assertThat(store.read().troubles()).singleElement().satisfies(trouble -> {
                assertThat(trouble.source()).isEqualTo("credentials");
                assertThat(trouble.concerns(PAIRING)).isTrue();
                assertThat(trouble.problem()).isInstanceOf(Problem.Broken.class);
            });
        }
    }

    @Test
    void somethingThatIsNoFileIsReported() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            Files.createDirectory(store.state.resolve(ALLOWED));
            assertThat(store.read().troubles())
                    .singleElement()
                    .satisfies(trouble -> assertThat(trouble.problem()).isInstanceOf(Problem.Broken.class));
        }
    }

    @Test
    void aStoreThatIsGoneIsMissing() throws Exception {
        try (StoreFixture store = new StoreFixture(folder)) {
            Files.delete(store.state);
            assertThatThrownBy(store::read)
                    .isInstanceOfSatisfying(
                            GatewayException.class,
                            e -> assertThat(e.problem()).isEqualTo(new Problem.Missing(store.state.toString())));
        }
    }

    @Test
    void anEmptyStoreIsEmpty() throws Exception {
        try (StoreFixture store = new StoreFixture(folder)) {
            Snapshot snapshot = store.read();
            assertThat(snapshot.requests()).isEmpty();
            assertThat(snapshot.grants()).isEmpty();
            assertThat(snapshot.troubles()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(value = AtomicFile.Step.class, names = "FORCE_FOLDER", mode = EnumSource.Mode.EXCLUDE)
    void aFullDiskLosesNothing(AtomicFile.Step full) throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            store.write(ALLOWED, "{\"version\":1,\"allowFrom\":[\"5\"]}");
            var shown = store.request(Kind.DM, "111111111");
            Map<String, String> before = store.contents();
            store.observer = (step, file) -> {
                if (step == full) {
                    throw new FileSystemException(file.toString(), null, "No space left on device");
                }
            };
            assertThat(store.refused(new Decision.Approve(shown)))
                    .isEqualTo(new Problem.DiskFull(store.state.resolve(ALLOWED).toString()));
            assertThat(store.contents()).isEqualTo(before);
        }
    }

    @Test
    void aFolderThatCannotBeForcedToTheDiskIsNoFailure() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            var shown = store.request(Kind.DM, "111111111");
            store.observer = (step, file) -> {
                if (step == AtomicFile.Step.FORCE_FOLDER) {
                    throw new FileSystemException(file.toString(), null, "Invalid argument");
                }
            };
            try (StoreGateway gateway = store.connect()) {
                gateway.perform(new Decision.Approve(shown));
            }
            assertThat(store.text(ALLOWED)).contains("111111111");
            assertThat(store.text(PAIRING)).doesNotContain("111111111");
        }
    }

    @Test
    void aDiskThatFillsBetweenTheTwoFilesKeepsTheRequest() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            var shown = store.request(Kind.DM, "111111111");
            String pairing = store.text(PAIRING);
            store.observer = (_, file) -> {
                if (file.endsWith(Path.of(PAIRING))) {
                    throw new IOException("No space left on device");
                }
            };
            assertThat(store.refused(new Decision.Approve(shown)))
                    .isEqualTo(new Problem.Partial(
                            1,
                            2,
                            new Problem.DiskFull(store.state.resolve(PAIRING).toString())));
            assertThat(store.text(PAIRING)).isEqualTo(pairing);
            assertThat(store.text(ALLOWED)).contains("111111111");
            store.observer = AtomicFile.Observer.NONE;
            try (StoreGateway gateway = store.connect()) {
                gateway.perform(new Decision.Approve(shown));
            }
            assertThat(store.text(ALLOWED)).containsOnlyOnce("111111111");
        }
    }

    @Test
    void aFileThatChangesUnderTheHandsIsReadAgain() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            var shown = store.request(Kind.DM, "111111111");
            store.write(ALLOWED, "{\"version\":1,\"allowFrom\":[]}");
            int[] times = {0};
            store.observer = (step, _) -> {
                if (step == AtomicFile.Step.COMPARE && times[0]++ == 0) {
                    store.write(ALLOWED, "{\"version\":1,\"allowFrom\":[\"9\"]}");
                }
            };
            try (StoreGateway gateway = store.connect()) {
                gateway.perform(new Decision.Approve(shown));
            }
            assertThat(store.text(ALLOWED)).contains("\"9\"").contains("\"111111111\"");
        }
    }

    @Test
    void aFileThatKeepsChangingIsLeftAlone() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            var shown = store.request(Kind.DM, "111111111");
            store.write(ALLOWED, "{\"version\":1,\"allowFrom\":[]}");
            int[] times = {0};
            store.observer = (step, _) -> {
                if (step == AtomicFile.Step.COMPARE) {
                    store.write(ALLOWED, "{\"version\":1,\"allowFrom\":[\"9%d\"]}".formatted(times[0]++));
                }
            };
            assertThat(store.refused(new Decision.Approve(shown)))
                    .isEqualTo(
                            new Problem.Contended(store.state.resolve(ALLOWED).toString()));
            assertThat(store.text(PAIRING)).contains("111111111");
        }
    }

    @Test
    void aSecondFileThatKeepsChangingLeavesAPartThatIsTold() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            var shown = store.request(Kind.DM, "111111111");
            String pairing = store.text(PAIRING);
            int[] times = {0};
            store.observer = (step, file) -> {
                if (step == AtomicFile.Step.COMPARE && file.endsWith(Path.of(PAIRING))) {
                    store.write(PAIRING, pairing + " ".repeat(++times[0]));
                }
            };
            assertThat(store.refused(new Decision.Approve(shown)))
                    .isEqualTo(new Problem.Partial(
                            1,
                            2,
                            new Problem.Contended(store.state.resolve(PAIRING).toString())));
            assertThat(store.text(ALLOWED)).contains("111111111");
        }
    }

    @Test
    void whatFailsLaterStillTellsThatAPartWasDone() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            var shown = store.request(Kind.DM, "111111111");
            store.observer = (step, file) -> {
                if (step == AtomicFile.Step.COMPARE && file.endsWith(Path.of(PAIRING))) {
                    store.write(PAIRING, "{\"version\":1,\"requests\":[]}");
                }
            };
            assertThat(store.refused(new Decision.Approve(shown)))
                    .isEqualTo(new Problem.Partial(1, 2, new Problem.Changed(null)));
            assertThat(store.text(ALLOWED)).contains("111111111");
        }
    }

    @Test
    void anUnchangedFileIsReadOnce() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending");
                StoreGateway gateway = store.connect()) {
            Path file = store.state.resolve(PAIRING);
            Files.setLastModifiedTime(file, FileTime.from(StoreFixture.NOW.minusSeconds(3600)));
            Snapshot first = gateway.read();
            Snapshot second = gateway.read();
            assertThat(second.requests().getFirst().what())
                    .isSameAs(first.requests().getFirst().what());
            store.write(PAIRING, store.text(PAIRING).replace("\"ann\"", "\"eve\""));
            assertThat(gateway.read().requests().getFirst().what().name().text())
                    .isEqualTo("eve");
        }
    }

    @Test
    void hostileTextIsMadeSafe() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            store.write(
                    PAIRING, store.text(PAIRING).replace("\"ann\"", "\"\\u202eann\\u0000\\n" + "x".repeat(500) + "\""));
            store.write(
                    "devices/pending.json",
                    store.text("devices/pending.json")
                            .replace("\"linux\"", "\"\\u202elinux\\n\"")
                            .replace("\"operator.write\"", "\"operator.\\u202ewrite\""));
            assertThat(store.request(Kind.DM, "111111111").name().text())
                    .startsWith("ann x")
                    .hasSize(64);
            var device = store.read().requests().stream()
                    .filter(listed -> listed.what().key().kind() == Kind.DEVICE)
                    .findFirst()
                    .orElseThrow();
            assertThat(device.what().toString())
                    .contains("linux")
                    .doesNotContain("\u202e")
                    .contains("<U+202E>");
        }
    }

    @Test
    void troublesNeverRepeatWhatStandsInTheFile() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            for (String bad :
                    List.of("{\"code\": JY829YJX}", "{\"version\":1,\"requests\":[{\"code\":\"JY829YJX\"}]}")) {
                store.write(PAIRING, bad);
                assertThat(store.read().troubles().toString()).contains(PAIRING).doesNotContain("JY829YJX");
            }
        }
    }
}
