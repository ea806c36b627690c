package dev.gatehouse.io;

import java.time.Duration;

/**
 * A connection on which whole text messages travel both ways. Thread-safe; one thread receives, any may send. Every call
 * has a time limit.
 */
public interface Messages extends AutoCloseable {
    /**
     * Sends one message and waits until it is on its way.
     *
     * @throws NetworkFault if it could not be sent within the connection's limit
     */
    void send(String message) throws NetworkFault;

    /**
     * Waits for the next message.
     *
     * @param limit how long
     * @throws NetworkFault.Silent if none came within {@code limit}; the connection stands
     * @throws NetworkFault.Closed if the other side has closed, with its code and reason
     * @throws NetworkFault if the connection is of no more use
     */
    String receive(Duration limit) throws NetworkFault;

    /** Closes politely, and without waiting for the other side; idempotent. */
    @Override
    void close();
}
