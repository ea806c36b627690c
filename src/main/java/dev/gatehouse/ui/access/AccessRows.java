package dev.gatehouse.ui.access;

import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Resident;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SenderGrant;
import dev.gatehouse.pairing.SubjectKey;
import dev.gatehouse.ui.access.AccessItem.Heading;
import dev.gatehouse.ui.access.AccessItem.Row;
import dev.gatehouse.ui.access.AccessItem.Twin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the lines of the list: who matches the filter, under the headings of their gateways, with what to warn of. */
final class AccessRows {
    /**
     * A resident, with what is costly to work out.
     *
     * @param resident who
     * @param text what a filter looks at
     * @param skeleton {@link Name#skeleton()} of the name that they chose
     */
    record Known(Resident resident, String text, String skeleton) {
        static Known of(Resident resident) {
            Grant grant = resident.grant();
            String text = String.join(
                    "\n",
                    resident.label(),
                    grant.name().text(),
                    grant.key().subject(),
                    grant.key().channel(),
                    grant.key().account(),
                    resident.gateway());
            return new Known(
                    resident, text.toLowerCase(Locale.ROOT), grant.name().skeleton());
        }
    }

    /** A door that people come through. */
    private record Door(String profile, String channel, String account) {
        static Door of(SubjectKey key) {
            return new Door(key.profile(), key.channel(), key.account());
        }
    }

    private record Skeleton(String profile, String name) {}

    private final Collection<Known> known;
    private final Map<String, GatewayStatus> gateways;
    private final Set<Door> letEverybodyIn = new HashSet<>();
    private final Map<Door, DoorPolicy> open = new HashMap<>();
    private final Map<Skeleton, List<Known>> names = new HashMap<>();

    AccessRows(Collection<Known> known, Map<String, GatewayStatus> gateways) {
        this.known = known;
        this.gateways = gateways;
        for (Known one : known) {
            Grant grant = one.resident().grant();
            if (grant instanceof SenderGrant sender && sender.everybody()) {
                letEverybodyIn.add(Door.of(grant.key()));
            }
            if (!one.skeleton().isEmpty()) {
                names.computeIfAbsent(skeleton(one), ignored -> new ArrayList<>())
                        .add(one);
            }
        }
        gateways.forEach((profile, status) -> status.policies().stream()
                .filter(policy -> policy.mode() == DoorPolicy.Mode.OPEN)
                .forEach(policy -> open.put(new Door(profile, policy.channel(), policy.account()), policy)));
    }

    private static Skeleton skeleton(Known one) {
        return new Skeleton(one.resident().grant().key().profile(), one.skeleton());
    }

    List<AccessItem> list(String search, AccessViewModel.Kinds kinds, String gateway, AccessOrder order) {
        List<String> terms = Arrays.stream(
                        search.strip().toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(term -> !term.isEmpty())
                .toList();
        Map<String, List<Known>> byGateway = new LinkedHashMap<>();
        gateways.keySet().forEach(profile -> byGateway.put(profile, new ArrayList<>()));
        known.forEach(one -> byGateway
                .computeIfAbsent(one.resident().grant().key().profile(), ignored -> new ArrayList<>())
                .add(one));
        Comparator<Resident> everybodyFirst = Comparator.comparing((Resident resident) -> !everybody(resident))
                .thenComparing(order.comparator());
        List<AccessItem> items = new ArrayList<>();
        byGateway.forEach((profile, all) -> {
            List<Row> rows = all.stream()
                    .filter(one -> (gateway.isEmpty() || gateway.equals(profile)) && matches(one, terms, kinds))
                    .map(Known::resident)
                    .sorted(everybodyFirst)
                    .map(this::row)
                    .toList();
            if (!rows.isEmpty()) {
                items.add(heading(profile, rows, all.size()));
                items.addAll(rows);
            }
        });
        return items;
    }

    private static boolean matches(Known one, List<String> terms, AccessViewModel.Kinds kinds) {
        boolean person = one.resident().grant() instanceof SenderGrant;
        boolean kind = switch (kinds) {
            case ALL -> true;
            case PEOPLE -> person;
            case DEVICES -> !person;
        };
        return kind && terms.stream().allMatch(one.text()::contains);
    }

    private Heading heading(String profile, List<Row> rows, int all) {
        int revocable = (int) rows.stream().filter(row -> row.whyNot() == null).count();
        boolean stale = rows.stream().allMatch(row -> row.resident().stale());
        Resident first = rows.getFirst().resident();
        GatewayStatus at = gateways.get(profile);
        boolean down = at != null && at.down();
        Phrase notAll = revocable == 0
                ? Phrase.of("access.revoke-all.none")
                : at == null ? null : at.features().whyNot(Feature.REVOKE_ALL);
        return new Heading(profile, first.gateway(), rows.size(), revocable, notAll, rows.size() < all, stale, down);
    }

    private Row row(Resident resident) {
        Phrase whyNot = resident.whyNotRevoke();
        boolean reachable = !resident.grant().revocable().isEmpty();
        return new Row(resident, twin(resident), reachable ? lasting(resident.grant()) : List.of(), whyNot);
    }

    private List<Phrase> lasting(Grant grant) {
        List<Phrase> sentences = new ArrayList<>();
        grant.lasting().forEach(origin -> sentences.add(Phrase.of("access.lasting.config", origin.place())));
        Door door = Door.of(grant.key());
        if (grant instanceof SenderGrant sender && !sender.everybody()) {
            DoorPolicy policy = open.get(door);
            if (letEverybodyIn.contains(door)) {
                sentences.add(Phrase.of("access.lasting.everybody"));
            } else if (policy != null) {
                sentences.add(Phrase.of("access.lasting.open", policy.place()));
            }
        }
        return sentences;
    }

    private @Nullable Twin twin(Resident resident) {
        Grant grant = resident.grant();
        Name mine = grant.name();
        if (mine.isEmpty()) {
            return null;
        }
        return names.getOrDefault(new Skeleton(grant.key().profile(), mine.skeleton()), List.of()).stream()
                .map(other -> other.resident().grant())
                .filter(other -> !other.key().equals(grant.key()))
                .map(other -> new Twin(
                        other.name().text(),
                        other.key().subject(),
                        other.name().text().equals(mine.text())))
                .findFirst()
                .orElse(null);
    }

    private static boolean everybody(Resident resident) {
        return resident.grant() instanceof SenderGrant sender && sender.everybody();
    }
}
