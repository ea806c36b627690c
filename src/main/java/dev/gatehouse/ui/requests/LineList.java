package dev.gatehouse.ui.requests;

import dev.gatehouse.ui.requests.Line.Group;
import dev.gatehouse.ui.requests.Line.Heading;
import dev.gatehouse.ui.requests.Line.Row;
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

    /** The group of the line at {@code index}. */
    Group groupAt(int index) {
        for (int at = Math.min(index, size() - 1); at >= 0; at--) {
            switch (get(at)) {
                case Heading(Group group) -> {
                    return group;
                }
                case Row row -> {
                    if (!row.expired()) {
                        return Group.NEEDS_YOU;
                    }
                }
            }
        }
        return isEmpty() ? Group.NEEDS_YOU : Group.EXPIRED;
    }

    /** Where one is who goes so many rows down from {@code index}, or up if negative; headings are no rows. */
    int from(int index, int steps) {
        int step = Integer.signum(steps);
        int at = index;
        for (int left = Math.abs(steps); left > 0; left--) {
            int next = at + step;
            if (next >= 0 && next < size() && get(next) instanceof Heading) {
                next += step;
            }
            if (next < 0 || next >= size()) {
                break;
            }
            at = next;
        }
        return at;
    }
}
