package dev.gatehouse.practice;

import dev.gatehouse.io.LockProtocol;
import java.time.InstantSource;

/** The lock that the gateway would take. Only this process knows the folder, so no lock in it is ever stale. */
record PracticeLock(InstantSource clock) implements LockProtocol {
    @Override
    public String content() {
        return "{\n  \"pid\": %d,\n  \"createdAt\": \"%s\"\n}\n"
                .formatted(ProcessHandle.current().pid(), Stamps.iso(clock.instant()));
    }

    @Override
    public Holder holder(Seen lock) {
        return Holder.UNKNOWN;
    }

    @Override
    public boolean stale(Seen lock) {
        return false;
    }
}
