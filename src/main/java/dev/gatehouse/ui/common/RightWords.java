package dev.gatehouse.ui.common;

import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Right;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says rights in words. A right that has none is named as the product names it. */
public final class RightWords {
    /** The rights of a CLASP router: an action and a pattern of addresses. */
    private static final Pattern PATTERN = Pattern.compile("(read|write|admin):(/.*)");

    private final Words words;

    /** Rights in {@code words}. */
    public RightWords(Words words) {
        this.words = words;
    }

    /** One right, as a thing that somebody may do: "Administer". */
    public String name(Right right) {
        String key = "right." + right.name();
        return words.knows(key) ? words.say(key) : pattern(right, "right.on.").orElse(right.name());
    }

    /** One right within a sentence: "admin". */
    public String brief(Right right) {
        String key = "right." + right.name() + ".brief";
        return words.knows(key)
                ? words.say(key)
                : pattern(right, "right.on.brief.").orElseGet(() -> name(right));
    }

    /** A right on a pattern of addresses: "Read /lights/**", and of all there are, "Read everything". */
    private Optional<String> pattern(Right right, String key) {
        Matcher parts = PATTERN.matcher(right.name());
        if (!parts.matches()) {
            return Optional.empty();
        }
        String what = parts.group(2).equals("/**") ? words.say("right.on.everything") : parts.group(2);
        return Optional.of(words.say(key + parts.group(1), what));
    }

    /** All rights of {@code access}, roles included. */
    public String list(Access access) {
        return access.rights().stream().map(this::brief).collect(Collectors.joining(", "));
    }

    /** The rights of {@code access} beside its roles, heaviest first, at most {@code most} by name. */
    public String list(Access access, int most) {
        List<String> named = access.rights().stream()
                .filter(right -> right.type() != Right.Type.ROLE)
                .map(this::brief)
                .distinct()
                .toList();
        String text = String.join(", ", named.subList(0, Math.min(most, named.size())));
        return named.size() <= most ? text : words.say("right.more", text, named.size() - most);
    }
}
