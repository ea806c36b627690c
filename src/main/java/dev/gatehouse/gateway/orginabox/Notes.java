package dev.gatehouse.gateway.orginabox;

import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.pairing.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the operator should know of a server besides its lists.
 *
 * @param rest the HTTP API, or null if there is none
 * @param look what was seen
 */
record Notes(@Nullable RestSide rest, OrgGateway.Look look) {
    /** All that apply. */
    List<Problem> all() {
        List<Problem> notes = new ArrayList<>();
        if (look.restProblem() != null) {
            notes.add(look.restProblem());
        }
        RestSide.Met met = rest == null ? null : rest.met();
        if (rest != null && met != null && met.open()) {
            notes.add(new Problem.Particular(
                    Phrase.of("oiab.note.open", rest.place()), Phrase.of("oiab.note.open.remedy"), null));
        }
        String unconfirmed = unconfirmed();
        if (!unconfirmed.isEmpty()) {
            notes.add(new Problem.Particular(
                    Phrase.of("oiab.note.unconfirmed", unconfirmed), Phrase.of("oiab.note.unconfirmed.remedy"), null));
        }
        if (Stream.of(Operation.APPROVE, Operation.REJECT, Operation.REVOKE)
                .anyMatch(operation -> look.ways().of(operation).equals(Optional.of(Route.Type.DATABASE)))) {
            notes.add(new Problem.Particular(
                    Phrase.of("oiab.note.database"), Phrase.of("oiab.note.database.remedy"), null));
        }
        return notes;
    }

    /** The spellings that are used and only inferred. */
    private String unconfirmed() {
        RestSide side = look.ways().rest();
        if (side == null) {
            return "";
        }
        return Stream.of(Operation.APPROVE, Operation.REJECT, Operation.REVOKE)
                .filter(operation -> look.ways().of(operation).equals(Optional.of(Route.Type.HTTP)))
                .filter(operation -> !side.confirmed().is(operation))
                .map(operation -> side.routes().of(operation).text(0))
                .collect(Collectors.joining(", "));
    }
}
