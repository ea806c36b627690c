package dev.gatehouse.gateway.praisonai;

import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Phrase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the console has written to a store, to be looked for with every later reading: nothing locks that file, and whoever
 * of the product runs writes its own idea of it over ours. Thread-safe.
 */
final class Written {
    /** More than anybody decides in a session; the oldest are forgotten. */
    private static final int MOST = 500;

    private record Person(String channel, String id) {}

    private record Act(boolean in, Instant at) {}

    private final Map<Person, Act> acts = new LinkedHashMap<>();

    /** The console has let somebody in. */
    void paired(String channel, String person, Instant at) {
        keep(channel, person, new Act(true, at));
    }

    /** The console has taken somebody out. */
    void unpaired(String channel, String person, Instant at) {
        keep(channel, person, new Act(false, at));
    }

    private synchronized void keep(String channel, String person, Act act) {
        Person key = new Person(channel, person);
        acts.remove(key);
        acts.put(key, act);
        if (acts.size() > MOST) {
            acts.remove(acts.keySet().iterator().next());
        }
    }

    /** What became of it, seen against who is in now. */
    synchronized List<Problem> lost(List<PairedRow> now) {
        List<Problem> notes = new ArrayList<>();
        acts.forEach((person, act) -> {
            boolean in = now.stream().anyMatch(row -> row.is(person.channel(), person.id()));
            if (in != act.in()) {
                String shown = Name.of(person.id()).text();
                String channel = Name.of(person.channel()).text();
                notes.add(
                        act.in()
                                ? new Problem.Particular(
                                        Phrase.of("praisonai.note.vanished", shown, channel, act.at()),
                                        Phrase.of("praisonai.note.vanished.remedy"),
                                        null)
                                : new Problem.Particular(
                                        Phrase.of("praisonai.note.returned", shown, channel, act.at()),
                                        Phrase.of("praisonai.note.returned.remedy"),
                                        null));
            }
        });
        return notes;
    }
}
