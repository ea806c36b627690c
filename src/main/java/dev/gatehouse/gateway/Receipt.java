package dev.gatehouse.gateway;

import dev.gatehouse.pairing.Phrase;
import java.util.List;

/**
 * What a gateway answered to a decision. It can be logged as it stands.
 *
 * @param summary what was done, in the product's terms
 * @param touched the files or calls that did it
 * @param remark what the operator should still know, may be empty
 * @param answered whether it answered at all; if not, it may have been done or not
 */
public record Receipt(Phrase summary, List<String> touched, List<Phrase> remark, boolean answered) {
    /** Keeps its own copies. */
    public Receipt {
        touched = List.copyOf(touched);
        remark = List.copyOf(remark);
    }

    /** An answer. */
    public Receipt(Phrase summary, List<String> touched, List<Phrase> remark) {
        this(summary, touched, remark, true);
    }
}
