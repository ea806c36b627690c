package dev.gatehouse.gateway.praisonai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LimiterTest {
    private static final Instant START = Instant.parse("2026-11-20T13:00:00Z");

    /** As the real gateway counts: ten within a minute from the first, wherever that minute begins. */
    @Test
    void neverAsksElevenTimesInAMinute() {
        Limiter limiter = new Limiter();
        for (int second = 0; second < 600; second++) {
            limiter.take("pending", START.plusSeconds(second));
        }
        Limiter counting = new Limiter();
        int most = 0;
        for (int begin = 0; begin < 600; begin++) {
            if (counting.take("pending", START.plusSeconds(begin)).isZero()) {
                most++;
            }
            if (begin % 60 == 59) {
                assertThat(most).isLessThanOrEqualTo(10);
                most = 0;
            }
        }
    }

    @Test
    void tellsHowLongToWait() {
        Limiter limiter = new Limiter();
        for (int call = 0; call < Limiter.CALLS; call++) {
            assertThat(limiter.take("pending", START.plusSeconds(call))).isZero();
        }
        assertThat(limiter.take("pending", START.plusSeconds(20))).isEqualTo(Duration.ofSeconds(40));
        assertThat(limiter.take("revoke", START.plusSeconds(20))).isZero();
        assertThat(limiter.take("pending", START.plusSeconds(60))).isZero();
    }

    @Test
    void leavesAloneWhatTheGatewayHasShut() {
        Limiter limiter = new Limiter();
        limiter.shut("pending", START.plusSeconds(300));
        assertThat(limiter.take("pending", START.plusSeconds(100))).isEqualTo(Duration.ofSeconds(200));
        assertThat(limiter.take("pending", START.plusSeconds(300))).isZero();
    }

    @Test
    void aClockSetBackShutsNothing() {
        Limiter limiter = new Limiter();
        for (int call = 0; call < Limiter.CALLS; call++) {
            limiter.take("pending", START);
        }
        assertThat(limiter.take("pending", START.minusSeconds(3600))).isZero();
    }

    @Test
    void stopsAtFourMisses() {
        MissCount misses = new MissCount();
        for (int miss = 0; miss < MissCount.MOST; miss++) {
            assertThat(misses.left(START)).isZero();
            misses.miss(START);
        }
        assertThat(misses.left(START.plusSeconds(1))).isEqualTo(MissCount.COUNTS.minusSeconds(1));
        assertThat(misses.left(START.plus(MissCount.COUNTS))).isZero();
    }
}
