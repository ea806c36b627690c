package dev.gatehouse.console;

/** Ends what was subscribed to; a call that is on its way already may still arrive. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
