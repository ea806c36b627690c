package dev.gatehouse.ui.pair;

import dev.gatehouse.console.Subscription;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.Timer;
import dev.gatehouse.ui.pair.PracticePhone.Answer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * What a practice phone, or a person, is about: they look at the code on the screen, are told to use it, and get an
 * answer. What they have seen they know until they are put away.
 */
final class PhoneModel {
    /** How long a step takes at least, so that eyes can follow. */
    static final Duration STEP = Duration.ofMillis(700);

    /** How far it has come. */
    enum Step {
        /** Nobody holds it. */
        AWAY,
        /** Looks at the screen. */
        LOOKING,
        /** There was no code in sight. */
        BLIND,
        /** Has the code, and waits to be told. */
        READY,
        /** Is on the way to the gateway with it. */
        GOING,
        /** Is in. */
        IN,
        /** Was turned away. */
        REFUSED
    }

    /**
     * What is to be seen of it.
     *
     * @param step how far it has come
     * @param scans whether it is a phone with a camera; else it is a person who is told a code
     * @param address where the code leads, empty where it does not say
     * @param name who is in, empty before
     * @param why why they are not, or null
     */
    record Shown(
            Step step,
            boolean scans,
            String address,
            String name,
            @Nullable Phrase why) {
        private static final Shown AWAY = new Shown(Step.AWAY, true, "", "", null);

        private Shown at(Step next) {
            return new Shown(next, scans, address, name, null);
        }
    }

    /** Looks at the code on the screen. */
    @FunctionalInterface
    interface Eye {
        /**
         * What is to be seen there, empty if nothing is.
         *
         * @param scans as in {@link Shown}
         */
        CompletionStage<Optional<String>> look(boolean scans);
    }

    private final PracticePhone phone;
    private final Eye eye;
    private final Timer timer;
    private final Executor screen;
    private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>(Shown.AWAY);
    private @Nullable String read;
    private @Nullable Subscription next;

    /** Grows with all that is begun; an answer to what is over is not heard. */
    private int begun;

    /**
     * A phone that is put away.
     *
     * @param screen the thread of the screen
     */
    PhoneModel(PracticePhone phone, Eye eye, Timer timer, Executor screen) {
        this.phone = phone;
        this.eye = eye;
        this.timer = timer;
        this.screen = screen;
    }

    /** What is to be seen of it. */
    ReadOnlyObjectProperty<Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** Takes it out and looks at the screen with it; {@code scans} as in {@link Shown}. */
    void take(boolean scans) {
        forget();
        shown.set(new Shown(Step.LOOKING, scans, "", "", null));
        int mine = begun;
        after(() -> eye.look(scans).whenCompleteAsync((text, thrown) -> hear(mine, () -> seen(text)), screen));
    }

    /** Looks once more. */
    void lookAgain() {
        take(shown.get().scans());
    }

    private void seen(@Nullable Optional<String> text) {
        read = text == null ? null : text.orElse(null);
        Shown now = shown.get();
        if (read == null) {
            shown.set(now.at(Step.BLIND));
        } else {
            shown.set(new Shown(Step.READY, now.scans(), phone.address(read).orElse(""), "", null));
        }
    }

    /** Goes to the gateway with the code, as often as it is told to. */
    void go() {
        String code = read;
        if (code == null) {
            return;
        }
        stop();
        shown.set(shown.get().at(Step.GOING));
        int mine = begun;
        after(() -> phone.redeem(code).whenCompleteAsync((answer, thrown) -> hear(mine, () -> told(answer)), screen));
    }

    private void told(@Nullable Answer answer) {
        Shown now = shown.get();
        shown.set(
                switch (answer) {
                    case Answer.Joined(var name) -> new Shown(Step.IN, now.scans(), now.address(), name, null);
                    case Answer.Refused(var why) -> new Shown(Step.REFUSED, now.scans(), now.address(), "", why);
                    case null ->
                        new Shown(Step.REFUSED, now.scans(), now.address(), "", Phrase.of("practice.phone.no-answer"));
                });
    }

    /** Puts it away; it forgets the code. */
    void putAway() {
        forget();
        shown.set(Shown.AWAY);
    }

    private void forget() {
        stop();
        read = null;
    }

    private void stop() {
        begun++;
        Subscription waiting = next;
        if (waiting != null) {
            waiting.close();
            next = null;
        }
    }

    private void after(Runnable work) {
        next = timer.in(STEP, work);
    }

    private void hear(int mine, Runnable work) {
        if (mine == begun) {
            work.run();
        }
    }
}
