package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.io.Messages;
import dev.gatehouse.io.NetworkFault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A connection whose other end is a script. */
final class ScriptedMessages implements Messages {
    private static final JsonMapper JSON = new JsonMapper();

    private final BlockingQueue<Object> incoming = new LinkedBlockingQueue<>();
    private final List<ObjectNode> sent = new CopyOnWriteArrayList<>();
    private final BiConsumer<ObjectNode, ScriptedMessages> script;
    private final AtomicLong nanos = new AtomicLong();
    private volatile boolean closed;
    private volatile boolean timePasses;
    private volatile boolean deaf;

    /** {@code script} hears every message that is sent, and answers with {@link #say}. */
    ScriptedMessages(BiConsumer<ObjectNode, ScriptedMessages> script) {
        this.script = script;
    }

    /** The other end says {@code message}. */
    ScriptedMessages say(String message) {
        incoming.add(message);
        return this;
    }

    /** The other end closes. */
    ScriptedMessages close(int code, String reason) {
        incoming.add(new NetworkFault.Closed(code, reason));
        return this;
    }

    /** The other end answers {@code call} with {@code result}. */
    void answer(ObjectNode call, String result) {
        say("{\"type\":\"res\",\"id\":\"%s\",\"ok\":true,\"payload\":%s}"
                .formatted(call.path("id").stringValue(), result));
    }

    /** The other end refuses {@code call}. */
    void refuse(ObjectNode call, String error) {
        say("{\"type\":\"res\",\"id\":\"%s\",\"ok\":false,\"error\":%s}"
                .formatted(call.path("id").stringValue(), error));
    }

    /** From now on, waiting in vain takes no time but by the clock of {@link #nanos}. */
    void letTimePass() {
        neverWait();
        incoming.add(new NetworkFault.Silent(Duration.ZERO));
    }

    /** The same for who is not waiting yet. */
    ScriptedMessages neverWait() {
        timePasses = true;
        return this;
    }

    /** From now on nothing can be sent. */
    void breakOutgoing() {
        deaf = true;
    }

    long nanos() {
        return nanos.get();
    }

    List<ObjectNode> sent() {
        return sent;
    }

    boolean closed() {
        return closed;
    }

    @Override
    public void send(String message) throws NetworkFault {
        if (deaf || closed) {
            throw new NetworkFault.Broken("there", null);
        }
        ObjectNode call = (ObjectNode) JSON.readTree(message);
        sent.add(call);
        script.accept(call, this);
    }

    @Override
    public String receive(Duration limit) throws NetworkFault {
        try {
            Object next = timePasses ? incoming.poll() : incoming.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
            return switch (next) {
                case String message -> message;
                case NetworkFault fault -> throw fault;
                case null -> {
                    nanos.addAndGet(limit.toNanos());
                    throw new NetworkFault.Silent(limit);
                }
                default -> throw new IllegalStateException();
            };
        } catch (InterruptedException _) {
            throw new NetworkFault.Broken("there", null);
        }
    }

    @Override
    public void close() {
        closed = true;
        incoming.add(new NetworkFault.Closed(1000, ""));
    }
}
