package dev.gatehouse.ui.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.testing.FakeTimer;
import dev.gatehouse.testing.ThisThread;
import dev.gatehouse.ui.pair.PhoneModel.Step;
import dev.gatehouse.ui.pair.PracticePhone.Answer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PhoneModelTest {
    private final FakeTimer timer = new FakeTimer();
    private final ThisThread screen = new ThisThread();
    private final Queue<CompletableFuture<Answer>> asked = new ArrayDeque<>();
    private final List<String> brought = new ArrayList<>();
    private Optional<String> inSight = Optional.of("the code");
    private final PhoneModel model = new PhoneModel(
            new PracticePhone() {
                @Override
                public boolean plays(String profile) {
                    return true;
                }

                @Override
                public Optional<String> address(String text) {
                    return Optional.of("wss://practice.invalid");
                }

                @Override
                public CompletionStage<Answer> redeem(String text) {
                    brought.add(text);
                    CompletableFuture<Answer> answer = new CompletableFuture<>();
                    asked.add(answer);
                    return answer;
                }
            },
            scans -> CompletableFuture.completedStage(inSight),
            timer,
            screen);

    @BeforeEach
    void take() {
        model.take(true);
    }

    private Step step() {
        return model.shownProperty().get().step();
    }

    private void pass() {
        timer.pass(PhoneModel.STEP);
        screen.run();
    }

    private void answer(Answer answer) {
        asked.remove().complete(answer);
        screen.run();
    }

    @Test
    void itLooksWaitsToBeToldAndIsLetIn() {
        assertThat(step()).isEqualTo(Step.LOOKING);
        pass();
        assertThat(step()).isEqualTo(Step.READY);
        assertThat(model.shownProperty().get().address()).isEqualTo("wss://practice.invalid");
        assertThat(brought).isEmpty();

        model.go();
        assertThat(step()).isEqualTo(Step.GOING);
        pass();
        answer(new Answer.Joined("Practice phone"));
        assertThat(step()).isEqualTo(Step.IN);
        assertThat(model.shownProperty().get().name()).isEqualTo("Practice phone");
        assertThat(brought).containsExactly("the code");
    }

    @Test
    void whatIsHiddenIsNotSeenUntilItIsLookedAtAgain() {
        inSight = Optional.empty();
        pass();
        assertThat(step()).isEqualTo(Step.BLIND);
        model.go();
        assertThat(step()).isEqualTo(Step.BLIND);

        inSight = Optional.of("the code");
        model.lookAgain();
        pass();
        assertThat(step()).isEqualTo(Step.READY);
    }

    @Test
    void whoIsTurnedAwayHearsWhyAndMayTryAgain() {
        pass();
        model.go();
        pass();
        Phrase why = Phrase.of("practice.refused.unknown");
        answer(new Answer.Refused(why));
        assertThat(step()).isEqualTo(Step.REFUSED);
        assertThat(model.shownProperty().get().why()).isEqualTo(why);

        model.go();
        assertThat(model.shownProperty().get().why()).isNull();
        pass();
        asked.remove().completeExceptionally(new IllegalStateException("broken"));
        screen.run();
        assertThat(model.shownProperty().get().why()).isEqualTo(Phrase.of("practice.phone.no-answer"));
        assertThat(brought).hasSize(2);
    }

    @Test
    void putAwayItForgetsTheCodeAndHearsNoAnswer() {
        pass();
        model.go();
        pass();
        model.putAway();
        answer(new Answer.Joined("Practice phone"));
        assertThat(step()).isEqualTo(Step.AWAY);

        model.go();
        pass();
        assertThat(step()).isEqualTo(Step.AWAY);
        assertThat(brought).hasSize(1);
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void putAwayWhileItLooksItSeesNothing() {
        model.putAway();
        pass();
        assertThat(step()).isEqualTo(Step.AWAY);
    }
}
