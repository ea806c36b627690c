package dev.gatehouse.console;

import dev.gatehouse.pairing.Phrase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One decision in the history.
 *
 * @param id random
 * @param at when it was decided, local time
 * @param gateway id of the gateway profile
 * @param gatewayName what the operator called the gateway then
 * @param product id of its product
 * @param act what was decided
 * @param method how it was decided
 * @param shown what was on screen
 * @param details what the decision said besides: the role, the new name, what was to be done with an approval
 * @param result how it ended, or null if the console stopped before it knew
 */
public record HistoryEntry(
        String id,
        Instant at,
        String gateway,
        String gatewayName,
        String product,
        Act act,
        Method method,
        List<Shown> shown,
        List<Phrase> details,
        @Nullable Result result) {

    /** Keeps its own copies; what an older file lacks is empty. */
    public HistoryEntry {
        shown = List.copyOf(shown);
        details = details == null ? List.of() : List.copyOf(details);
    }

    /** What can be decided. */
    public enum Act {
        /** Let in. */
        APPROVE,
        /** Turned away. */
        REJECT,
        /** Taken out. */
        REVOKE,
        /** Everybody listed was taken out. */
        REVOKE_ALL,
        /** The token of one role was ended. */
        REVOKE_ROLE,
        /** A token was replaced. */
        ROTATE,
        /** Was given another name. */
        RENAME,
        /** A code was made. */
        ISSUE_CODE,
        /** A code was taken back. */
        CANCEL_CODE,
        /** A setting of the gateway's was changed. */
        CONFIGURE;

        /** Whether it is about people or devices, and not about a code or a setting. */
        public boolean aboutSomebody() {
            return this != ISSUE_CODE && this != CANCEL_CODE && this != CONFIGURE;
        }
    }

    /** How a decision was made; what it does not claim is that anybody's identity was verified. */
    public enum Method {
        /** A click or key on the row. */
        ONE_CLICK,
        /** A click or key, and a second question answered. */
        ASKED_AGAIN,
        /** The code that the asker had told the operator was typed, and was that of the request. */
        TYPED_CODE,
        /** The right PIN was entered, which the operator had shown. */
        PIN,
        /** The time was over that the operator had set with the approval. */
        EXPIRY
    }

    /**
     * How a decision ended.
     *
     * @param at when, local time
     * @param outcome {@link Outcome#word()}
     * @param said what the gateway answered, or the problem
     * @param touched the files or calls that did it
     * @param remarks what the operator was told besides
     */
    public record Result(Instant at, String outcome, Phrase said, List<String> touched, List<Phrase> remarks) {
        private static final Pattern MOMENT =
                Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z");

        /** Keeps its own copies. */
        public Result {
            touched = List.copyOf(touched);
            remarks = List.copyOf(remarks);
        }

        /** As it was before it went through a file: there, moments and phrases inside phrases are text and maps. */
        Result revived() {
            return new Result(
                    at,
                    outcome,
                    revived(said),
                    touched,
                    remarks.stream().map(Result::revived).toList());
        }

        private static Phrase revived(Phrase phrase) {
            return new Phrase(
                    phrase.key(), phrase.args().stream().map(Result::revived).toList());
        }

        private static Object revived(Object arg) {
            if (arg instanceof String text && MOMENT.matcher(text).matches()) {
                return Instant.parse(text);
            }
            if (arg instanceof Map<?, ?> map
                    && map.get("key") instanceof String key
                    && map.get("args") instanceof List<?> args) {
                return revived(
                        new Phrase(key, args.stream().<Object>map(one -> one).toList()));
            }
            return arg;
        }

        private static List<Phrase> and(List<Phrase> remarks, Phrase last) {
            return Stream.concat(remarks.stream(), Stream.of(last)).toList();
        }

        static Result of(Outcome outcome, Instant at) {
            return switch (outcome) {
                case Outcome.Confirmed(var receipt) ->
                    new Result(at, outcome.word(), receipt.summary(), receipt.touched(), receipt.remark());
                case Outcome.Accepted(var receipt, var unseen) ->
                    new Result(at, outcome.word(), receipt.summary(), receipt.touched(), and(receipt.remark(), unseen));
                case Outcome.NotConfirmed(var receipt, var doubt, var next, var wider) ->
                    new Result(at, outcome.word(), doubt, receipt.touched(), List.of(next));
                case Outcome.Refused(var problem) ->
                    new Result(at, outcome.word(), problem.sentence(), List.of(), List.of(problem.remedy()));
            };
        }
    }

    HistoryEntry ended(Result how) {
        return new HistoryEntry(id, at, gateway, gatewayName, product, act, method, shown, details, how);
    }
}
