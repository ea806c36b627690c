package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.io.Messages;
import dev.gatehouse.io.NetworkFault;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One connection to a gateway that has let the console in. A thread of its own receives; calls find their answers by
 * number, and all that wait fail when the connection ends. Thread-safe.
 */
final class LiveLink implements AutoCloseable {
    /** How long a call waits for its answer. The gateway's own answers take 2 to 200 ms. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    /** The gateway is not there any more when it has missed this many ticks, as its own programs see it. */
    private static final int TICKS = 2;

    private final Messages messages;
    private final LiveHello hello;
    private final LiveProblems problems;
    private final LiveTime time;
    private final Runnable hint;
    private final Thread reader;
    private final Map<String, CompletableFuture<LiveFrame.Answer>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicReference<@Nullable Problem> ended = new AtomicReference<>();
    private volatile boolean stopping;
    private volatile Duration lead;

    /**
     * Takes over {@code messages}, on which the gateway has said {@code hello}.
     *
     * @param hint called when requests or devices may have changed, and when the connection has ended; from the link's own
     *     thread, so it must return at once
     */
    LiveLink(Messages messages, LiveHello hello, LiveProblems problems, LiveTime time, Runnable hint) {
        this.messages = messages;
        this.hello = hello;
        this.problems = problems;
        this.time = time;
        this.hint = hint;
        this.lead = hello.lead();
        this.reader = Thread.ofVirtual().name("link " + problems.address()).unstarted(this::run);
    }

    /** Begins to receive. Once. */
    LiveLink start() {
        reader.start();
        return this;
    }

    /** What the gateway said when it let the console in. */
    LiveHello hello() {
        return hello;
    }

    /** What refusals here mean. */
    LiveProblems problems() {
        return problems;
    }

    /** Why the connection has ended, or null while it stands. */
    @Nullable
    Problem ended() {
        return ended.get();
    }

    /** Whether the link's thread is there. */
    boolean receiving() {
        return reader.isAlive();
    }

    /** The time by the gateway's clock, as of its last word about it. */
    Instant now() {
        return time.clock().instant().plus(lead);
    }

    /** Calls {@code method} with the usual {@link #LIMIT}. */
    ObjectNode call(String method, ObjectNode params) throws LiveCallException {
        return call(method, params, LIMIT);
    }

    /**
     * Calls {@code method} and waits for the answer. An answer that comes later is dropped.
     *
     * @throws LiveCallException if it was refused, or not answered within {@code limit}, or never left
     */
    ObjectNode call(String method, ObjectNode params, Duration limit) throws LiveCallException {
        String id = "c" + calls.incrementAndGet();
        CompletableFuture<LiveFrame.Answer> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        try {
            Problem problem = ended.get();
            if (problem != null) {
                throw LiveCallException.notSent(problem);
            }
            send(LiveFrames.call(id, method, params));
            return result(method, await(method, answer, limit));
        } finally {
            waiting.remove(id);
        }
    }

    private void send(String message) throws LiveCallException {
        try {
            messages.send(message);
        } catch (NetworkFault e) {
            end(problems.of(e));
            // How much of it has left cannot be told.
            throw LiveCallException.unanswered(why());
        }
    }

    private LiveFrame.Answer await(String method, CompletableFuture<LiveFrame.Answer> answer, Duration limit)
            throws LiveCallException {
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException _) {
            throw LiveCallException.unanswered(why());
        } catch (TimeoutException _) {
            throw LiveCallException.unanswered(new LinkProblem.NoAnswer(method, limit));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw LiveCallException.unanswered(new LinkProblem.NoAnswer(method, limit));
        }
    }

    private ObjectNode result(String method, LiveFrame.Answer answer) throws LiveCallException {
        LiveError refusal = answer.refusal();
        if (refusal != null) {
            throw LiveCallException.refused(problems.of(method, refusal), refusal);
        }
        return answer.result();
    }

    private Problem why() {
        Problem problem = ended.get();
        return problem == null ? new LinkProblem.Dropped(problems.address(), "") : problem;
    }

    private void run() {
        try {
            receive();
        } finally {
            // Reached without an end only if something here is wrong; whoever waits must still hear of it.
            end(new Problem.Bug("the thread that receives from " + problems.address() + " ended"));
        }
    }

    private void receive() {
        Duration silence = hello.tick().multipliedBy(TICKS);
        long heard = time.nanos().getAsLong();
        while (ended.get() == null) {
            Duration rest = silence.minusNanos(time.nanos().getAsLong() - heard);
            if (!rest.isPositive()) {
                end(new LinkProblem.Mute(problems.address(), silence));
                return;
            }
            try {
                LiveFrame frame = LiveFrames.read(messages.receive(rest));
                heard = time.nanos().getAsLong();
                accept(frame);
            } catch (NetworkFault.Silent _) {
                // The clock decides, not the one who waited.
            } catch (NetworkFault e) {
                end(stopping && e instanceof NetworkFault.Closed ? new LinkProblem.Restarting() : problems.of(e));
            } catch (LiveFrames.Bad e) {
                end(problems.garbled(e.where()));
            }
        }
    }

    private void accept(LiveFrame frame) {
        switch (frame) {
            case LiveFrame.Answer answer -> {
                CompletableFuture<LiveFrame.Answer> call = waiting.remove(answer.id());
                if (call != null) {
                    call.complete(answer);
                }
            }
            case LiveFrame.Event event -> accept(event);
            case LiveFrame.Unknown _ -> {}
        }
    }

    private void accept(LiveFrame.Event event) {
        switch (event.name()) {
            case "tick" -> hearTime(event);
            case "shutdown" -> stopping = true;
            case String name when name.startsWith("device.pair.") || name.startsWith("node.pair.") -> hint.run();
            default -> {}
        }
    }

    private void hearTime(LiveFrame.Event tick) {
        try {
            Instant told = new Entry(tick.payload()).millis("ts");
            if (told != null) {
                lead = Duration.between(time.clock().instant(), told);
            }
        } catch (Entry.Bad _) {
            // A tick without the time still says that the gateway is there.
        }
    }

    private void end(Problem problem) {
        if (!ended.compareAndSet(null, problem)) {
            return;
        }
        messages.close();
        waiting.values().forEach(call -> call.completeExceptionally(new IllegalStateException("ended")));
        hint.run();
    }

    /** Ends the connection; no thread is left. */
    @Override
    public void close() {
        end(new LinkProblem.Dropped(problems.address(), "closed here"));
        if (Thread.currentThread() == reader || reader.getState() == Thread.State.NEW) {
            return;
        }
        reader.interrupt();
        try {
            reader.join(CLOSE_LIMIT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
