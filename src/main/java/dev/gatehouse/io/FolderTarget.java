package dev.gatehouse.io;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** A folder that somebody wants to hear of, and what was last seen of it. Guarded by its {@link FolderWatch}. */
final class FolderTarget {
    private final Path folder;
    private final Set<Subscription> subscriptions = new LinkedHashSet<>();
    private Trail trail;
    private Fingerprint fingerprint = Fingerprint.NOTHING;
    private boolean live = true;

    FolderTarget(Path folder) {
        this.folder = folder;
        this.trail = Trail.to(folder);
    }

    Path folder() {
        return folder;
    }

    Set<Subscription> subscriptions() {
        return subscriptions;
    }

    Trail trail() {
        return trail;
    }

    /** Whether the system tells of changes; otherwise {@link #differs} has to be asked. */
    boolean live() {
        return live;
    }

    void live(boolean now) {
        if (live && !now) {
            // Whoever asked for this folder reads it after this, so only what comes later is news.
            fingerprint = Fingerprint.of(trail.end());
        }
        live = now;
    }

    /** Goes the way again; whether it leads elsewhere, or over other folders, than before. */
    boolean moved() {
        Trail now = Trail.to(folder);
        boolean moved = !now.equals(trail);
        trail = now;
        return moved;
    }

    /** Whether the folder holds something else than when this was last asked. */
    boolean differs() {
        Fingerprint now = Fingerprint.of(trail.end());
        boolean differs = !now.equals(fingerprint);
        fingerprint = now;
        return differs;
    }
}
