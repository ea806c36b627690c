package dev.gatehouse.ui.requests;

import java.util.List;
import javafx.collections.ObservableListBase;

/** The lines on screen. Changes as a whole, and tells only of the part that differs. */
final class LineList extends ObservableListBase<Line> {
    private List<Line> lines = List.of();

    @Override
    public Line get(int index) {
        return lines.get(index);
    }

    @Override
    public int size() {
        return lines.size();
    }

    /** Shows {@code next} from now on, which nobody else changes. */
    void show(List<Line> next) {
        List<Line> before = lines;
        int least = Math.min(before.size(), next.size());
        int start = 0;
        while (start < least && before.get(start) == next.get(start)) {
            start++;
        }
        int end = 0;
        while (end < least - start && before.get(before.size() - 1 - end) == next.get(next.size() - 1 - end)) {
            end++;
        }
        lines = next;
        if (start == before.size() - end && start == next.size() - end) {
            return;
        }
        beginChange();
        nextReplace(start, next.size() - end, before.subList(start, before.size() - end));
        endChange();
    }
}
