package dev.gatehouse.gateway.smith;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.pairing.Phrase;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What works by which of the three ways, and what a way that is missing would do.
 *
 * @param ways the ways that are configured
 */
record SmithFeatures(Set<Route.Type> ways) {
    private static final Map<Feature, Route.Type> BY = Map.of(
            Feature.ISSUE_CODE, Route.Type.HTTP,
            Feature.LIST_CODES, Route.Type.REDIS,
            Feature.CANCEL_CODE, Route.Type.REDIS,
            Feature.REVOKE_SENDER, Route.Type.DATABASE,
            Feature.REVOKE_ALL, Route.Type.DATABASE);

    /** Keeps its own copy. */
    SmithFeatures {
        ways = Set.copyOf(ways);
    }

    /** As {@code look} shows it, or as it must be assumed before the first one. */
    Features of(@Nullable Look look) {
        Map<Feature, Phrase> absent = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            if (!BY.containsKey(feature)) {
                absent.put(feature, Phrase.of("feature.not-offered"));
            }
        }
        absent.put(Feature.APPROVE_DM, Phrase.of("smith.no-requests"));
        absent.put(Feature.REJECT_DM, Phrase.of("smith.no-requests"));
        put(absent, Feature.ISSUE_CODE, issuing(look));
        put(absent, Feature.LIST_CODES, listing(look));
        put(absent, Feature.CANCEL_CODE, listing(look));
        put(absent, Feature.REVOKE_SENDER, revoking(look));
        put(absent, Feature.REVOKE_ALL, revoking(look));
        return new Features(absent, BY);
    }

    private static void put(Map<Feature, Phrase> absent, Feature feature, @Nullable Phrase why) {
        if (why != null) {
            absent.put(feature, why);
        }
    }

    private @Nullable Phrase issuing(@Nullable Look look) {
        if (!ways.contains(Route.Type.HTTP)) {
            return Phrase.of("smith.needs.http");
        }
        Problem failed = look == null ? null : look.failed().get(Route.Type.HTTP);
        if (failed != null) {
            return failed.sentence();
        }
        Problem obstacle = look == null ? null : look.obstacle();
        // A daemon that wants no token is no obstacle, only a pity.
        return obstacle == null || !obstacle.halts() ? null : obstacle.sentence();
    }

    private @Nullable Phrase listing(@Nullable Look look) {
        if (!ways.contains(Route.Type.REDIS)) {
            return Phrase.of("smith.needs.redis");
        }
        return away(look, Route.Type.REDIS);
    }

    /** A revoke by one store alone is none: the other lets them in again. */
    private @Nullable Phrase revoking(@Nullable Look look) {
        boolean redis = ways.contains(Route.Type.REDIS);
        boolean postgres = ways.contains(Route.Type.DATABASE);
        if (!redis || !postgres) {
            return Phrase.of(redis ? "smith.needs.postgres" : postgres ? "smith.needs.cache" : "smith.needs.both");
        }
        Phrase away = away(look, Route.Type.DATABASE);
        if (away == null) {
            away = away(look, Route.Type.REDIS);
        }
        PostgresView view = look == null ? null : look.postgres();
        return away != null || view == null ? away : Revocation.obstacle(view);
    }

    private static @Nullable Phrase away(@Nullable Look look, Route.Type way) {
        Problem failed = look == null ? null : look.failed().get(way);
        return failed == null ? null : failed.sentence();
    }
}
