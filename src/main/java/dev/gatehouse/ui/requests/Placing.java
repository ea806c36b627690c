package dev.gatehouse.ui.requests;

import dev.gatehouse.ui.requests.Line.Group;
import dev.gatehouse.ui.requests.Line.Heading;
import dev.gatehouse.ui.requests.Line.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * How a list changes while the operator is at it: what stands keeps its place, what has gone keeps it too and says so, what
 * is new goes below.
 *
 * @param lines the list to show
 * @param newAbove how many of the new rows belong further up
 */
record Placing(List<Line> lines, int newAbove) {

    /**
     * Places {@code wanted}.
     *
     * @param shown what stands now
     * @param number the number of the list that stands now, for the marks of its rows
     */
    static Placing keeping(List<Line> shown, List<Line> wanted, int number) {
        for (Line line : wanted) {
            if (line instanceof Row row) {
                row.mark().want(row, number);
            }
        }
        List<Line> lines = new ArrayList<>(shown.size() + 8);
        int heading = -1;
        for (Line line : shown) {
            switch (line) {
                case Heading title -> {
                    heading = lines.size();
                    lines.add(title);
                }
                case Row row -> {
                    Row now = row.mark().wanted(number);
                    lines.add(now == null ? row.left() : now);
                }
            }
        }
        List<Line> newWaiting = new ArrayList<>();
        List<Line> newExpired = new ArrayList<>();
        List<Line> into = newWaiting;
        for (Line line : wanted) {
            switch (line) {
                case Heading ignored -> into = newExpired;
                case Row row -> {
                    if (!row.mark().standsIn(number)) {
                        (row.expired() ? newExpired : into).add(row);
                    }
                }
            }
        }
        if (heading < 0 && !newExpired.isEmpty()) {
            heading = lines.size();
            lines.add(new Heading(Group.EXPIRED));
        }
        lines.addAll(newExpired);
        lines.addAll(heading < 0 ? lines.size() : heading, newWaiting);
        return new Placing(lines, above(wanted, number));
    }

    private static int above(List<Line> wanted, int number) {
        int above = 0;
        boolean standsBelow = false;
        for (Line line : wanted.reversed()) {
            switch (line) {
                case Heading ignored -> standsBelow = false;
                case Row row -> {
                    if (row.mark().standsIn(number)) {
                        standsBelow = true;
                    } else if (standsBelow) {
                        above++;
                    }
                }
            }
        }
        return above;
    }
}
