package dev.gatehouse.ui.gateways;

import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.FormField;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.gateway.Snapshot.Quota;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.Chip.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says how gateways stand. */
final class GatewayWords {
    /**
     * A door, and what a stranger meets there.
     *
     * @param name the channel and account
     * @param says what happens to a stranger, in lines
     * @param places how many places are taken, empty where that is not limited
     * @param full whether no place is left
     */
    record Door(String name, List<String> says, String places, boolean full) {}

    /**
     * What does not work, and why.
     *
     * @param what the acts
     * @param why the reason they share
     */
    record Absent(String what, String why) {}

    private static final Set<Feature> MESSAGES = EnumSet.of(
            Feature.APPROVE_DM, Feature.REJECT_DM, Feature.REVOKE_SENDER, Feature.NOTIFY, Feature.MAKE_OWNER);
    private static final Set<Feature> DEVICES = EnumSet.of(
            Feature.APPROVE_DEVICE,
            Feature.REJECT_DEVICE,
            Feature.REMOVE_DEVICE,
            Feature.RENAME_DEVICE,
            Feature.ROTATE_TOKEN,
            Feature.REVOKE_ROLE);
    private static final Set<Feature> CODES =
            EnumSet.of(Feature.ISSUE_CODE, Feature.LIST_CODES, Feature.CANCEL_CODE, Feature.FIND_BY_CODE);

    private final Words words;

    GatewayWords(Words words) {
        this.words = words;
    }

    Words plain() {
        return words;
    }

    /** The state in a word or two. */
    String brief(GatewayStatus status) {
        return switch (status.state()) {
            case GatewayState.Connecting ignored -> words.say("gateways.connecting");
            case GatewayState.Live ignored when status.down() -> words.say("gateways.down");
            case GatewayState.Polling ignored when status.down() -> words.say("gateways.down");
            case GatewayState.Live ignored -> words.say(status.inPart() ? "gateways.live.partly" : "gateways.live");
            case GatewayState.Polling(var every) -> words.say("gateways.polling", every.toSeconds());
            case GatewayState.Offline(var problem, var since, var retryAt) ->
                switch (problem) {
                    case LinkProblem.Starting ignored -> words.say("gateways.starting");
                    case LinkProblem.Restarting ignored -> words.say("gateways.restarting");
                    case LinkProblem.PairingRequired ignored -> words.say("gateways.pairing");
                    default -> words.say("gateways.offline", since);
                };
        };
    }

    /** How much the state asks for the eye. */
    static Tone tone(GatewayStatus status) {
        return switch (status.state()) {
            case GatewayState.Connecting ignored -> Tone.NEUTRAL;
            case GatewayState.Live ignored -> status.inPart() ? Tone.WARNING : Tone.SUCCESS;
            case GatewayState.Polling ignored -> status.inPart() ? Tone.WARNING : Tone.SUCCESS;
            case GatewayState.Offline(LinkProblem.PairingRequired waits, var since, var retryAt) -> Tone.ACCENT;
            case GatewayState.Offline(var problem, var since, var retryAt) ->
                Aid.passes(problem) ? Tone.NEUTRAL : Tone.DANGER;
        };
    }

    /** The state in sentences. */
    String state(GatewayStatus status) {
        Instant last = status.lastAnswer();
        return switch (status.state()) {
            case GatewayState.Connecting ignored -> words.say("gateways.connecting.long");
            case GatewayState.Live(var safety, var polled) -> live(safety, polled) + " " + last(last);
            case GatewayState.Polling(var every) ->
                words.say("gateways.polling.long", every.toSeconds()) + " " + last(last);
            case GatewayState.Offline(var problem, var since, var retryAt) ->
                (last == null
                                ? words.say("gateways.offline.never")
                                : words.say("gateways.offline.long", since) + " " + last(last))
                        + retry(retryAt);
        };
    }

    private String live(Duration safety, Set<Kind> polled) {
        if (polled.isEmpty()) {
            return words.say("gateways.live.long");
        }
        String kinds = polled.stream()
                .sorted()
                .map(kind -> words.say("gateways.kind." + kind))
                .collect(Collectors.joining(", "));
        return words.say("gateways.live.polled", kinds, safety.toSeconds());
    }

    private String last(@Nullable Instant last) {
        return last == null ? words.say("gateways.offline.never") : words.say("gateways.last", last);
    }

    private String retry(Instant at) {
        return " "
                + (at.equals(Instant.MAX)
                        ? words.say("gateways.offline.halted")
                        : words.say("gateways.offline.retry", at));
    }

    /** What is wrong as a whole, or null. */
    static @Nullable Problem problem(GatewayStatus status) {
        return status.state() instanceof GatewayState.Offline(var problem, var since, var retryAt) ? problem : null;
    }

    /** Product and version, as far as is known. */
    String product(GatewayStatus status, String productName) {
        Identity identity = status.identity();
        if (identity == null) {
            return productName;
        }
        return identity.version().isEmpty()
                ? identity.product()
                : words.say("gateways.product", identity.product(), identity.version());
    }

    /** The places at the ends of the routes. */
    static String place(GatewayProfile profile) {
        return profile.routes().stream().map(route -> route.instance()).collect(Collectors.joining(", "));
    }

    /** The second line of a row. */
    String second(GatewayStatus status, String productName) {
        Problem problem = problem(status);
        if (problem != null) {
            return sentence(problem) + " " + words.say(problem.remedy());
        }
        Optional<Problem> worst = Aid.worst(status).findFirst();
        if (worst.isPresent()) {
            return sentence(worst.get());
        }
        StringJoiner line = new StringJoiner(" · ");
        line.add(product(status, productName));
        line.add(place(status.profile()));
        return line.toString();
    }

    /** What is wrong, in a sentence; the fingerprint of a certificate is shown apart. */
    String sentence(Problem problem) {
        return switch (problem) {
            case LinkProblem.Untrusted(var address, var fingerprint, var expected) ->
                words.say(expected.isEmpty() ? "gateways.untrusted" : "gateways.untrusted.changed", address);
            default -> words.say(problem.sentence());
        };
    }

    /** What an act against a problem is called. */
    String aid(Aid aid) {
        return switch (aid) {
            case Aid.Enter(var kind) ->
                words.say(
                        switch (kind) {
                            case "token" -> "gateways.aid.enter.token";
                            case "password" -> "gateways.aid.enter.password";
                            default -> "gateways.aid.enter";
                        });
            case Aid.Line ignored -> words.say("gateways.aid.line");
            case Aid.Again ignored -> words.say("gateways.aid.again");
            case Aid.Trust ignored -> words.say("gateways.aid.trust");
            case Aid.Allow ignored -> words.say("gateways.aid.allow");
            case Aid.Open ignored -> words.say("gateways.aid.open");
            case Aid.AskKeychain ignored -> words.say("gateways.aid.keychain");
        };
    }

    /** The label of a field of a product's form. */
    String field(String product, FormField field) {
        return words.say("form." + product + "." + field.key() + ".label");
    }

    /** The difference of the clocks if it is worth telling, else empty. */
    String clocks(GatewayStatus status) {
        if (!status.clocksApart()) {
            return "";
        }
        Duration apart = status.clockAhead().abs();
        String how = apart.compareTo(Duration.ofHours(1)) >= 0
                ? words.say("gateways.clocks.hours", apart.toHours(), apart.toMinutesPart())
                : words.say("gateways.clocks.minutes", apart.toMinutes(), apart.toSecondsPart());
        return words.say(status.clockAhead().isNegative() ? "gateways.clocks.behind" : "gateways.clocks.ahead", how);
    }

    /** What a route is used for, or empty if it is the only one. */
    String uses(GatewayStatus status, Route.Type type) {
        Map<Feature, Route.Type> by = status.features().by();
        if (by.isEmpty()) {
            return "";
        }
        List<String> uses = new ArrayList<>();
        addUses(uses, status, type, "gateways.uses.messages", MESSAGES);
        addUses(uses, status, type, "gateways.uses.devices", DEVICES);
        addUses(uses, status, type, "gateways.uses.codes", CODES);
        return uses.isEmpty()
                ? words.say("gateways.uses.nothing")
                : words.say("gateways.uses", String.join(", ", uses));
    }

    private void addUses(List<String> uses, GatewayStatus status, Route.Type type, String all, Set<Feature> features) {
        List<Feature> there = features.stream()
                .filter(feature -> status.features().whyNot(feature) == null)
                .toList();
        List<Feature> here = there.stream()
                .filter(feature -> status.features().by().get(feature) == type)
                .toList();
        if (here.equals(there) && !here.isEmpty()) {
            uses.add(words.say(all));
        } else {
            here.forEach(feature -> uses.add(words.say("gateways.feature." + feature)));
        }
    }

    /** The doors, with policy and places. */
    List<Door> doors(GatewayStatus status) {
        record At(String channel, String account) {}
        Map<At, List<String>> says = new LinkedHashMap<>();
        Map<At, DoorPolicy> policies = new LinkedHashMap<>();
        Map<At, Quota> quotas = new LinkedHashMap<>();
        status.policies().stream()
                .sorted(Comparator.comparing(DoorPolicy::channel).thenComparing(DoorPolicy::account))
                .forEach(policy -> policies.put(new At(policy.channel(), policy.account()), policy));
        status.quotas().forEach(quota -> quotas.put(new At(quota.channel(), quota.account()), quota));
        policies.forEach((at, policy) -> {
            List<String> lines = says.computeIfAbsent(at, ignored -> new ArrayList<>());
            String mode = words.say("gateways.policy." + policy.mode());
            lines.add(policy.place().isEmpty() ? mode : words.say("gateways.policy.set", mode, policy.place()));
        });
        quotas.keySet().forEach(at -> says.computeIfAbsent(at, ignored -> new ArrayList<>()));
        return says.entrySet().stream()
                .map(entry -> door(
                        door(entry.getKey().channel(), entry.getKey().account()),
                        entry.getValue(),
                        quotas.get(entry.getKey())))
                .toList();
    }

    private Door door(String name, List<String> says, @Nullable Quota quota) {
        if (quota == null) {
            return new Door(name, List.copyOf(says), "", false);
        }
        String places =
                words.say(quota.full() ? "gateways.quota.full" : "gateways.quota", quota.taken(), quota.places());
        return new Door(name, List.copyOf(says), places, quota.full());
    }

    private String door(String channel, String account) {
        if (channel.isEmpty()) {
            return words.say("requests.door.every");
        }
        String key = "channel." + channel;
        String name = words.knows(key) ? words.say(key) : channel;
        if (account.isEmpty()) {
            return words.say("gateways.door.channel", name);
        }
        return account.equals("default") ? name : words.say("gateways.door", name, account);
    }

    /** What does not work, gathered by reason. */
    List<Absent> absent(GatewayStatus status) {
        Map<Phrase, List<String>> byReason = new LinkedHashMap<>();
        for (Feature feature : Feature.values()) {
            Phrase why = status.features().whyNot(feature);
            if (why != null) {
                byReason.computeIfAbsent(why, ignored -> new ArrayList<>())
                        .add(words.say("gateways.feature." + feature));
            }
        }
        return byReason.entrySet().stream()
                .map(entry -> new Absent(String.join(", ", entry.getValue()), words.say(entry.getKey())))
                .toList();
    }

    /** A row in one sentence, for a screen reader. */
    String accessible(GatewayStatus status, String productName) {
        return String.join(
                ", ",
                status.profile().name(),
                brief(status),
                second(status, productName).replace(" · ", ", "));
    }
}
