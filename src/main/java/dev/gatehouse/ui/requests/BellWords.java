package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Entry;
import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Name;

/**
 * What a notification says of a request. Anybody who passes the screen can read it, so it holds no code and no PIN; the
 * sentence is ours, and the name that a stranger chose stands in quotes below it with the id.
 */
public final class BellWords {
    private final Words words;
    private final RowWords rows;

    /** Words in the language of {@code words}. */
    public BellWords(Words words) {
        this.words = words;
        this.rows = new RowWords(words);
    }

    /** What is asked for, and where. */
    public String title(Entry entry) {
        Access access = entry.request().access();
        String key = access.asksAdmin()
                ? "bell.admin"
                : access.asksExecution()
                        ? "bell.commands"
                        : "bell." + entry.key().kind();
        return words.say(key, entry.gateway());
    }

    /**
     * Who asks, and how many wait besides.
     *
     * @param more how many
     */
    public String text(Entry entry, int more) {
        String id = RowWords.shortId(Name.of(entry.key().subject()).text());
        String title = rows.title(entry);
        String who = RowWords.isAnonymous(entry) ? title : words.say("bell.who", title, id);
        if (entry.key().kind() == Kind.DM) {
            who = words.say("bell.who.door", who, rows.door(entry.key()));
        }
        return more == 0 ? who : who + "\n" + words.say("bell.more", more);
    }
}
