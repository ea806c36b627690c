package dev.gatehouse.gateway.smith;

import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.smith.PostgresView.IdentityRow;
import dev.gatehouse.gateway.smith.PostgresView.PairingRow;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SenderGrant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who is in, put together from the three places that let somebody in: any one of them is enough (smith-core 0.2.6). */
final class People {
    private final Map<Sender, Person> people = new LinkedHashMap<>();
    private int leftOut;

    private static final class Person {
        private final List<Origin> origins = new ArrayList<>();
        private String name = "";
        private @Nullable Instant since;
        private boolean lasting;
        private boolean cached;
        private boolean linked;
        private boolean inactive;
    }

    /** What the two stores tell; null where one is not there. */
    People(@Nullable PostgresView postgres, @Nullable RedisView redis) {
        if (postgres != null) {
            postgres.pairings().forEach(this::pairing);
            postgres.identities().forEach(this::identity);
        }
        if (redis != null) {
            redis.active().forEach(this::active);
            leftOut += redis.leftOut();
        }
    }

    private Person person(Sender who) {
        return people.computeIfAbsent(who, _ -> new Person());
    }

    private void pairing(PairingRow row) {
        Platform platform = Platform.ofKey(row.platform()).orElse(null);
        if (platform == null) {
            leftOut++;
            return;
        }
        Person person = person(new Sender(platform, row.user()));
        person.lasting = true;
        person.since = row.since();
        person.origins.add(new Origin(Origin.Type.STORE, "PostgreSQL chat_pairings" + agent(row.agent())));
    }

    private void identity(IdentityRow row) {
        Person person = person(new Sender(Platform.ofEnvelope(row.platform()), row.user()));
        person.linked = true;
        person.inactive |= !row.active();
        person.since = person.since == null ? row.since() : person.since;
        person.name = row.display().isBlank() ? row.name() : row.display();
        String owner =
                row.owner().isEmpty() ? "" : ": user " + Name.of(row.owner()).text();
        person.origins.add(new Origin(Origin.Type.STORE, "PostgreSQL user_identities" + owner));
    }

    private void active(ActivePairing pairing) {
        Person person = person(pairing.who());
        person.cached = true;
        person.since = person.since == null ? pairing.since() : person.since;
        person.origins.add(new Origin(
                Origin.Type.STORE,
                "Redis " + Sender.ACTIVE + pairing.who().platform().key() + agent(pairing.agent())));
    }

    private static String agent(String agent) {
        return agent.isEmpty() ? "" : ": agent " + Name.of(agent).text();
    }

    /** What {@code who} is called, made safe; their id where the stores know no name. */
    String name(Sender who) {
        Person person = people.get(who);
        String name = person == null ? "" : person.name;
        return Name.of(name.isBlank() ? who.id() : name).text();
    }

    /** Everybody who is let in. */
    List<Listed<Grant>> grants(String profile) {
        List<Listed<Grant>> all = new ArrayList<>(people.size());
        people.forEach((who, person) -> all.add(new Listed<>(
                new SenderGrant(who.subject(profile), Name.of(person.name), person.origins, person.since, null),
                person.lasting || person.linked ? PostgresSide.SOURCE : RedisSide.SOURCE,
                Map.of())));
        return all;
    }

    /** The platforms that they come from. */
    Set<String> channels() {
        return people.keySet().stream()
                .map(who -> who.platform().envelope())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the operator should know of them. */
    List<Problem> notes() {
        List<Problem> notes = new ArrayList<>();
        long linkedOnly = people.values().stream()
                .filter(person -> person.linked && !person.lasting && !person.cached)
                .count();
        long inactive =
                people.values().stream().filter(person -> person.inactive).count();
        if (linkedOnly > 0) {
            notes.add(note("smith.note.linked", linkedOnly));
        }
        if (inactive > 0) {
            notes.add(note("smith.note.inactive", inactive));
        }
        if (leftOut > 0) {
            notes.add(new Problem.LeftOut("Redis chatbridge:pairing", leftOut));
        }
        return notes;
    }

    private static Problem note(String key, long count) {
        return new Problem.Particular(Phrase.of(key, count), Phrase.of(key + ".remedy", count), null);
    }
}
