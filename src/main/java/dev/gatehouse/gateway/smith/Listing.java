package dev.gatehouse.gateway.smith;

import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.gateway.smith.PostgresView.Table;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Phrase;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the list of one look.
 *
 * @param profile id of the gateway profile
 * @param ways the ways that are configured
 * @param codes the codes that are known
 */
record Listing(String profile, Set<Route.Type> ways, KnownCodes codes) {
    private static final Map<Route.Type, String> SOURCES =
            Map.of(Route.Type.REDIS, RedisSide.SOURCE, Route.Type.DATABASE, PostgresSide.SOURCE);

    /** The list. */
    Snapshot of(Look look, Features features) {
        People people = new People(look.postgres(), look.redis());
        List<Snapshot.Trouble> troubles = new ArrayList<>();
        List<Problem> notes = new ArrayList<>();
        look.failed().forEach((way, problem) -> {
            String source = SOURCES.get(way);
            if (source == null) {
                // Without the daemon, what the stores hold is listed all the same.
                notes.add(problem);
            } else {
                troubles.add(new Snapshot.Trouble(source, problem));
            }
        });
        if (look.obstacle() != null) {
            notes.add(look.obstacle());
        }
        look.policy().ifPresent(policy -> notes.addAll(policy.notes()));
        if (look.hidden()) {
            notes.add(hidden(look));
        }
        notes.addAll(people.notes());
        return new Snapshot(
                        look.at(),
                        List.of(),
                        people.grants(profile),
                        List.of(),
                        look.policy().map(policy -> doors(policy, people)).orElse(List.of()),
                        troubles,
                        notes,
                        unseen(look))
                .withCodes(codes(look, people), Offers.of(look, features))
                .withQuiet(List.of(Phrase.of("smith.quiet")));
    }

    /** One policy holds for all platforms; where it lets everybody in, each row of Access has to say so. */
    private static List<DoorPolicy> doors(DmPolicy policy, People people) {
        return policy.mode() == DoorPolicy.Mode.OPEN
                ? Stream.concat(Stream.of(DmPolicy.EVERYWHERE), people.channels().stream())
                        .map(policy::door)
                        .toList()
                : List.of(policy.door(DmPolicy.EVERYWHERE));
    }

    private List<Listed<IssuedCode>> codes(Look look, People people) {
        RedisView view = look.redis();
        return view == null
                ? List.of()
                : codes.listed(view, look.at(), people::name).stream()
                        .map(code -> new Listed<>(code, RedisSide.SOURCE, Map.of()))
                        .toList();
    }

    private static Problem hidden(Look look) {
        PostgresView view = look.postgres();
        return new Problem.Particular(
                Phrase.of("smith.note.hidden", view == null ? "" : view.role()),
                Phrase.of("smith.note.hidden.remedy"),
                null);
    }

    private Map<Kind, Phrase> unseen(Look look) {
        Map<Kind, Phrase> unseen = new EnumMap<>(Kind.class);
        Phrase why = unseen(look.postgres());
        if (why != null) {
            unseen.put(Kind.DM, why);
        }
        return unseen;
    }

    private @Nullable Phrase unseen(@Nullable PostgresView view) {
        if (!ways.contains(Route.Type.DATABASE)) {
            return Phrase.of(ways.contains(Route.Type.REDIS) ? "smith.unseen.cache" : "smith.unseen.http");
        }
        if (view == null) {
            return null;
        }
        if (!view.rights(Table.CHAT_PAIRINGS).readable()) {
            return Phrase.of("smith.unseen.pairings", view.role());
        }
        return view.rights(Table.USER_IDENTITIES).readable() ? null : Phrase.of("smith.unseen.identities", view.role());
    }
}
