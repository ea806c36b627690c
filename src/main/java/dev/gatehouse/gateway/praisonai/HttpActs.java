package dev.gatehouse.gateway.praisonai;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SenderGrant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries out decisions over HTTP: takes people out, and nothing else.
 *
 * @param http the way
 * @param store the store, where it is in sight; there it is compared first
 * @param clock this computer's time
 */
record HttpActs(HttpSide http, @Nullable StoreSide store, InstantSource clock) {
    /**
     * Takes people out, one after the other.
     *
     * @param people who is to go
     * @param kept how many of those that were shown the config lets in all the same
     */
    Receipt revoke(List<SenderGrant> people, long kept) throws GatewayException {
        int done = 0;
        boolean answered = true;
        for (SenderGrant person : people) {
            try {
                answered &= revoke(person, people.size() > 1);
                done++;
            } catch (GatewayException e) {
                throw done == 0 ? e : new GatewayException(new Problem.Partial(done, people.size(), e.problem()), e);
            }
        }
        List<Phrase> remarks = new ArrayList<>();
        remarks.add(Phrase.of("praisonai.remark.bots"));
        if (kept > 0) {
            remarks.add(Phrase.of("praisonai.remark.config-keeps", kept));
        }
        Phrase summary = answered
                ? Phrase.of("praisonai.receipt.http-revoked", done)
                : Phrase.of("praisonai.receipt.unanswered");
        return new Receipt(summary, List.of("POST " + http.address() + HttpSide.REVOKE), remarks, answered);
    }

    /** Whether the gateway answered. Among several, whoever is gone already is as wanted. */
    private boolean revoke(SenderGrant shown, boolean several) throws GatewayException {
        String channel = shown.key().channel();
        String person = shown.key().subject();
        if (store != null && store.file().read().paired().stream().noneMatch(row -> row.is(channel, person))) {
            if (several) {
                return true;
            }
            throw new GatewayException(new Problem.GrantChanged());
        }
        HttpSide.Revoked result = http.revoke(channel, person);
        if (result == HttpSide.Revoked.UNKNOWN) {
            throw new GatewayException(
                    store == null ? new Problem.GrantChanged() : HttpProblems.particular("praisonai.revoke.unknown"));
        }
        if (store != null && result == HttpSide.Revoked.DONE) {
            store.written().unpaired(channel, person, clock.instant());
        }
        return result == HttpSide.Revoked.DONE;
    }
}
