package dev.gatehouse.gateway.smith;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.smith.PostgresView.Rights;
import dev.gatehouse.gateway.smith.PostgresView.Table;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SenderGrant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes somebody out of all three places, the lasting ones first and the cache last: the daemon fills the cache from
 * PostgreSQL, and makes a pairing of an identity (smith-core 0.2.6).
 */
final class Revocation {
    private static final int DELETES = 3;

    private final PostgresSide postgres;
    private final RedisSide redis;

    Revocation(PostgresSide postgres, RedisSide redis) {
        this.postgres = postgres;
        this.redis = redis;
    }

    /** Why {@code view}'s role cannot take anybody out for good, or null if it can. */
    static @Nullable Phrase obstacle(PostgresView view) {
        return obstacle(view.role(), view.tables());
    }

    private static @Nullable Phrase obstacle(String role, Map<Table, Rights> tables) {
        for (Table table : List.of(Table.CHAT_PAIRINGS, Table.USER_IDENTITIES)) {
            Rights rights = tables.getOrDefault(table, Rights.NONE);
            if (!rights.there()) {
                return Phrase.of("smith.revoke.no-table", table.table());
            }
            if (rights.hidden()) {
                return Phrase.of("smith.revoke.hidden", table.table(), role);
            }
            if (!rights.select() || !rights.delete()) {
                return Phrase.of("smith.revoke.denied", table.table(), role);
            }
        }
        return null;
    }

    private record Deleted(int identities, int pairings) {}

    /**
     * Takes {@code shown} out.
     *
     * @throws GatewayException if nothing was done, or only a part with {@link Problem.Partial}
     */
    Receipt revoke(SenderGrant shown) throws GatewayException {
        Sender who = Sender.of(shown.key());
        // Before anything is deleted: with Redis out of reach, what remains there would still let them in.
        boolean cached = redis.holds(who);
        Deleted deleted = postgres.act(tables -> {
            Phrase obstacle = obstacle(tables.role(), tables.rights());
            if (obstacle != null) {
                throw new GatewayException(new Problem.NotOffered(obstacle));
            }
            List<String> identities = tables.identitiesOf(who);
            if (identities.isEmpty() && !cached && !tables.paired(who)) {
                throw new GatewayException(new Problem.GrantChanged());
            }
            int gone = 0;
            for (String id : identities) {
                gone += tables.deleteIdentity(id);
            }
            return new Deleted(gone, tables.deletePairing(who));
        });
        try {
            boolean forgotten = redis.forget(who);
            boolean back = postgres.act(
                    tables -> tables.paired(who) || !tables.identitiesOf(who).isEmpty());
            if (!forgotten || back) {
                throw new GatewayException(new Problem.Particular(
                        Phrase.of("smith.revoke.back"), Phrase.of("smith.revoke.back.remedy"), null));
            }
        } catch (GatewayException e) {
            throw new GatewayException(new Problem.Partial(DELETES - 1, DELETES, e.problem()), e);
        }
        return receipt(who, deleted);
    }

    private static Receipt receipt(Sender who, Deleted deleted) {
        List<String> touched = new ArrayList<>();
        touched.add("DELETE user_identities (" + deleted.identities() + ")");
        touched.add("DELETE chat_pairings (" + deleted.pairings() + ")");
        touched.add("DEL " + Sender.ACTIVE + who.platform().key());
        List<Phrase> remarks = new ArrayList<>(List.of(Phrase.of("smith.revoke.next")));
        if (deleted.identities() > 0) {
            remarks.add(Phrase.of("smith.revoke.user-stays"));
        }
        return new Receipt(Phrase.of("smith.revoke.done"), touched, remarks);
    }
}
