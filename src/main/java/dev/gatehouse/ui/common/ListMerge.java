package dev.gatehouse.ui.common;

import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import javafx.collections.ObservableList;

/** Brings a list on screen to what it should be and touches only what differs, so that scroll position and focus stay. */
public final class ListMerge {
    private ListMerge() {}

    /**
     * Makes {@code list} equal to {@code wanted}.
     *
     * @param same whether two elements are versions of one row
     */
    public static <T> void merge(ObservableList<T> list, List<? extends T> wanted, BiPredicate<T, T> same) {
        int shorter = Math.min(list.size(), wanted.size());
        int head = 0;
        while (head < shorter && same.test(list.get(head), wanted.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && same.test(list.get(list.size() - 1 - tail), wanted.get(wanted.size() - 1 - tail))) {
            tail++;
        }
        int oldEnd = list.size() - tail;
        int newEnd = wanted.size() - tail;
        if (oldEnd > head) {
            list.remove(head, oldEnd);
        }
        if (newEnd > head) {
            list.addAll(head, wanted.subList(head, newEnd));
        }
        for (int i = 0; i < list.size(); i++) {
            if (!Objects.equals(list.get(i), wanted.get(i))) {
                list.set(i, wanted.get(i));
            }
        }
    }
}
