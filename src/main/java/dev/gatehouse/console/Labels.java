package dev.gatehouse.console;

import dev.gatehouse.pairing.SubjectKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The operator's own names for people and devices, for products that keep none. */
public final class Labels {
    /** The longest label, in characters. */
    public static final int LONGEST = 64;

    private static final int VERSION = 1;

    /** The form of the file. */
    private record Kept(int version, List<Label> labels) {
        static final Kept NONE = new Kept(VERSION, List.of());

        Kept {
            labels = labels == null ? List.of() : List.copyOf(labels);
        }

        Kept with(SubjectKey subject, String text) {
            List<Label> others = new ArrayList<>(labels);
            others.removeIf(label -> label.subject().equals(subject));
            if (!text.isEmpty()) {
                others.add(new Label(subject, text));
            }
            return new Kept(VERSION, others);
        }
    }

    private record Label(SubjectKey subject, String text) {}

    private final Map<SubjectKey, String> labels = new ConcurrentHashMap<>();
    private final @Nullable JsonFile<Kept> file;

    private Labels(@Nullable JsonFile<Kept> file) {
        this.file = file;
    }

    /** Labels that end with the process. */
    public static Labels inMemory() {
        return new Labels(null);
    }

    /**
     * The labels kept in {@code path}, which need not exist yet. Blocks on the disk.
     *
     * @throws IOException if it is there and cannot be read
     */
    public static Labels keptIn(Path path) throws IOException {
        JsonFile<Kept> file = new JsonFile<>(path, Kept.NONE, VERSION);
        Labels labels = new Labels(file);
        file.load().labels().forEach(one -> labels.labels.put(one.subject(), one.text()));
        return labels;
    }

    /** The label of {@code subject}, empty if there is none. */
    public String of(SubjectKey subject) {
        return labels.getOrDefault(subject, "");
    }

    /**
     * Names {@code subject}; an empty label forgets it. Blocks on the disk.
     *
     * @param keep whether it is for longer than this run
     * @throws IOException if it could not be kept; it counts until the console ends
     */
    void set(SubjectKey subject, String label, boolean keep) throws IOException {
        String text = label.strip();
        String cut = text.substring(0, Math.min(text.length(), LONGEST));
        if (cut.isEmpty()) {
            labels.remove(subject);
        } else {
            labels.put(subject, cut);
        }
        if (keep && file != null) {
            file.update(kept -> kept.with(subject, cut));
        }
    }
}
