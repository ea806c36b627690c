package dev.gatehouse.gateway.orginabox;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.pairing.Phrase;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which way a change goes: over HTTP where the server may know the route, else by the product's command, else straight to
 * the database.
 *
 * @param rest the HTTP API, or null if there is none or it does not answer
 * @param command the command, or null if it is not there or not to be used
 * @param database the database, or null if there is none
 */
record Ways(
        @Nullable RestSide rest,
        @Nullable CommandSide command,
        @Nullable DatabaseSide database) {
    private static final Map<Operation, Feature> FEATURES = Map.of(
            Operation.APPROVE, Feature.APPROVE_DM,
            Operation.REJECT, Feature.REJECT_DM,
            Operation.REVOKE, Feature.REVOKE_SENDER);

    /** What the product has not, or nobody knows how. */
    private static final Set<Feature> UNOFFERED = Set.of(
            Feature.APPROVE_DEVICE,
            Feature.REJECT_DEVICE,
            Feature.REMOVE_DEVICE,
            Feature.MAKE_OWNER,
            Feature.RENAME_DEVICE,
            Feature.ROTATE_TOKEN,
            Feature.REVOKE_ROLE,
            Feature.LABEL,
            Feature.NARROW,
            Feature.LIMIT,
            Feature.REASON,
            Feature.ISSUE_CODE,
            Feature.LIST_CODES,
            Feature.CANCEL_CODE,
            Feature.CONFIGURE);

    /** The way of a change, or nothing if there is none. */
    Optional<Route.Type> of(Operation operation) {
        if (rest != null && !rest.confirmed().unknown(operation)) {
            return Optional.of(Route.Type.HTTP);
        }
        if (command != null && operation != Operation.REJECT) {
            return Optional.of(Route.Type.COMMAND);
        }
        return database != null && whyNotInDatabase(operation) == null
                ? Optional.of(Route.Type.DATABASE)
                : Optional.empty();
    }

    /** The HTTP API, where {@link #of} has chosen it. */
    RestSide needRest() {
        return Objects.requireNonNull(rest);
    }

    /** The command, the same. */
    CommandSide needCommand() {
        return Objects.requireNonNull(command);
    }

    /** The database, the same. */
    DatabaseSide needDatabase() {
        return Objects.requireNonNull(database);
    }

    /** Why there is no way for a change. */
    Phrase whyNot(Operation operation) {
        Phrase inDatabase = database == null ? null : whyNotInDatabase(operation);
        if (inDatabase != null) {
            return inDatabase;
        }
        return rest == null
                ? Phrase.of("oiab.absent.down")
                : Phrase.of("oiab.absent.route", rest.routes().of(operation).text(0));
    }

    private @Nullable Phrase whyNotInDatabase(Operation operation) {
        if (database == null) {
            return null;
        }
        return switch (operation) {
            case APPROVE -> database.whyNoApproval();
            case REJECT -> database.whyNoRejection();
            default -> database.whyNoRevocation();
        };
    }

    /** What this comes to. */
    Features features() {
        Map<Feature, Phrase> absent = new EnumMap<>(Feature.class);
        Map<Feature, Route.Type> by = new EnumMap<>(Feature.class);
        FEATURES.forEach((operation, feature) -> of(operation)
                .ifPresentOrElse(way -> by.put(feature, way), () -> absent.put(feature, whyNot(operation))));
        Phrase noRevoke = absent.get(Feature.REVOKE_SENDER);
        if (noRevoke != null) {
            absent.put(Feature.REVOKE_ALL, noRevoke);
        }
        absent.put(Feature.NOTIFY, Phrase.of("oiab.absent.notify"));
        return new Features(absent, by).without(UNOFFERED, Phrase.of("feature.not-offered"));
    }
}
