package dev.gatehouse.console;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.Phrase;
import org.jspecify.annotations.Nullable;

/**
 * A code on the shelf.
 *
 * @param code the code; its text is gone once it is of no use any more
 * @param gateway what the operator calls the gateway
 * @param product id of the gateway's product
 * @param clock the time at that gateway
 * @param here whether it was made here
 * @param notCancel why it cannot be taken back, or null if it can
 * @param notSeen why nobody can see whether it was used, or null if that can be seen
 * @param stale whether the gateway does not answer now
 * @param progress what has become of a decision about it
 * @param forgotten why its text is not here any more although it is open, or null
 */
public record ShelvedCode(
        IssuedCode code,
        String gateway,
        String product,
        GatewayClock clock,
        boolean here,
        @Nullable Phrase notCancel,
        @Nullable Phrase notSeen,
        boolean stale,
        Progress progress,
        @Nullable Phrase forgotten) {

    /** A code whose text was not forgotten. */
    public ShelvedCode(
            IssuedCode code,
            String gateway,
            String product,
            GatewayClock clock,
            boolean here,
            @Nullable Phrase notCancel,
            @Nullable Phrase notSeen,
            boolean stale,
            Progress progress) {
        this(code, gateway, product, clock, here, notCancel, notSeen, stale, progress, null);
    }

    /** Which code. */
    public IssuedCode.Key key() {
        return code.key();
    }

    /** Whether somebody can still redeem it. */
    public boolean open() {
        return code.openAt(clock.instant());
    }

    ShelvedCode with(IssuedCode newCode) {
        return new ShelvedCode(newCode, gateway, product, clock, here, notCancel, notSeen, stale, progress, forgotten);
    }

    ShelvedCode with(Progress newProgress) {
        return new ShelvedCode(code, gateway, product, clock, here, notCancel, notSeen, stale, newProgress, forgotten);
    }

    /** Without its text, for the reason {@code why}. */
    ShelvedCode forgotten(Phrase why) {
        return new ShelvedCode(code.wiped(), gateway, product, clock, here, notCancel, notSeen, stale, progress, why);
    }

    ShelvedCode turnedStale() {
        return new ShelvedCode(code, gateway, product, clock, here, notCancel, notSeen, true, progress, forgotten);
    }

    /** Its gateway was read and did not list it. */
    ShelvedCode turnedFresh(Features features) {
        return new ShelvedCode(
                code,
                gateway,
                product,
                clock,
                here,
                features.whyNot(Feature.CANCEL_CODE),
                features.whyNot(Feature.LIST_CODES),
                false,
                progress,
                forgotten);
    }

    ShelvedCode at(String newGateway) {
        return new ShelvedCode(code, newGateway, product, clock, here, notCancel, notSeen, stale, progress, forgotten);
    }
}
