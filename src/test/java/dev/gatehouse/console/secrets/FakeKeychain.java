package dev.gatehouse.console.secrets;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A keychain in memory that can be out of order, or hang until a test lets it go. */
final class FakeKeychain implements Keychain {
    final Map<Item, String> items = new ConcurrentHashMap<>();
    final AtomicInteger calls = new AtomicInteger();
    volatile @Nullable KeychainException trouble;
    private volatile @Nullable CountDownLatch gate;

    /** From now on calls hang. */
    void hang() {
        gate = new CountDownLatch(1);
    }

    /** What hung goes on. */
    void letGo() {
        CountDownLatch old = gate;
        gate = null;
        if (old != null) {
            old.countDown();
        }
    }

    private void enter() throws KeychainException {
        calls.incrementAndGet();
        CountDownLatch hanging = gate;
        if (hanging != null) {
            try {
                hanging.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        KeychainException refusal = trouble;
        if (refusal != null) {
            throw refusal;
        }
    }

    @Override
    public Optional<String> get(Item item) throws KeychainException {
        enter();
        return Optional.ofNullable(items.get(item));
    }

    @Override
    public void put(Item item, String text) throws KeychainException {
        enter();
        items.put(item, text);
    }

    @Override
    public void remove(Item item) throws KeychainException {
        enter();
        items.remove(item);
    }
}
