package dev.gatehouse.gateway.smith;

import dev.gatehouse.gateway.CodeOffer;
import dev.gatehouse.gateway.CodeOffer.Choice;
import dev.gatehouse.gateway.CodeOffer.Field;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.smith.PostgresView.Table;
import dev.gatehouse.gateway.smith.PostgresView.UserRow;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The one sort of code that Smith makes: for an agent, and for anybody or one user. */
final class Offers {
    static final String AGENT = "agent";
    static final String USER = "user";

    /** A menu longer than this helps nobody; ids can be typed. */
    private static final int MENU = 500;

    /** Nobody's ids are longer; the daemon itself checks nothing. */
    private static final int LONGEST = 200;

    private Offers() {}

    /** What can be made, as {@code look} shows it. */
    static List<CodeOffer> of(Look look, Features features) {
        PostgresView view = look.postgres();
        List<Choice> agents = view == null
                ? List.of()
                : view.agents().stream()
                        .map(agent -> new Choice(agent.id(), label(agent.id(), agent.display(), "")))
                        .toList();
        List<Choice> users = view == null
                ? List.of()
                : view.users().stream()
                        .filter(UserRow::active)
                        .limit(MENU)
                        .map(user -> new Choice(user.id(), label(user.username(), user.display(), user.role())))
                        .toList();
        boolean listed = agents.stream().anyMatch(choice -> choice.value().equals(look.agent()));
        List<Choice> withOwn = new ArrayList<>(agents);
        if (!listed) {
            withOwn.addFirst(new Choice(look.agent(), ""));
        }
        return List.of(new CodeOffer(
                KnownCodes.OFFER,
                List.of(
                        new Field(AGENT, true, look.agent(), withOwn, true),
                        new Field(USER, false, "", users, !look.knowsUsers() || users.size() == MENU)),
                features.whyNot(Feature.ISSUE_CODE)));
    }

    private static String label(String id, String display, String role) {
        List<String> parts = Stream.of(display, id.equals(display) ? "" : id, role)
                .filter(part -> !part.isBlank())
                .map(part -> Name.of(part).text())
                .toList();
        return String.join(" · ", parts);
    }

    /**
     * What is to be made.
     *
     * @param agent whom the code leads to
     * @param user the id of the user who alone may claim it, or empty
     */
    record Wanted(String agent, String user) {}

    /**
     * What {@code decision} asks for.
     *
     * @throws GatewayException if that makes no code
     */
    static Wanted wanted(Decision.IssueCode decision) throws GatewayException {
        if (!decision.offer().equals(KnownCodes.OFFER)) {
            throw new GatewayException(new Problem.NotOffered(Phrase.of("feature.not-offered")));
        }
        String agent = decision.values().getOrDefault(AGENT, "").strip();
        String user = decision.values().getOrDefault(USER, "").strip();
        if (agent.isEmpty() || agent.length() > LONGEST || user.length() > LONGEST) {
            throw new GatewayException(particular("smith.issue.agent"));
        }
        return new Wanted(agent, user);
    }

    /**
     * Whether a code for {@code user} could be redeemed: by nobody if there is no such user, or the user is not active.
     *
     * @throws GatewayException if not; where {@code view} does not show all users, nothing is known
     */
    static void claimable(String user, PostgresView view) throws GatewayException {
        if (!view.rights(Table.USERS).readable()) {
            return;
        }
        Optional<UserRow> row =
                view.users().stream().filter(one -> one.id().equals(user)).findFirst();
        if (row.isEmpty() || !row.get().active()) {
            throw new GatewayException(particular(row.isEmpty() ? "smith.issue.no-user" : "smith.issue.inactive"));
        }
    }

    private static Problem particular(String key) {
        return new Problem.Particular(Phrase.of(key), Phrase.of(key + ".remedy"), null);
    }
}
