package dev.gatehouse.ui.pair;

import dev.gatehouse.pairing.Phrase;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The far end of the practice gateway: what a phone, or a person, does with a code that they have got hold of. */
public interface PracticePhone {
    /** There is no practice gateway. */
    PracticePhone NONE = new PracticePhone() {
        @Override
        public boolean plays(String profile) {
            return false;
        }

        @Override
        public Optional<String> address(String text) {
            return Optional.empty();
        }

        @Override
        public CompletionStage<Answer> redeem(String text) {
            return CompletableFuture.failedStage(new IllegalStateException("no practice gateway"));
        }
    };

    /** What the gateway says to who comes with a code. */
    sealed interface Answer {
        /**
         * They are in.
         *
         * @param name who that is now
         */
        record Joined(String name) implements Answer {}

        /**
         * They are not.
         *
         * @param why in a sentence
         */
        record Refused(Phrase why) implements Answer {}
    }

    /** Whether the gateway of that profile is the practice gateway. */
    boolean plays(String profile);

    /** Where the picture leads that holds {@code text}; empty if a phone makes nothing of it. */
    Optional<String> address(String text);

    /** Comes to the gateway with {@code text}, in the background. Completes on any thread. */
    CompletionStage<Answer> redeem(String text);
}
