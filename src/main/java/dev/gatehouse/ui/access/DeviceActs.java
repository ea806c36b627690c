package dev.gatehouse.ui.access;

import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.console.Progress;
import dev.gatehouse.console.Resident;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.access.AccessItem.Row;
import dev.gatehouse.ui.common.Dialogs;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What can be done with a device besides taking it out: give it another name, a new token, or end one of its tokens. */
public final class DeviceActs {
    /** Where decisions go. */
    @FunctionalInterface
    interface Way {
        /**
         * Carries out a decision.
         *
         * @param done what to say once a fresh read shows it
         */
        void decide(Decision decision, Method method, Phrase done);
    }

    private final Words words;
    private final Dialogs dialogs;
    private final Function<String, @Nullable GatewayStatus> gateways;
    private final Predicate<Row> armed;
    private final Way way;

    DeviceActs(
            Words words,
            Dialogs dialogs,
            Function<String, @Nullable GatewayStatus> gateways,
            Predicate<Row> armed,
            Way way) {
        this.words = words;
        this.dialogs = dialogs;
        this.gateways = gateways;
        this.armed = armed;
        this.way = way;
    }

    /** Why {@code act} cannot be done with {@code row}, or null if it can. */
    public @Nullable Phrase whyNot(Row row, Feature act) {
        Resident resident = row.resident();
        if (resident.stale()) {
            return Phrase.of("access.stale.why", resident.gateway());
        }
        if (resident.progress() instanceof Progress.Deciding) {
            return Phrase.of("access.deciding.why");
        }
        Phrase own = resident.listed().whyNot(act);
        GatewayStatus at = gateways.apply(row.key().subject().profile());
        return own != null || at == null ? own : at.features().whyNot(act);
    }

    /** Has the gateway call the device of {@code row} by another name; a name that is blank or the same is none. */
    public void rename(Row row, String name) {
        String wanted = name.strip();
        if (row.resident().grant() instanceof DeviceGrant device
                && !wanted.isEmpty()
                && !wanted.equals(device.name().text())
                && whyNot(row, Feature.RENAME_DEVICE) == null) {
            way.decide(
                    new Decision.Rename(device, wanted),
                    Method.ONE_CLICK,
                    Phrase.of(
                            "access.renamed",
                            row.resident().title(),
                            row.resident().gateway(),
                            wanted));
        }
    }

    /** Gives the device of {@code row} a new token for {@code role}, after one more question. */
    public void rotate(Row row, String role) {
        ask(row, role, Feature.ROTATE_TOKEN, "access.rotate", device -> new Decision.RotateToken(device, role));
    }

    /** Ends the token of the device of {@code row} for {@code role}, after one more question. */
    public void revokeRole(Row row, String role) {
        ask(row, role, Feature.REVOKE_ROLE, "access.role", device -> new Decision.Revoke(device, role));
    }

    private void ask(Row row, String role, Feature act, String said, Function<DeviceGrant, Decision> decision) {
        Resident resident = row.resident();
        if (!(resident.grant() instanceof DeviceGrant device) || whyNot(row, act) != null || !armed.test(row)) {
            return;
        }
        String title = resident.title();
        String own = resident.listed().own() ? words.say("access.own.warning") + " " : "";
        dialogs.ask(
                new Dialogs.Question(
                        words.say(said + ".title", title, role),
                        own + words.say(said + ".text", role),
                        words.say(said + ".action", role),
                        true),
                () -> way.decide(
                        decision.apply(device),
                        Method.ASKED_AGAIN,
                        Phrase.of(said + ".done", title, resident.gateway(), role)));
    }
}
