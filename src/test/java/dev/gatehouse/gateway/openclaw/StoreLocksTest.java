package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.io.LockProtocol.Holder;
import dev.gatehouse.io.LockProtocol.Seen;
import dev.gatehouse.io.Processes;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class StoreLocksTest {
    private static final Instant NOW = Instant.parse("2026-11-20T13:46:00.000Z");
    private static final String OLD = "2026-11-20T13:45:29.999Z";
    private static final String YOUNG = "2026-11-20T13:45:30.001Z";

    private final Processes processes = new Processes();
    private final long self = ProcessHandle.current().pid();

    private StoreLocks locks(Dialect dialect) {
        return new StoreLocks(dialect, processes, () -> NOW, Duration.ZERO);
    }

    private boolean stale(Dialect dialect, String text) {
        return locks(dialect).stale(new Seen(text, Instant.parse(YOUNG)));
    }

    private static String lock(long pid, String since) {
        return "{\"pid\": %d, \"createdAt\": \"%s\"}".formatted(pid, since);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void saysWhoAndSinceWhenAsTheProductsDo() {
        String who = "{\n  \"pid\": " + self + ",\n  \"createdAt\": \"2026-11-20T13:46:00.000Z\"";
        assertThat(locks(Dialect.OPENCLAW).content())
                .isEqualTo(who + ",\n  \"starttime\": "
                        + processes.startTicks(self).orElseThrow() + "\n}\n");
        assertThat(locks(Dialect.FASED).content()).isEqualTo(who + "\n}");
        assertThat(locks(Dialect.FASED).holder(new Seen(locks(Dialect.FASED).content(), NOW)))
                .isEqualTo(new Holder(self, NOW));
    }

    @Test
    void theLockOfALiveProcessIsNeverStaleToOpenClaw() {
        assertThat(stale(Dialect.OPENCLAW, lock(self, OLD))).isFalse();
        assertThat(stale(Dialect.OPENCLAW, lock(self, "x"))).isFalse();
        assertThat(stale(Dialect.FASED, lock(self, YOUNG))).isFalse();
        assertThat(stale(Dialect.FASED, lock(self, OLD))).isTrue();
        assertThat(stale(Dialect.FASED, lock(self, "x"))).isTrue();
    }

    @Test
    void theLockOfADeadProcessIsStale() throws Exception {
        Process child = new ProcessBuilder("sleep", "60").start();
        child.destroyForcibly();
        assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(stale(Dialect.OPENCLAW, lock(child.pid(), YOUNG))).isTrue();
        assertThat(stale(Dialect.FASED, lock(child.pid(), YOUNG))).isTrue();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theLockOfAProcessThatStartedAtAnotherTimeIsStale() {
        String other = "{\"pid\": " + self + ", \"createdAt\": \"" + YOUNG + "\", \"starttime\": 1}";
        assertThat(stale(Dialect.OPENCLAW, other)).isTrue();
        assertThat(stale(Dialect.OPENCLAW, locks(Dialect.OPENCLAW).content())).isFalse();
    }

    @Test
    void aLockWithoutAProcessIsStaleAfterHalfAMinute() {
        assertThat(stale(Dialect.OPENCLAW, "{\"createdAt\": \"" + YOUNG + "\"}"))
                .isFalse();
        assertThat(stale(Dialect.OPENCLAW, "{\"createdAt\": \"" + OLD + "\"}")).isTrue();
        assertThat(stale(Dialect.OPENCLAW, "{\"createdAt\": \"x\"}")).isTrue();
    }

    @Test
    void aLockThatSaysNothingIsLeftToItsOwner() {
        assertThat(stale(Dialect.OPENCLAW, "")).isFalse();
        assertThat(stale(Dialect.OPENCLAW, "{}")).isFalse();
        assertThat(locks(Dialect.OPENCLAW).stale(new Seen("", Instant.EPOCH))).isFalse();
        assertThat(stale(Dialect.FASED, "")).isFalse();
        assertThat(locks(Dialect.FASED).stale(new Seen("", Instant.EPOCH))).isTrue();
        assertThat(locks(Dialect.OPENCLAW).holder(new Seen("[]", NOW))).isEqualTo(Holder.UNKNOWN);
    }
}
