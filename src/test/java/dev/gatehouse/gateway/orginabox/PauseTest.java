package dev.gatehouse.gateway.orginabox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.io.BackOff;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PauseTest {
    private final Pause pause = new Pause(new BackOff(Duration.ZERO, Duration.ZERO, new Random(1)));

    @Test
    void whatMayPassIsTriedAgainByItself() {
        assertThat(pause.over()).isTrue();
        pause.begin(new LinkProblem.Refused("there"));
        assertThat(pause.why()).isNotNull();
        assertThat(pause.over()).isTrue();
    }

    @Test
    void whatWouldGetTheSameAnswerWaitsForTheOperator() {
        pause.begin(new LinkProblem.WrongSecret("token"));
        assertThat(pause.over()).isFalse();
        pause.reset();
        assertThat(pause.over()).isTrue();
        assertThat(pause.why()).isNull();
    }

    @Test
    void whoWantsToBeLeftAloneIs() {
        pause.begin(new LinkProblem.Throttled("there", Duration.ofMinutes(5)));
        assertThat(pause.over()).isFalse();
    }
}
