package dev.gatehouse.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.io.ChildJvm;
import dev.gatehouse.system.OneInstance.Place;
import dev.gatehouse.system.OneInstance.Start;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real locks and sockets, two starts in one process and in two. */
class OneInstanceTest {
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    private Path folder;

    private Path data;
    private Path run;
    private final AtomicInteger brought = new AtomicInteger();

    @BeforeEach
    void folders() throws IOException {
        data = folder.resolve("data/gatehouse");
        run = Files.createDirectories(folder.resolve("run"));
    }

    private Start start(Duration limit) {
        return new OneInstance(data, List.of(run), limit).start();
    }

    private Place first(Duration limit) {
        Start start = start(limit);
        assertThat(start).isInstanceOf(Start.First.class);
        return ((Start.First) start).place();
    }

    @Test
    void theSecondStartBringsTheFirstWindowToTheFrontAndEnds() {
        try (Place place = first(LIMIT)) {
            place.leadsTo(() -> brought.incrementAndGet() > 0);
            assertThat(start(LIMIT)).isEqualTo(new Start.Second());
            assertThat(start(LIMIT)).isEqualTo(new Start.Second());
        }
        assertThat(brought).hasValue(2);
    }

    @Test
    void aWindowThatIsOnItsWayNeedsNoBringing() {
        try (Place place = first(LIMIT)) {
            assertThat(place).isNotNull();
            assertThat(start(LIMIT)).isEqualTo(new Start.Second());
        }
    }

    @Test
    void whoStartsAfterTheFirstHasEndedIsFirst() {
        first(LIMIT).close();
        try (Place place = first(LIMIT)) {
            place.leadsTo(() -> brought.incrementAndGet() > 0);
            assertThat(start(LIMIT)).isEqualTo(new Start.Second());
        }
        assertThat(brought).hasValue(1);
    }

    @Test
    void nothingOfTheSocketStaysBehind() throws IOException {
        first(LIMIT).close();
        try (var left = Files.list(run)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aFirstInstanceWhoseWindowHangsKeepsNobodyFromWorking() {
        try (Place place = first(SHORT)) {
            place.leadsTo(() -> false);
            assertThat(start(SHORT)).isInstanceOf(Start.First.class);
        }
    }

    @Test
    void aFirstInstanceThatSaysNothingIsWaitedForWithALimit() {
        CountDownLatch never = new CountDownLatch(1);
        try (Place place = first(LIMIT)) {
            place.leadsTo(() -> waited(never));
            long begun = System.nanoTime();
            assertThat(start(SHORT)).isInstanceOf(Start.First.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LIMIT);
        } finally {
            never.countDown();
        }
    }

    private static boolean waited(CountDownLatch until) {
        try {
            return until.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void aProcessThatWasKilledLeavesNoObstacle() throws Exception {
        Process other = ChildJvm.start(OneInstanceProgram.class, data.toString(), run.toString());
        try {
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(data.resolve("instance.door")));
            assertThat(start(LIMIT)).isEqualTo(new Start.Second());
        } finally {
            other.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        try (Place place = first(LIMIT)) {
            place.leadsTo(() -> brought.incrementAndGet() > 0);
            assertThat(start(LIMIT)).isEqualTo(new Start.Second());
            try (var left = Files.list(run)) {
                assertThat(left).as("the dead socket is gone").hasSize(1);
            }
        }
    }

    @Test
    void whatMakesNoSenseBringsNothingToTheFront() throws IOException {
        try (Place place = first(SHORT)) {
            place.leadsTo(() -> brought.incrementAndGet() > 0);
            assertThat(said("gatehouse 2 dance\n")).isEqualTo("gatehouse 1 unknown\n");
            assertThat(said("x".repeat(100_000))).isIn("", "gatehouse 1 unknown\n");
            assertThat(said("")).as("who says nothing is hung up on").isEmpty();
            assertThat(start(SHORT)).isEqualTo(new Start.Second());
        }
        assertThat(brought).hasValue(1);
    }

    private String said(String line) throws IOException {
        Path socket = Path.of(Files.readString(data.resolve("instance.door")));
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            ByteBuffer answer = ByteBuffer.allocate(100);
            try {
                channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
                while (channel.read(answer) >= 0) {
                    // The whole answer.
                }
            } catch (IOException e) {
                assertThat(e).hasMessageMatching("Broken pipe|Connection reset.*");
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nobodyElseCanReachTheSocket() throws IOException {
        try (Place place = first(LIMIT)) {
            assertThat(place).isNotNull();
            Path socket = Path.of(Files.readString(data.resolve("instance.door")));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("instance.door"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aFolderThatIsTooLongForASocketIsPassedOver() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("d".repeat(90)).resolve("e".repeat(90)));
        try (Place place = ((Start.First) new OneInstance(data, List.of(deep, run), LIMIT).start()).place()) {
            place.leadsTo(() -> brought.incrementAndGet() > 0);
            assertThat(start(LIMIT)).isEqualTo(new Start.Second());
        }
        try (var left = Files.list(deep)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void withoutAnyFolderItStartsAllTheSame() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(new OneInstance(file.resolve("data"), List.of(run), SHORT).start())
                .isInstanceOf(Start.First.class);
        assertThat(new OneInstance(data, List.of(file.resolve("run")), SHORT).start())
                .isInstanceOf(Start.First.class);
    }

    @Test
    void aDamagedNoteOfTheDoorDoesNoHarm() throws IOException {
        Files.createDirectories(data);
        Files.write(data.resolve("instance.door"), new byte[] {0, 1, 2, '/', 'x'});
        Path precious = Files.writeString(folder.resolve("door"), "precious");
        first(SHORT).close();
        Files.writeString(data.resolve("instance.door"), precious.toString());
        try (Place place = first(SHORT)) {
            place.leadsTo(() -> brought.incrementAndGet() > 0);
            assertThat(start(LIMIT)).isEqualTo(new Start.Second());
        }
        assertThat(precious).hasContent("precious");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFolderThatLeadsElsewhereByNowIsLeftAlone() throws IOException {
        Path theirs = Files.createDirectories(folder.resolve("theirs"));
        Path precious = Files.writeString(theirs.resolve("door"), "precious");
        Path link = Files.createSymbolicLink(run.resolve("gatehouse-1234"), theirs);
        Files.createDirectories(data);
        Files.writeString(data.resolve("instance.door"), link.resolve("door").toString());
        first(SHORT).close();
        assertThat(precious).hasContent("precious");
    }
}
