package dev.gatehouse.gateway.orginabox;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SenderGrant;
import dev.gatehouse.pairing.SubjectKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Carries out decisions: looks, compares with what was shown, and asks for the change by one way. */
final class Acts {
    private final String profile;
    private final Looker looker;

    Acts(String profile, Looker looker) {
        this.profile = profile;
        this.looker = looker;
    }

    /** Looks at the server. */
    interface Looker {
        /** Looks, at least at the gateways {@code which}. */
        OrgGateway.Look look(Predicate<Bot> which) throws GatewayException;
    }

    /**
     * Does what was decided.
     *
     * @throws GatewayException if nothing was done
     */
    Receipt perform(Decision decision) throws GatewayException {
        return switch (decision) {
            case Decision.Approve(DmRequest shown, var options) -> {
                plain(shown, options);
                yield answer(Operation.APPROVE, shown);
            }
            case Decision.Reject(DmRequest shown, var reason) -> {
                offered(reason.isEmpty());
                yield answer(Operation.REJECT, shown);
            }
            case Decision.Revoke(SenderGrant shown, var role) -> {
                offered(role == null);
                yield revoke(shown);
            }
            case Decision.RevokeAll(var _, var shown) -> revokeAll(shown);
            case Decision.Approve _,
                    Decision.Reject _,
                    Decision.Revoke _,
                    Decision.RotateToken _,
                    Decision.Rename _,
                    Decision.AboutNobody _ ->
                throw new GatewayException(new Problem.NotOffered(Phrase.of("feature.not-offered")));
        };
    }

    /** Who and by which code has to be who asks, and by their code; nothing else can be done besides. */
    private static void plain(DmRequest shown, Decision.Options options) throws GatewayException {
        offered(!options.tell()
                && !options.makeOwner()
                && (options.person().isEmpty()
                        || options.person().equals(shown.key().subject()))
                && options.label().isEmpty()
                && options.access() == null
                && options.lasts() == null);
        if (options.code() != null && !options.code().equals(shown.code())) {
            throw new GatewayException(new Problem.Changed(shown));
        }
    }

    private static void offered(boolean so) throws GatewayException {
        if (!so) {
            throw new GatewayException(new Problem.NotOffered(Phrase.of("feature.not-offered")));
        }
    }

    private OrgGateway.Look look(SubjectKey door) throws GatewayException {
        // Which gateway an account is comes out only with the list of gateways; one of that channel it is.
        return looker.look(bot -> bot.kind().equals(door.channel()));
    }

    private Findings.Found match(OrgGateway.Look look, DmRequest shown) throws GatewayException {
        Problem noCodes = look.seen().noCodes();
        if (noCodes != null) {
            throw new GatewayException(noCodes);
        }
        Findings.Found now = new Findings(profile, look.seen()).waiting().get(shown.key());
        if (now == null) {
            Optional<Problem> unread = look.seen().troubles().stream()
                    .map(trouble -> trouble.problem())
                    .findFirst();
            throw new GatewayException(unread.orElse(new Problem.Changed(null)));
        }
        if (!shown.sameAsShown(now.request()) || !now.row().code().equals(shown.code())) {
            throw new GatewayException(new Problem.Changed(now.request()));
        }
        return now;
    }

    private Receipt answer(Operation operation, DmRequest shown) throws GatewayException {
        OrgGateway.Look look = look(shown.key().about());
        Findings.Found now = match(look, shown);
        Route.Type way = way(look, operation);
        RestSide.Ended ended = switch (way) {
            case COMMAND ->
                byCommand(look.ways()
                        .needCommand()
                        .approve(now.row().gateway(), now.row().code().value()));
            case DATABASE ->
                operation == Operation.APPROVE
                        ? look.ways().needDatabase().approve(now.row())
                        : look.ways().needDatabase().reject(now.row());
            default ->
                look.ways()
                        .needRest()
                        .act(
                                operation,
                                Map.of(
                                        "gateway", now.row().gateway(),
                                        "code", now.row().code().value(),
                                        "codeId", now.row().id(),
                                        "user", now.row().user(),
                                        "userId", now.row().id()));
        };
        if (ended == RestSide.Ended.UNKNOWN_ROUTE) {
            // Somebody else may have answered meanwhile: then the route may be right.
            match(look(shown.key().about()), shown);
            throw unknownRoute(look, operation);
        }
        if (ended == RestSide.Ended.GONE) {
            throw new GatewayException(new Problem.Changed(null));
        }
        if (way == Route.Type.HTTP && ended == RestSide.Ended.DONE) {
            look.ways()
                    .needRest()
                    .confirmed()
                    .sent(operation, now.row().gateway(), now.row().user(), shown.id());
        }
        return receipt(look, operation, way, ended, List.of());
    }

    private Receipt revoke(SenderGrant shown) throws GatewayException {
        return revoke(look(shown.key()), shown);
    }

    private Receipt revoke(OrgGateway.Look look, SenderGrant shown) throws GatewayException {
        Paired now = row(look, shown);
        Route.Type way = way(look, Operation.REVOKE);
        RestSide.Ended ended = switch (way) {
            case COMMAND -> byCommand(look.ways().needCommand().revoke(now.gateway(), now.user()));
            case DATABASE -> look.ways().needDatabase().revoke(now);
            default ->
                look.ways()
                        .needRest()
                        .act(
                                Operation.REVOKE,
                                Map.of("gateway", now.gateway(), "user", now.user(), "userId", now.id()));
        };
        if (ended == RestSide.Ended.UNKNOWN_ROUTE) {
            row(look(shown.key()), shown);
            throw unknownRoute(look, Operation.REVOKE);
        }
        if (ended == RestSide.Ended.GONE) {
            throw new GatewayException(new Problem.GrantChanged());
        }
        if (way == Route.Type.HTTP && ended == RestSide.Ended.DONE) {
            look.ways().needRest().confirmed().sent(Operation.REVOKE, now.gateway(), now.user(), "");
        }
        return receipt(look, Operation.REVOKE, way, ended, Requests.lasting(shown));
    }

    private Paired row(OrgGateway.Look look, SenderGrant shown) throws GatewayException {
        Optional<Paired> row = new Findings(profile, look.seen()).row(shown);
        if (row.isEmpty()) {
            throw new GatewayException(look.seen().troubles().stream()
                    .map(trouble -> trouble.problem())
                    .findFirst()
                    .orElse(new Problem.GrantChanged()));
        }
        return row.get();
    }

    private Receipt revokeAll(List<Grant> shown) throws GatewayException {
        OrgGateway.Look look = looker.look(_ -> true);
        Set<String> touched = new LinkedHashSet<>();
        Set<Phrase> remarks = new LinkedHashSet<>();
        boolean answered = true;
        int done = 0;
        for (Grant grant : shown) {
            try {
                if (grant instanceof SenderGrant sender) {
                    Receipt one = revoke(look, sender);
                    touched.addAll(one.touched());
                    remarks.addAll(one.remark());
                    answered &= one.answered();
                }
            } catch (GatewayException e) {
                if (!(e.problem() instanceof Problem.GrantChanged)) {
                    throw done == 0 ? e : new GatewayException(new Problem.Partial(done, shown.size(), e.problem()), e);
                }
                // They are out already.
            }
            done++;
        }
        return new Receipt(
                Phrase.of("oiab.receipt.revoked-all", shown.size()),
                List.copyOf(touched),
                List.copyOf(remarks),
                answered);
    }

    private static Route.Type way(OrgGateway.Look look, Operation operation) throws GatewayException {
        Optional<Route.Type> way = look.ways().of(operation);
        if (way.isEmpty()) {
            throw new GatewayException(new Problem.NotOffered(look.ways().whyNot(operation)));
        }
        return way.get();
    }

    private static RestSide.Ended byCommand(boolean inTime) {
        return inTime ? RestSide.Ended.DONE : RestSide.Ended.UNCLEAR;
    }

    /** The route is never tried in another spelling; the next decision goes another way, if there is one. */
    private static GatewayException unknownRoute(OrgGateway.Look look, Operation operation) {
        RestSide rest = look.ways().needRest();
        rest.confirmed().lost(operation);
        Phrase remedy = look.ways()
                .of(operation)
                .map(next -> Phrase.of("oiab.route-unknown.next." + next))
                .orElse(Phrase.of("oiab.route-unknown.remedy"));
        return new GatewayException(new Problem.Particular(
                Phrase.of("oiab.route-unknown", rest.routes().of(operation).text(0)), remedy, null));
    }

    private static Receipt receipt(
            OrgGateway.Look look, Operation operation, Route.Type way, RestSide.Ended ended, List<Phrase> besides) {
        List<Phrase> remarks = new ArrayList<>(besides);
        boolean answered = ended == RestSide.Ended.DONE;
        if (way == Route.Type.DATABASE) {
            remarks.add(Phrase.of("oiab.remark.pages"));
        }
        if (way == Route.Type.HTTP && !look.ways().needRest().confirmed().is(operation)) {
            remarks.add(Phrase.of("oiab.remark.unconfirmed"));
        }
        String touched = switch (way) {
            case COMMAND -> CommandSide.name(operation == Operation.APPROVE ? "pairing-approve" : "pairing-revoke");
            case DATABASE ->
                switch (operation) {
                    case APPROVE -> DatabaseColumns.CODES + ", " + DatabaseColumns.PAIRED;
                    case REJECT -> DatabaseColumns.CODES;
                    default -> DatabaseColumns.PAIRED;
                };
            default -> look.ways().needRest().routes().of(operation).text(0);
        };
        return new Receipt(
                Phrase.of("oiab.receipt." + operation.word() + "." + way), List.of(touched), remarks, answered);
    }
}
