package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.gateway.Snapshot.Quota;
import dev.gatehouse.gateway.Snapshot.Trouble;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was found by several ways, put together into one snapshot. Used once, by one thread. */
final class Findings {
    /** What is done with people. */
    static final Set<Feature> MESSAGES = EnumSet.of(
            Feature.APPROVE_DM, Feature.REJECT_DM, Feature.NOTIFY, Feature.MAKE_OWNER, Feature.REVOKE_SENDER);

    private final List<Listed<PairingRequest>> requests = new ArrayList<>();
    private final List<Listed<Grant>> grants = new ArrayList<>();
    private final List<Quota> quotas = new ArrayList<>();
    private final List<DoorPolicy> policies = new ArrayList<>();
    private final List<Trouble> troubles = new ArrayList<>();
    private final List<Problem> notes = new ArrayList<>();
    private final Map<Kind, Phrase> unseen = new EnumMap<>(Kind.class);
    private final Map<Feature, Phrase> absent = new EnumMap<>(Feature.class);
    private final Map<Feature, Route.Type> by = new EnumMap<>(Feature.class);
    private Instant takenAt = Instant.EPOCH;

    /** The time at the gateway now. */
    void at(Instant now) {
        takenAt = now;
    }

    /** Requests that wait. */
    void requests(Collection<Listed<PairingRequest>> found) {
        requests.addAll(found);
    }

    /** Who is in. */
    void grants(Collection<? extends Listed<Grant>> found) {
        grants.addAll(found);
    }

    /** Places for requests. */
    void quotas(Collection<Quota> found) {
        quotas.addAll(found);
    }

    /** Doors; of one door the first word counts. */
    void policies(Collection<DoorPolicy> found) {
        for (DoorPolicy policy : found) {
            if (policies.stream()
                    .noneMatch(known -> known.channel().equals(policy.channel())
                            && known.account().equals(policy.account()))) {
                policies.add(policy);
            }
        }
    }

    /** What could not be read. */
    void troubles(Collection<Trouble> found) {
        troubles.addAll(found);
    }

    /** What the operator should know. */
    void note(Problem problem) {
        notes.add(problem);
    }

    /** Grants of {@code kinds} cannot be seen. */
    void unseen(Map<Kind, Phrase> kinds) {
        unseen.putAll(kinds);
    }

    /** What does not work of {@code all}, and by which way the rest works. */
    void features(Collection<Feature> all, Map<Feature, Phrase> without, Route.Type way) {
        for (Feature feature : all) {
            Phrase why = without.get(feature);
            by.remove(feature);
            absent.remove(feature);
            if (why == null) {
                by.put(feature, way);
            } else {
                absent.put(feature, why);
            }
        }
    }

    /** All that a store's files hold. */
    void files(Snapshot files) {
        at(files.takenAt());
        requests(files.requests());
        grants(files.grants());
        quotas(files.quotas());
        policies(files.policies());
        troubles(files.troubles());
    }

    /** All about devices that the gateway itself tells. */
    void devices(LiveSide.Up up, LivePart devices) {
        at(up.link().now());
        part(devices);
        features(EnumSet.complementOf(EnumSet.copyOf(MESSAGES)), up.devices().absent(), Route.Type.WEBSOCKET);
        up.link().hello().missing().names().forEach(scope -> note(new LinkProblem.ScopeMissing(scope)));
    }

    /** All about people that the gateway itself tells. */
    void messages(LiveSide.Up up, LivePart senders) {
        part(senders);
        unseen(senders.unseen());
        features(MESSAGES, up.senders().absent(), Route.Type.WEBSOCKET);
    }

    private void part(LivePart part) {
        requests(part.requests());
        grants(part.grants());
        quotas(part.quotas());
        policies(part.policies());
        troubles(part.troubles());
    }

    Features features() {
        return new Features(absent, by);
    }

    Snapshot snapshot() {
        return new Snapshot(takenAt, requests, grants, quotas, policies, troubles, notes, unseen);
    }
}
