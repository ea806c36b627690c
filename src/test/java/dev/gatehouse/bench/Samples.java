package dev.gatehouse.bench;

import java.util.List;

/** Many measurements of one thing. */
record Samples(List<Double> values) {
    /** Sorts. */
    Samples {
        values = values.stream().sorted().toList();
    }

    int count() {
        return values.size();
    }

    /** The value that {@code percent} of all do not exceed (nearest rank). */
    double percentile(double percent) {
        int rank = (int) Math.ceil(percent / 100 * values.size());
        return values.get(Math.clamp(rank - 1, 0, values.size() - 1));
    }

    double median() {
        return percentile(50);
    }
}
