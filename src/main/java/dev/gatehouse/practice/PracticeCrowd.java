package dev.gatehouse.practice;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays the people and devices of the practice gateway: they come, ask again, lose patience, and some come back. One
 * virtual thread of its own; {@link #step} does all that is due and can be called without it.
 */
final class PracticeCrowd implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PracticeCrowd.class);

    /** The longest nap: nobody stays on the list much longer than they should. */
    private static final Duration NAP = Duration.ofSeconds(5);

    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final PracticeStore store;
    private final InstantSource clock;
    private final Random random;
    private final Pace pace;
    private final List<Member> members;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Instant nextArrival;
    private @Nullable Thread thread;

    /** A crowd of which those who have come already are waiting in {@code store}. */
    PracticeCrowd(List<Asker> crowd, PracticeStore store, InstantSource clock, Random random, Pace pace) {
        this.store = store;
        this.clock = clock;
        this.random = random;
        this.pace = pace;
        Instant now = clock.instant();
        this.members = new ArrayList<>(crowd.stream()
                .map(asker -> new Member(asker, now, pace.retry().pick(random)))
                .toList());
        this.nextArrival = now.plus(pace.arrival().pick(random));
    }

    /** One of the crowd, and what they are about. */
    private static final class Member {
        final Asker asker;
        boolean waiting;
        int retries;
        Instant nextMove;

        Member(Asker asker, Instant now, Duration untilRetry) {
            this.asker = asker;
            this.waiting = asker.temper().since() != null;
            this.retries = asker.temper().retries();
            this.nextMove = waiting ? now.plus(untilRetry) : now;
        }
    }

    /** Begins to play. */
    synchronized void start() {
        if (thread == null && closed.getCount() > 0) {
            thread = Thread.ofVirtual().name("practice-crowd").start(this::run);
        }
    }

    private void run() {
        try {
            Duration nap = NAP;
            while (!closed.await(nap.toMillis(), TimeUnit.MILLISECONDS)) {
                nap = played();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration played() {
        try {
            return step();
        } catch (IOException e) {
            // A lock that the console holds, or a full disk: the crowd waits, like anybody.
            LOG.warn("The practice crowd could not write: {}", e.toString());
            return NAP;
        }
    }

    /**
     * Does all that is due.
     *
     * @return how long nothing will be
     */
    Duration step() throws IOException {
        Instant now = clock.instant();
        store.prune(store.look(), now);
        PracticeStore.Scene scene = store.look();
        for (Member member : members) {
            if (member.waiting) {
                wait(member, scene, now);
            }
        }
        if (!now.isBefore(nextArrival)) {
            arrive(scene, now);
            nextArrival = now.plus(pace.arrival().pick(random));
        }
        Duration nap = Duration.between(now, nextArrival);
        return nap.compareTo(NAP) < 0 ? nap : NAP;
    }

    private void wait(Member member, PracticeStore.Scene scene, Instant now) throws IOException {
        if (!scene.pending(member.asker)) {
            // Let in, turned away or out of time: who wants to come again does so later.
            member.waiting = false;
            member.retries = member.asker.temper().retries();
            Pace.Span away = member.asker.temper().persistent() ? pace.comeback() : pace.absence();
            member.nextMove = now.plus(away.pick(random));
        } else if (member.retries > 0 && !now.isBefore(member.nextMove)) {
            store.ask(member.asker, now, now);
            member.retries--;
            member.nextMove = now.plus(pace.retry().pick(random));
        }
    }

    /** The first one who is ready comes; whoever came goes to the end of the queue. */
    private void arrive(PracticeStore.Scene scene, Instant now) throws IOException {
        if (scene.count() >= pace.most()) {
            return;
        }
        for (Member member : members) {
            if (!member.waiting
                    && !now.isBefore(member.nextMove)
                    && scene.heard(member.asker)
                    && !store.in(member.asker, scene)) {
                store.ask(member.asker, now, now);
                member.waiting = true;
                member.nextMove = now.plus(pace.retry().pick(random));
                members.remove(member);
                members.addLast(member);
                return;
            }
        }
    }

    /** Stops playing; idempotent. */
    @Override
    public void close() {
        Thread playing;
        synchronized (this) {
            closed.countDown();
            playing = thread;
            thread = null;
        }
        try {
            if (playing != null && !playing.join(CLOSING)) {
                playing.interrupt();
                LOG.warn("The practice crowd does not stop");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
