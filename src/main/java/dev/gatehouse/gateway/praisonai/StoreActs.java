package dev.gatehouse.gateway.praisonai;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.StoreProblems;
import dev.gatehouse.io.FileFault;
import dev.gatehouse.io.FileGuard;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SenderGrant;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Carries out decisions on the store. */
final class StoreActs {
    /** How often to begin again when the file changes under the hands. */
    private static final int ATTEMPTS = 3;

    /** How long another console may be at it. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /** The longest id that is written; no platform has such. */
    private static final int LONGEST_ID = 128;

    private final String profile;
    private final Duration life;
    private final StoreSide store;
    private final Codes codes;
    private final Obstacle obstacle;

    /** Tells why the store cannot be written now, or null if it can. */
    interface Obstacle {
        @Nullable
        Phrase now();
    }

    StoreActs(String profile, Duration life, StoreSide store, Codes codes, Obstacle obstacle) {
        this.profile = profile;
        this.life = life;
        this.store = store;
        this.codes = codes;
        this.obstacle = obstacle;
    }

    /** Something that changes what was read, and may be begun again. */
    private interface Act {
        /** The change, or a problem if nothing is to be written. */
        PairingEdit on(PairingFile.Contents before) throws GatewayException;
    }

    /** Lets somebody in. */
    Receipt approve(DmRequest shown, Decision.Options options) throws GatewayException {
        Instant now = store.environment().clock().instant();
        // As it was entered: what is written down is what the decision says, or nothing.
        String person = options.person();
        String label = Name.of(options.label()).text();
        List<Phrase> remarks = new ArrayList<>();
        String[] named = new String[1];
        change(before -> {
            PendingRow row = find(shown, before, now);
            String who = person(row, person);
            checkCode(row, options.code(), who);
            named[0] = who;
            remarks.clear();
            sameLabel(label, row.channel(), who, before.paired(), remarks);
            PairingEdit edit = new PairingEdit(before);
            edit.drop(other -> same(other, row));
            edit.pair(row.channel(), who, label, now);
            return edit;
        });
        String channel = shown.key().channel();
        store.written().paired(channel, named[0], now);
        if (!Platforms.wired(channel)) {
            remarks.add(Phrase.of("praisonai.remark.not-wired", Name.of(channel).text()));
        }
        remarks.add(Phrase.of(running() ? "praisonai.remark.restart" : "praisonai.remark.start"));
        return new Receipt(Phrase.of("praisonai.receipt.approved"), List.of(store.source()), remarks);
    }

    /** Takes out what somebody waits with; the product has no refusal of its own. */
    Receipt reject(DmRequest shown) throws GatewayException {
        Instant now = store.environment().clock().instant();
        change(before -> {
            PendingRow row = find(shown, before, now);
            PairingEdit edit = new PairingEdit(before);
            edit.drop(other -> same(other, row));
            return edit;
        });
        return new Receipt(
                Phrase.of("praisonai.receipt.rejected"),
                List.of(store.source()),
                List.of(Phrase.of("praisonai.remark.not-told")));
    }

    /** Takes people out; whoever is gone already is as wanted, unless nobody is left of those that were shown. */
    Receipt revoke(List<? extends Grant> shown) throws GatewayException {
        List<SenderGrant> wanted = shown.stream()
                .filter(grant -> grant.origins().stream().anyMatch(origin -> origin.type() != Origin.Type.CONFIG))
                .filter(SenderGrant.class::isInstance)
                .map(SenderGrant.class::cast)
                .toList();
        int[] rows = new int[1];
        change(before -> {
            PairingEdit edit = new PairingEdit(before);
            rows[0] = edit.unpair(row -> wanted.stream()
                    .anyMatch(grant -> row.is(grant.key().channel(), grant.key().subject())));
            if (rows[0] == 0) {
                throw new GatewayException(new Problem.GrantChanged());
            }
            return edit;
        });
        Instant now = store.environment().clock().instant();
        wanted.forEach(grant ->
                store.written().unpaired(grant.key().channel(), grant.key().subject(), now));
        List<Phrase> remarks = new ArrayList<>();
        if (running()) {
            remarks.add(Phrase.of("praisonai.remark.restart"));
        }
        long kept = shown.stream().filter(grant -> !grant.lasting().isEmpty()).count();
        if (kept > 0) {
            remarks.add(Phrase.of("praisonai.remark.config-keeps", kept));
        }
        return new Receipt(Phrase.of("praisonai.receipt.revoked", rows[0]), List.of(store.source()), remarks);
    }

    private PendingRow find(DmRequest shown, PairingFile.Contents before, Instant now) throws GatewayException {
        PendingRow row = before.pending().stream()
                .filter(candidate -> candidate.channel().equals(shown.key().channel()))
                .filter(candidate -> candidate.created().text().equals(shown.id()))
                .findFirst()
                .orElseThrow(() -> new GatewayException(new Problem.Changed(null)));
        if (row.over(now, life)) {
            throw new GatewayException(new Problem.Changed(null));
        }
        DmRequest request = row.request(profile, life);
        if (!shown.sameAsShown(request)) {
            throw new GatewayException(new Problem.Changed(request));
        }
        return row;
    }

    /** All codes of one person, for every message makes another; of nobody known only the one. */
    private static boolean same(PendingRow other, PendingRow row) {
        return other.id().equals(row.id())
                || (row.person() != null
                        && row.person().equals(other.person())
                        && row.channel().equals(other.channel()));
    }

    private static String person(PendingRow row, String entered) throws GatewayException {
        String bound = row.person();
        if (bound == null && entered.isEmpty()) {
            throw particular("praisonai.person.missing");
        }
        if (bound != null && !entered.isEmpty() && !bound.equals(entered)) {
            // PraisonAI itself would use the code up over this.
            throw particular("praisonai.person.other");
        }
        String who = bound == null ? entered : bound;
        boolean odd = who.length() > LONGEST_ID
                || !Name.of(who.substring(0, Math.min(who.length(), Name.LONGEST)))
                        .doubts()
                        .isEmpty();
        if (bound == null && (odd || who.contains(" ") || who.equals(PairedRow.DENIED) || who.equals("*"))) {
            throw particular("praisonai.person.odd");
        }
        return who;
    }

    /** A code in place of the person is what goes wrong over HTTP; it must not go wrong here. */
    private void checkCode(PendingRow row, @Nullable PairingCode typed, String who) throws GatewayException {
        if (typed != null && !codes.belongs(row, typed.value())) {
            throw new GatewayException(Codes.wrong());
        }
        Set<String> names = new HashSet<>(Codes.readings(who));
        String code = row.code();
        boolean known = code != null && names.contains(code);
        boolean told = typed != null && Codes.readings(typed.value()).contains(who);
        if (row.person() == null && (known || told || hashed(row, who))) {
            throw particular("praisonai.person.is-code");
        }
    }

    private boolean hashed(PendingRow row, String who) throws GatewayException {
        return !row.hash().isEmpty()
                && codes.secrets().all().stream()
                        .anyMatch(secret -> secret.hash().hash(who).equals(row.hash()));
    }

    private static void sameLabel(
            String label, String channel, String who, List<PairedRow> paired, List<Phrase> remarks) {
        boolean taken =
                !label.isEmpty() && paired.stream().anyMatch(row -> row.label().equals(label) && !row.is(channel, who));
        if (taken) {
            remarks.add(Phrase.of("praisonai.remark.same-label", label));
        }
    }

    private boolean running() {
        return !(store.running() instanceof Running.Answer.No);
    }

    private static GatewayException particular(String key) {
        return new GatewayException(new Problem.Particular(Phrase.of(key), Phrase.of(key + ".remedy"), null));
    }

    private void require() throws GatewayException {
        Phrase why = obstacle.now();
        if (why != null) {
            throw new GatewayException(new Problem.NotOffered(why));
        }
    }

    private void change(Act act) throws GatewayException {
        require();
        PairingFile file = store.file();
        try (FileGuard _ = FileGuard.of(file.path(), PATIENCE)) {
            for (int attempt = 1; ; attempt++) {
                PairingFile.Contents before = file.read();
                Problem unwritable = before.obstacle();
                if (unwritable != null) {
                    throw new GatewayException(unwritable);
                }
                try {
                    file.write(before, act.on(before), this::require);
                    return;
                } catch (FileFault.Changed e) {
                    if (attempt == ATTEMPTS) {
                        throw StoreProblems.exception(e, file.path());
                    }
                }
            }
        } catch (IOException e) {
            throw StoreProblems.exception(e, file.path());
        }
    }
}
