package dev.gatehouse.gateway.clasp;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.clasp.RegistryCalls.EntityId;
import dev.gatehouse.gateway.clasp.RegistryCalls.Unanswered;
import dev.gatehouse.pairing.Client;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.Presence;
import dev.gatehouse.pairing.SubjectKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A relay's entity registry: what it holds counts from a client's next connect on. */
final class RegistryEnforcement implements Enforcement {
    private static final String CREATE = "POST /api/entities";
    private static final String STATUS = "PUT /api/entities/{id}/status";

    private final String profile;
    private final RegistryCalls calls;
    private final boolean all;

    /** By {@code calls}; {@code all} lists entities that no pairing made, too. */
    RegistryEnforcement(String profile, RegistryCalls calls, boolean all) {
        this.profile = profile;
        this.calls = calls;
        this.all = all;
    }

    @Override
    public String place() {
        return calls.there();
    }

    @Override
    public Route.Type way() {
        return Route.Type.HTTP;
    }

    @Override
    public Phrase words() {
        return Phrase.of("clasp.enforced.registry", place());
    }

    @Override
    public @Nullable Phrase obstacle() {
        return null;
    }

    @Override
    public boolean ownKeys() {
        return true;
    }

    @Override
    public Roll read() throws GatewayException {
        RegistryCalls.Listing listing = calls.list();
        List<Listed<Grant>> grants = new ArrayList<>();
        int suspended = 0;
        for (Entity entity : listing.entities()) {
            if (all || entity.paired()) {
                if (entity.status().equals(Entity.ACTIVE)) {
                    grants.add(new Listed<>(grant(entity), place(), absent(entity)));
                } else if (!entity.status().equals(Entity.REVOKED)) {
                    suspended++;
                }
            }
        }
        List<Problem> notes = new ArrayList<>();
        if (listing.leftOut() > 0) {
            notes.add(new Problem.LeftOut(place(), listing.leftOut()));
        }
        if (suspended > 0) {
            notes.add(new Problem.Particular(
                    Phrase.of("clasp.note.suspended", suspended), Phrase.of("clasp.note.suspended.remedy"), null));
        }
        return new Roll(grants, notes);
    }

    private static Map<Feature, Phrase> absent(Entity entity) {
        return entity.type().equals("router")
                ? Map.of(Feature.REMOVE_DEVICE, Phrase.of("clasp.absent.router"))
                : Map.of();
    }

    private DeviceGrant grant(Entity entity) {
        DeviceGrant grant = new DeviceGrant(
                new SubjectKey(profile, "", "", entity.id()),
                "",
                Name.of(entity.name()),
                Kind.CLIENT,
                entity.permissions().access(),
                List.of(),
                new Client("", Name.of(entity.type()).text(), "", "", ""),
                List.of(new Origin(Origin.Type.GATEWAY, "/api/entities")),
                entity.time(Entity.PAIRED_AT),
                null,
                Presence.UNKNOWN,
                Name.of(entity.metadata().getOrDefault(Entity.PAIRED_VIA, "")).text());
        // An end that anybody may have noted on what no pairing made is not the console's to keep.
        Instant end = entity.paired() ? entity.time(Entity.EXPIRES_AT) : null;
        return end == null ? grant : grant.withEnd(end);
    }

    @Override
    public Admitted admit(Admission admission) throws GatewayException {
        Waiting waiting = admission.waiting();
        EntityId id = new EntityId(waiting.entity());
        Optional<Entity> before = calls.get(id);
        boolean replaced = before.isPresent();
        if (replaced && !before.get().paired()) {
            throw new GatewayException(new Problem.Particular(
                    Phrase.of("clasp.not-paired-here", id.value()), Phrase.of("clasp.not-paired-here.remedy"), null));
        }
        List<Phrase> remarks = new ArrayList<>();
        try {
            if (replaced) {
                // The registry cannot change what an entity may do; of the same key it becomes the same entity.
                calls.delete(id);
                remarks.add(Phrase.of("clasp.remark.replaced"));
            }
            Entity made = create(admission, replaced);
            if (!made.id().equals(id.value())) {
                throw new GatewayException(new Problem.Particular(
                        Phrase.of("clasp.other-entity", Name.of(made.id()).text()),
                        Phrase.of("clasp.other-entity.remedy"),
                        null));
            }
        } catch (Unanswered _) {
            if (calls.get(id).filter(now -> made(now, admission)).isEmpty()) {
                return new Admitted(null, unanswered(CREATE));
            }
        }
        remarks.add(Phrase.of("clasp.remark.write-reads"));
        Secret token = admission
                .key()
                .map(key -> EntityToken.mint(key, admission.at()))
                .orElse(null);
        remarks.add(Phrase.of(token == null ? "clasp.remark.own-token" : "clasp.remark.token-once"));
        return new Admitted(token, new Receipt(Phrase.of("clasp.receipt.approved"), List.of(CREATE), remarks));
    }

    private Entity create(Admission admission, boolean replaced) throws GatewayException, Unanswered {
        Waiting waiting = admission.waiting();
        try {
            return calls.create(
                    waiting.publicKey(),
                    waiting.name().text(),
                    admission.permissions().texts(),
                    admission.metadata());
        } catch (GatewayException e) {
            throw replaced ? new GatewayException(new Problem.Partial(1, 2, e.problem()), e) : e;
        }
    }

    private static boolean made(Entity now, Admission admission) {
        return now.status().equals(Entity.ACTIVE)
                && now.metadata().equals(admission.metadata())
                && now.scopes().equals(admission.permissions().texts());
    }

    private static Receipt unanswered(String call) {
        return new Receipt(Phrase.of("clasp.receipt.unanswered"), List.of(call), List.of(), false);
    }

    @Override
    public Receipt expel(DeviceGrant shown) throws GatewayException {
        EntityId id = new EntityId(shown.key().subject());
        Entity now = calls.get(id)
                .filter(entity -> entity.status().equals(Entity.ACTIVE))
                .orElseThrow(() -> new GatewayException(new Problem.GrantChanged()));
        DeviceGrant fresh = grant(now);
        if (!fresh.access().equals(shown.access()) || !fresh.name().equals(shown.name())) {
            throw new GatewayException(new Problem.GrantChanged());
        }
        try {
            calls.status(id, Entity.REVOKED);
        } catch (Unanswered _) {
            return unanswered(STATUS);
        }
        // The answer is empty and says nothing.
        boolean still = calls.get(id)
                .filter(entity -> !entity.status().equals(Entity.REVOKED))
                .isPresent();
        if (still) {
            throw new GatewayException(new Problem.Particular(
                    Phrase.of("clasp.not-revoked"), Phrase.of("clasp.not-revoked.remedy"), null));
        }
        return new Receipt(
                Phrase.of("clasp.receipt.revoked"), List.of(STATUS), List.of(Phrase.of("clasp.remark.next-connect")));
    }
}
