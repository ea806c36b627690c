package dev.gatehouse.ui.common;

import dev.gatehouse.console.Resident;
import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Phrase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked once more before somebody is taken out with whom much power goes, wherever that is decided. */
public final class RevokeQuestion {
    private final Words words;

    /** Asks in {@code words}. */
    public RevokeQuestion(Words words) {
        this.words = words;
    }

    /**
     * What to ask before {@code resident} is taken out, or null if one click is enough.
     *
     * @param lasting what lets them in even after that
     */
    public Dialogs.@Nullable Question about(Resident resident, List<Phrase> lasting) {
        Access access = resident.grant().access();
        boolean own = resident.listed().own();
        if (!access.grave() && !own) {
            return null;
        }
        List<String> text = new ArrayList<>();
        if (own) {
            text.add(words.say("access.own.warning"));
        }
        if (access.grave()) {
            text.add(words.say(
                    access.asksAdmin() ? "access.revoke.admin" : "access.revoke.execution", resident.gateway()));
        }
        lasting.forEach(sentence -> text.add(words.say(sentence)));
        return new Dialogs.Question(
                words.say("access.revoke.title", resident.title()),
                String.join(" ", text),
                words.say("access.revoke.action", resident.title()),
                true);
    }
}
