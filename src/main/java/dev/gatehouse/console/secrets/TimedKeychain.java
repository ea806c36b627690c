package dev.gatehouse.console.secrets;

import dev.gatehouse.console.secrets.Keychain.Item;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A keychain that is never waited for longer than a limit. One call at a time reaches it; one that takes longer goes on
 * alone, perhaps because the operator is typing the keychain's password, and until it ends every other one is turned
 * away. A keychain that was absent or refused is asked again only where {@code afresh} says that the operator wants it.
 */
final class TimedKeychain {
    private final Keychain keychain;
    private final Duration limit;
    private final Runnable changed;
    private final Semaphore turn = new Semaphore(1);

    private volatile boolean worked;
    private volatile Standing standing = new Standing(SecretPlaces.Keychain.NOT_ASKED, "");

    /**
     * Asks {@code keychain}.
     *
     * @param limit how long a call may take
     * @param changed is called when {@link #standing} has changed; must not block
     */
    TimedKeychain(Keychain keychain, Duration limit, Runnable changed) {
        this.keychain = keychain;
        this.limit = limit;
        this.changed = changed;
    }

    /**
     * How the keychain is.
     *
     * @param state in one word
     * @param detail what the system says, may be empty
     */
    record Standing(SecretPlaces.Keychain state, String detail) {}

    Standing standing() {
        return standing;
    }

    /** The text kept under {@code item}. */
    Optional<String> get(Item item, boolean afresh) throws KeychainException {
        return ask(afresh, () -> keychain.get(item), () -> {});
    }

    /** Keeps {@code text}; {@code late} is called if that came true after this had given up. */
    void put(Item item, String text, Runnable late) throws KeychainException {
        ask(
                true,
                () -> {
                    keychain.put(item, text);
                    return Optional.empty();
                },
                late);
    }

    /** Forgets {@code item}. */
    void remove(Item item) throws KeychainException {
        ask(
                true,
                () -> {
                    keychain.remove(item);
                    return Optional.empty();
                },
                () -> {});
    }

    private interface Call {
        Optional<String> run() throws KeychainException;
    }

    private Optional<String> ask(boolean afresh, Call call, Runnable late) throws KeychainException {
        Standing now = standing;
        switch (now.state()) {
            case ABSENT, REFUSED -> {
                if (!afresh) {
                    throw exception(now);
                }
            }
            case WAITING -> throw exception(now);
            case NOT_ASKED, WORKS -> {}
        }
        try {
            if (!turn.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw KeychainException.refused("busy");
            }
            return new Asked(late).start(call).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KeychainException.refused("interrupted");
        }
    }

    private static KeychainException exception(Standing standing) {
        return standing.state() == SecretPlaces.Keychain.ABSENT
                ? KeychainException.absent(standing.detail())
                : KeychainException.refused(standing.detail());
    }

    /** Whether that is news. */
    private boolean become(SecretPlaces.Keychain state, String detail) {
        Standing next = new Standing(state, detail);
        boolean news = !next.equals(standing);
        standing = next;
        return news;
    }

    /**
     * How a call ended.
     *
     * @param text what was asked for
     * @param refusal why it was not done, or null
     */
    private record Ended(Optional<String> text, @Nullable KeychainException refusal) {
        Optional<String> textOrThrow() throws KeychainException {
            if (refusal != null) {
                throw refusal;
            }
            return text;
        }
    }

    /** One call on its way. */
    private final class Asked {
        private final Runnable late;
        private final CompletableFuture<Ended> answer = new CompletableFuture<>();
        private boolean givenUp;

        Asked(Runnable late) {
            this.late = late;
        }

        /** On a thread of the system's: one that hangs in native code would take a virtual one's carrier with it. */
        Asked start(Call call) {
            Thread.ofPlatform().daemon().name("keychain").start(() -> {
                Ended ended = new Ended(Optional.empty(), KeychainException.refused("failed"));
                try {
                    ended = new Ended(call.run(), null);
                } catch (KeychainException e) {
                    // One that worked and is gone may come back, and what is in it is not nowhere.
                    ended = new Ended(Optional.empty(), worked ? KeychainException.refused(e.detail()) : e);
                } finally {
                    end(ended);
                }
            });
            return this;
        }

        private void end(Ended ended) {
            KeychainException refusal = ended.refusal();
            boolean news;
            boolean tooLate;
            synchronized (this) {
                tooLate = givenUp;
                if (refusal == null) {
                    worked = true;
                    news = become(SecretPlaces.Keychain.WORKS, "");
                } else {
                    news = become(
                            refusal.isAbsent() ? SecretPlaces.Keychain.ABSENT : SecretPlaces.Keychain.REFUSED,
                            refusal.detail());
                }
                answer.complete(ended);
            }
            turn.release();
            if (tooLate && refusal == null) {
                late.run();
            }
            if (news) {
                changed.run();
            }
        }

        Optional<String> await() throws KeychainException, InterruptedException {
            try {
                return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS).textOrThrow();
            } catch (TimeoutException _) {
                return giveUp();
            } catch (ExecutionException e) {
                throw new IllegalStateException("it is only ever completed with an end", e);
            }
        }

        private Optional<String> giveUp() throws KeychainException {
            boolean news;
            synchronized (this) {
                if (answer.isDone()) {
                    return answer.join().textOrThrow();
                }
                givenUp = true;
                news = become(SecretPlaces.Keychain.WAITING, "no answer within " + limit.toSeconds() + " s");
            }
            if (news) {
                changed.run();
            }
            throw KeychainException.refused("no answer within " + limit.toSeconds() + " s");
        }
    }
}
