package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Snapshot.Trouble;
import dev.gatehouse.gateway.openclaw.LiveCallException.Fate;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How calls are made that list or change something. A call that changes something is made once; whether it is made again is
 * the operator's word.
 *
 * @param link the connection
 */
record LiveActs(LiveLink link) {
    /** What a receipt says where it is not known whether anything was done. */
    static final Phrase UNANSWERED = Phrase.of("openclaw.receipt.unanswered");

    /** A call that asks. */
    interface Question<T> {
        T ask() throws LiveCallException;
    }

    /** A call that changes something. */
    interface Deed {
        /**
         * Does it.
         *
         * @return what the operator should know of it besides
         */
        List<Phrase> act() throws LiveCallException;
    }

    /** What to make of a refusal. */
    interface Refusal {
        /** The problem that it means, or null if it means what it says. */
        @Nullable
        Problem meaning() throws GatewayException;
    }

    /**
     * Asks {@code question}, where a list that cannot be read is no reason to go without the others.
     *
     * @param troubles hears of it
     * @throws GatewayException if the connection has ended
     */
    <T> Optional<T> list(String call, Question<T> question, List<Trouble> troubles) throws GatewayException {
        Problem obstacle = unscoped();
        if (obstacle != null) {
            troubles.add(new Trouble(call, obstacle));
            return Optional.empty();
        }
        try {
            return Optional.of(question.ask());
        } catch (LiveCallException e) {
            if (link.ended() != null) {
                throw e.toGateway();
            }
            troubles.add(new Trouble(call, e.problem()));
            return Optional.empty();
        }
    }

    /** Asks {@code question}, without whose answer nothing can be decided. */
    <T> T need(Question<T> question) throws GatewayException {
        Problem obstacle = unscoped();
        if (obstacle != null) {
            throw new GatewayException(obstacle);
        }
        try {
            return question.ask();
        } catch (LiveCallException e) {
            throw e.toGateway();
        }
    }

    /** Asked without the scope too often, the gateway ends the connection. */
    private @Nullable Problem unscoped() {
        return link.hello().scopes().has(LiveScopes.PAIRING) ? null : new LinkProblem.ScopeMissing(LiveScopes.PAIRING);
    }

    /**
     * Does {@code deed}, once.
     *
     * @param call the call it makes
     * @param done what was done if it was done
     * @param refusal asked if the gateway did not do it
     * @return the receipt; one that says so if no answer came, for then it may have been done
     */
    Receipt act(String call, Phrase done, Deed deed, Refusal refusal) throws GatewayException {
        try {
            return new Receipt(done, List.of(call), deed.act());
        } catch (LiveCallException e) {
            if (e.fate() == Fate.UNANSWERED) {
                return new Receipt(
                        UNANSWERED, List.of(call), List.of(e.problem().sentence()), false);
            }
            Problem meaning = e.fate() == Fate.REFUSED ? refusal.meaning() : null;
            throw meaning == null ? e.toGateway() : new GatewayException(meaning, e);
        }
    }

    /**
     * What it means that an act on {@code shown} was refused, now that {@code listed} is there: it is gone, or there as
     * another request, or null if it still stands as it was shown.
     */
    static <T extends PairingRequest> @Nullable Problem changed(List<T> listed, T shown) {
        try {
            PendingRows.match(listed, shown);
            return null;
        } catch (GatewayException e) {
            return e.problem();
        }
    }
}
