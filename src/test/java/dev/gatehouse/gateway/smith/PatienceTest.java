package dev.gatehouse.gateway.smith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private long now;
    private int tries;
    private final Patience patience = new Patience(() -> now);

    private void fail(Problem problem) {
        Problem told = catchThrowableOfType(
                        GatewayException.class,
                        () -> patience.attempt(() -> {
                            tries++;
                            throw new GatewayException(problem);
                        }))
                .problem();
        assertThat(told).isEqualTo(problem);
    }

    @Test
    void whatFailedIsLeftAloneForAWhile() {
        Problem refused = new LinkProblem.Refused("there");
        fail(refused);
        fail(refused);
        assertThat(tries).isEqualTo(1);
        now += TimeUnit.MINUTES.toNanos(1);
        fail(refused);
        assertThat(tries).isEqualTo(2);
    }

    @Test
    void whatWouldBeWrongToTryAgainWaitsForTheOperator() {
        Problem password = SmithProblems.wrongPassword("redisPassword", "Redis");
        fail(password);
        now += TimeUnit.DAYS.toNanos(1);
        fail(password);
        assertThat(tries).isEqualTo(1);
        patience.retry();
        fail(password);
        assertThat(tries).isEqualTo(2);
    }
}
