package dev.gatehouse.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way the system goes to a folder now, link by link. Two trails to one folder are equal as long as nothing on the way
 * was replaced.
 *
 * @param steps from the root on; the last one is the folder itself, or the last folder that exists on the way to it
 */
record Trail(List<Step> steps) {
    /** As many links as Linux follows before it says that they go in circles. */
    private static final int MOST_LINKS = 40;

    /** Keeps its own copy. */
    Trail {
        steps = List.copyOf(steps);
    }

    /**
     * One folder on the way.
     *
     * @param folder its path, which no link is part of
     * @param identity tells it from another folder of the same path
     * @param entry the name that is looked up in it, or null if it is where the trail leads
     */
    record Step(Path folder, Object identity, @Nullable Path entry) {
        /** What tells a folder from another of the same path; Windows has no file key. */
        static Object identity(BasicFileAttributes attributes) {
            return Objects.requireNonNullElse(attributes.fileKey(), attributes.creationTime());
        }
    }

    /** Goes the way to {@code folder}, an absolute path, as far as it leads. */
    static Trail to(Path folder) {
        Deque<Path> ahead = new ArrayDeque<>();
        folder.forEach(ahead::add);
        List<Step> steps = new ArrayList<>();
        Path here = root(folder);
        Object identity = identity(here);
        int links = 0;
        while (identity != null && !ahead.isEmpty()) {
            Path entry = ahead.remove();
            if (stays(entry)) {
                continue;
            }
            if (entry.toString().equals("..")) {
                here = Objects.requireNonNullElse(here.getParent(), here);
                identity = identity(here);
                continue;
            }
            steps.add(new Step(here, identity, entry));
            Path next = here.resolve(entry);
            BasicFileAttributes attributes = look(next);
            if (attributes == null) {
                return new Trail(steps);
            }
            if (attributes.isSymbolicLink()) {
                Path target = target(next);
                if (target == null || ++links > MOST_LINKS) {
                    return new Trail(steps);
                }
                List<Path> names = new ArrayList<>();
                target.forEach(names::add);
                names.reversed().forEach(ahead::addFirst);
                if (target.isAbsolute()) {
                    here = root(target);
                    identity = identity(here);
                }
            } else if (attributes.isDirectory()) {
                here = next;
                identity = Step.identity(attributes);
            } else {
                return new Trail(steps);
            }
        }
        if (identity != null) {
            steps.add(new Step(here, identity, null));
        }
        return new Trail(steps);
    }

    /** The folder that the trail leads to, or null if it is not there. */
    @Nullable
    Path end() {
        return steps.isEmpty() || steps.getLast().entry() != null
                ? null
                : steps.getLast().folder();
    }

    private static boolean stays(Path entry) {
        String name = entry.toString();
        return name.isEmpty() || name.equals(".");
    }

    private static Path root(Path absolute) {
        return Objects.requireNonNull(absolute.getRoot(), "an absolute path has a root");
    }

    private static @Nullable Object identity(Path folder) {
        BasicFileAttributes attributes = look(folder);
        return attributes == null ? null : Step.identity(attributes);
    }

    /** What cannot be looked at is as good as missing: nothing behind it can be read either. */
    private static @Nullable BasicFileAttributes look(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException _) {
            return null;
        }
    }

    private static @Nullable Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException _) {
            // Replaced since it was looked at; the next look tells.
            return null;
        }
    }
}
