package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveSideTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration HOUR = Duration.ofHours(1);

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger hints = new AtomicInteger();
    private volatile Problem problem = new LinkProblem.Refused("ws://127.0.0.1:1/");
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private final LiveSide side = new LiveSide(
            "p",
            this::find,
            SenderIds.OPENCLAW,
            new LiveConsole("Gatehouse", "1"),
            new LiveTime(() -> Instant.EPOCH, nanos::get),
            up -> {},
            hints::incrementAndGet);

    @AfterEach
    void close() {
        side.close();
    }

    @Test
    void aFailureIsTriedAgainOnlyWhenItIsTime() {
        assertThat(side.up(LONG)).isNull();
        assertThat(side.problem()).isEqualTo(problem);
        assertThat(side.up(LONG)).isNull();
        assertThat(attempts).hasValue(1);
        Duration wait = side.nextAttempt(HOUR);
        assertThat(wait).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        nanos.addAndGet(wait.toNanos());
        assertThat(side.up(LONG)).isNull();
        assertThat(attempts).hasValue(2);
        assertThat(side.nextAttempt(HOUR)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void aWrongTokenIsNeverTriedAgainByItself() {
        problem = new LinkProblem.WrongSecret("token");
        assertThat(side.up(LONG)).isNull();
        nanos.addAndGet(Duration.ofDays(1).toNanos());
        assertThat(side.up(LONG)).isNull();
        assertThat(attempts).hasValue(1);
        assertThat(side.nextAttempt(HOUR)).isEqualTo(HOUR);

        side.retry();
        assertThat(side.nextAttempt(HOUR)).isZero();
        assertThat(side.up(LONG)).isNull();
        assertThat(attempts).hasValue(2);
    }

    @Test
    void whoeverHasSomethingElseToShowDoesNotWait() {
        gate = new CountDownLatch(1);
        assertThat(side.up(Duration.ZERO)).isNull();
        assertThat(side.problem()).as("the first is being made").isNull();
        await().until(() -> attempts.get() == 1);
        assertThat(side.up(Duration.ZERO)).isNull();
        gate.countDown();
        await().until(() -> side.problem() != null);
        await().until(() -> hints.get() == 1);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void whatTheOperatorWantsWhileItIsTriedIsTriedAfterwards() {
        problem = new LinkProblem.WrongSecret("token");
        gate = new CountDownLatch(1);
        assertThat(side.up(Duration.ZERO)).isNull();
        await().until(() -> attempts.get() == 1);
        side.retry();
        gate.countDown();
        await().until(() -> hints.get() == 1);
        assertThat(side.nextAttempt(HOUR)).isZero();
        assertThat(side.up(LONG)).isNull();
        assertThat(attempts).hasValue(2);
        assertThat(side.nextAttempt(HOUR)).as("once").isEqualTo(HOUR);
    }

    @Test
    void aFailureThatSomebodyHasWaitedForIsNoReasonToAskAgain() {
        assertThat(side.up(LONG)).isNull();
        nanos.addAndGet(HOUR.toNanos());
        gate = new CountDownLatch(1);
        assertThat(side.up(Duration.ZERO)).isNull();
        await().until(() -> attempts.get() == 2);
        gate.countDown();
        await().until(() -> hints.get() > 0);
        assertThat(hints).as("of the second failure alone").hasValue(1);
    }

    @Test
    void nobodyWaitsForAConnectionThatIsNotWantedAnyMore() throws Exception {
        gate = new CountDownLatch(1);
        CountDownLatch given = new CountDownLatch(1);
        Thread.ofVirtual().name("waits").start(() -> {
            if (side.up(LONG) == null) {
                given.countDown();
            }
        });
        await().until(() -> attempts.get() == 1);
        side.close();
        assertThat(given.await(5, TimeUnit.SECONDS)).isTrue();
        gate.countDown();
    }

    @Test
    void aBugOfOursIsToldAndNotConnectingForEver() {
        problem = new LinkProblem.Starting();
        gate = new CountDownLatch(0);
        LiveSide broken = new LiveSide(
                "p",
                () -> {
                    throw new IllegalStateException("bug");
                },
                SenderIds.OPENCLAW,
                new LiveConsole("Gatehouse", "1"),
                new LiveTime(() -> Instant.EPOCH, nanos::get),
                up -> {},
                hints::incrementAndGet);
        assertThat(broken.up(LONG)).isNull();
        assertThat(broken.problem()).isInstanceOf(Problem.Bug.class);
        broken.close();
        nanos.addAndGet(HOUR.toNanos());
        assertThat(broken.up(LONG)).as("closed").isNull();
    }

    private LiveWay find() throws GatewayException {
        attempts.incrementAndGet();
        try {
            assertThat(gate.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new GatewayException(problem);
    }
}
