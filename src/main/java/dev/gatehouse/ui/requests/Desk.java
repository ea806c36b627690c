package dev.gatehouse.ui.requests;

import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.console.Resident;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.SubjectKey;
import org.jspecify.annotations.Nullable;

/** Where the list of requests hands over what the operator does. */
interface Desk {
    /** Carries out a decision. */
    void decide(Decision decision, Method method);

    /** The operator has read what became of a row. */
    void dismiss(RequestKey row);

    /** Names somebody. */
    void label(SubjectKey subject, String label);

    /** Who is in under that key, or null. */
    @Nullable
    Resident resident(Resident.Key key);

    /** Keeps a small choice until the next start. */
    void remember(String name, String value);
}
