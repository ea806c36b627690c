package dev.gatehouse;

import dev.gatehouse.practice.PracticeDaemon;
import dev.gatehouse.practice.PracticeGateway;
import dev.gatehouse.ui.pair.PracticePhone;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The phone on the screen brings its codes to the practice gateway.
 *
 * @param daemon who lets it in, or does not
 */
public record DaemonPhone(PracticeDaemon daemon) implements PracticePhone {
    @Override
    public boolean plays(String profile) {
        return profile.equals(PracticeGateway.ID);
    }

    @Override
    public Optional<String> address(String text) {
        return daemon.address(text);
    }

    @Override
    public CompletionStage<Answer> redeem(String text) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("practice-phone")
                .start(() -> answer.completeAsync(
                        () -> switch (daemon.redeem(text)) {
                            case PracticeDaemon.Answer.Joined(var name) -> new Answer.Joined(name);
                            case PracticeDaemon.Answer.Refused(var why) -> new Answer.Refused(why);
                        },
                        Runnable::run));
        return answer;
    }
}
