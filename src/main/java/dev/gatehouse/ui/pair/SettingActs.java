package dev.gatehouse.ui.pair;

import dev.gatehouse.console.Decisions;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.pairing.Decision;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sets what is typed about pairing at a gateway. */
final class SettingActs {
    private final Decisions decisions;
    private final Executor screen;
    private final Consumer<@Nullable Said> said;

    SettingActs(Decisions decisions, Executor screen, Consumer<@Nullable Said> said) {
        this.decisions = decisions;
        this.screen = screen;
        this.said = said;
    }

    /** Sets what is typed for {@code input}. */
    void apply(PairSettings.Input input) {
        PairSettings.value(input).ifPresent(value -> configure(input, value));
    }

    /** Sets {@code input} to {@code value}, as the gateway keeps it. */
    void configure(PairSettings.Input input, String value) {
        if (input.setting().whyNot() != null) {
            return;
        }
        said.accept(null);
        decisions
                .decide(new Decision.Configure(input.profile(), input.setting().key(), value), Method.ONE_CLICK)
                .whenCompleteAsync(
                        (outcome, thrown) -> {
                            Said now = Said.ofDoubt(outcome);
                            if (now != null && !now.said().isEmpty()) {
                                input.fault().set(now.said().getFirst());
                            }
                            said.accept(now);
                        },
                        screen);
    }
}
