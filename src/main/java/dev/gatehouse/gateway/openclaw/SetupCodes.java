package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.CodeOffer;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Issued;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Snapshot.Trouble;
import dev.gatehouse.gateway.openclaw.LiveCalls.Made;
import dev.gatehouse.gateway.openclaw.OwnCodes.Own;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.pairing.Phrase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The setup codes of one gateway: made over its WebSocket, which then tells who used those made here, and listed and taken
 * back in its store, which holds those made elsewhere too ({@code /pair} in a chat).
 */
final class SetupCodes {
    /** How long after its making a code that was not used is asked about. */
    private static final Duration WATCHED = Duration.ofSeconds(5);

    private final String profile;
    private final Dialect dialect;
    private final @Nullable StoreSide store;
    private final Environment environment;
    private final OwnCodes own;

    /**
     * Codes of the gateway of {@code profile}.
     *
     * @param own those made here, on this connection or one before it
     */
    SetupCodes(String profile, Dialect dialect, @Nullable StoreSide store, Environment environment, OwnCodes own) {
        this.profile = profile;
        this.dialect = dialect;
        this.store = store;
        this.environment = environment;
        this.own = own;
    }

    /**
     * What there is of codes.
     *
     * @param codes open ones, and what has become of those that were open
     * @param offers the codes that can be made
     */
    record Contents(List<Listed<IssuedCode>> codes, List<CodeOffer> offers) {
        /** Keeps its own copies. */
        Contents {
            codes = List.copyOf(codes);
            offers = List.copyOf(offers);
        }
    }

    /**
     * Reads what there is.
     *
     * @param found hears what does not work, and what could not be read
     * @param up the gateway's WebSocket, or null if there is no connection
     * @param away why not
     * @throws GatewayException if the connection has ended
     */
    Contents read(Findings found, LiveSide.@Nullable Up up, Phrase away) throws GatewayException {
        List<Trouble> troubles = new ArrayList<>();
        ask(up, troubles);
        Map<Feature, Phrase> absent = new EnumMap<>(Feature.class);
        if (up == null) {
            absent.put(Feature.ISSUE_CODE, away);
        } else {
            Phrase whyNot =
                    up.codes().permanent() ? offers(up).unknown() : up.codes().obstacle();
            if (whyNot != null) {
                absent.put(Feature.ISSUE_CODE, whyNot);
            }
        }
        List<Listed<IssuedCode>> codes = listed(up, absent, troubles);
        found.troubles(troubles);
        found.features(Set.of(Feature.ISSUE_CODE), absent, Route.Type.WEBSOCKET);
        found.features(Set.of(Feature.LIST_CODES, Feature.CANCEL_CODE), absent, Route.Type.STORE);
        return new Contents(codes, up == null ? List.of() : offers(up).by(up.codes()));
    }

    private void ask(LiveSide.@Nullable Up up, List<Trouble> troubles) throws GatewayException {
        if (up == null) {
            return;
        }
        Instant now = up.link().now();
        for (Own one : own.at(now)) {
            if (one.followed() && one.undecided(now)) {
                String id = one.code().key().id();
                up.codes().use(id, troubles).ifPresent(use -> own.in(id, use.state(profile)));
            }
        }
    }

    private List<Listed<IssuedCode>> listed(
            LiveSide.@Nullable Up up, Map<Feature, Phrase> absent, List<Trouble> troubles) throws GatewayException {
        Map<String, Listed<IssuedCode>> codes = new LinkedHashMap<>();
        boolean permanent = up == null ? !dialect.sqlite() : up.codes().permanent();
        Phrase unlisted = permanent
                ? Phrase.of("openclaw.absent.permanent-code")
                : store == null
                        ? Phrase.of("openclaw.absent.codes-in-store")
                        : store.setup().unlisted();
        Phrase lasting = permanent
                ? Phrase.of("openclaw.absent.cancel-permanent")
                : store == null
                        ? Phrase.of("openclaw.absent.cancel-in-store")
                        : store.setup().lasting();
        put(absent, Feature.LIST_CODES, unlisted);
        put(absent, Feature.CANCEL_CODE, lasting);
        Instant now = up == null ? environment.clock().instant() : up.link().now();
        List<Own> made = own.at(now);
        if (unlisted != null || store == null) {
            made.stream()
                    .filter(one -> one.code().expiresAt() != null)
                    .forEach(one -> list(codes, one.code(), LiveCalls.MAKE_CODE));
            return List.copyOf(codes.values());
        }
        String source = store.setup().source();
        try {
            SetupStore.Contents stored = store.setup().read();
            troubles.addAll(stored.troubles());
            stored.used().forEach(use -> list(codes, used(use), source));
            stored.open().stream()
                    .filter(row -> !codes.containsKey(row.id()))
                    .forEach(row -> list(codes, open(row), source));
        } catch (GatewayException e) {
            troubles.add(new Trouble(source, e.problem()));
        }
        for (Own one : made) {
            Listed<IssuedCode> there = codes.get(one.code().key().id());
            State state = there != null && !(there.what().state() instanceof State.Open)
                    ? there.what().state()
                    : one.code().state();
            // What nobody used and the store does not hold any more was taken back, or has ended.
            if (there != null || !(state instanceof State.Open)) {
                list(codes, one.code().in(state), source);
            }
        }
        return List.copyOf(codes.values());
    }

    private static void put(Map<Feature, Phrase> absent, Feature feature, @Nullable Phrase why) {
        if (why != null) {
            absent.put(feature, why);
        }
    }

    private static void list(Map<String, Listed<IssuedCode>> codes, IssuedCode code, String source) {
        codes.put(code.key().id(), new Listed<>(code, source, Map.of()));
    }

    private IssuedCode open(SetupRow row) {
        return new IssuedCode(
                new IssuedCode.Key(profile, row.id()),
                row.access().offer(),
                null,
                row.access().purpose(),
                row.issuedAt(),
                row.expiresAt(),
                new State.Open());
    }

    private IssuedCode used(SetupUse use) {
        return new IssuedCode(
                new IssuedCode.Key(profile, use.id()),
                "",
                null,
                SetupAccess.OTHER.purpose(),
                null,
                null,
                use.state(profile));
    }

    private SetupOffers offers(LiveSide.Up up) {
        return new SetupOffers(
                up.way(), store == null ? null : new LocalSetup(store.config().read(), environment));
    }

    /**
     * Makes a code.
     *
     * @throws GatewayException if there is none
     */
    Issued issue(Decision.IssueCode decision, LiveSide.Up up) throws GatewayException {
        CodeOffer offer = offers(up).by(up.codes()).stream()
                .filter(one -> one.id().equals(decision.offer()))
                .findFirst()
                .orElseThrow(() -> new GatewayException(new Problem.NotOffered(Phrase.of("feature.not-offered"))));
        if (up.codes().permanent()) {
            return new PermanentCode(up.way()).make(decision, up.link().now());
        }
        String kind = offer.id().equals(SetupOffers.PHONE) ? "" : offer.id();
        Made made = up.codes().make(decision.values().getOrDefault(SetupOffers.URL, ""), kind);
        SetupAccess asked = !up.codes().later()
                ? SetupAccess.LIMITED
                : switch (kind) {
                    case "limited" -> SetupAccess.LIMITED;
                    case "node" -> SetupAccess.NODE;
                    default -> SetupAccess.FULL;
                };
        SetupAccess access = SetupAccess.told(made.access(), made.downgraded(), asked);
        IssuedCode code = code(decision, made, access, up.link().now());
        own.add(code, !made.id().isEmpty());
        List<Phrase> remarks =
                access == SetupAccess.DOWNGRADED ? List.of(Phrase.of("openclaw.receipt.code-downgraded")) : List.of();
        return new Issued(
                code,
                new Receipt(Phrase.of("openclaw.receipt.code", made.url()), List.of(LiveCalls.MAKE_CODE), remarks));
    }

    /** The gateway before 2026.8 tells neither an id nor an end; its store, where it is in sight, tells when it was made. */
    private IssuedCode code(Decision.IssueCode decision, Made made, SetupAccess access, Instant now) {
        String id = made.id();
        Instant issuedAt = now;
        if (id.isEmpty()) {
            Optional<SetupRow> row = row(made);
            id = row.map(SetupRow::id).orElseGet(() -> UUID.randomUUID().toString());
            issuedAt = row.map(SetupRow::issuedAt).orElse(now);
        }
        Instant expiresAt = made.expiresAt() == null ? issuedAt.plus(SetupRow.LIFE) : made.expiresAt();
        return new IssuedCode(
                new IssuedCode.Key(profile, id),
                decision.offer(),
                made.text(),
                access.purpose(),
                made.expiresAt() == null ? issuedAt : expiresAt.minus(SetupRow.LIFE),
                expiresAt,
                new State.Open());
    }

    private Optional<SetupRow> row(Made made) {
        Optional<String> token =
                SetupPayload.read(made.text()).map(payload -> payload.secret().value());
        if (store == null || token.isEmpty()) {
            return Optional.empty();
        }
        try {
            return store.setup().read().open().stream()
                    .filter(row -> row.token().equals(token.get()))
                    .findFirst();
        } catch (GatewayException _) {
            // The code is there all the same; that the store cannot be read is told by the next look at it.
            return Optional.empty();
        }
    }

    /**
     * Takes a code back.
     *
     * @throws GatewayException if it was not done
     */
    Receipt cancel(IssuedCode shown) throws GatewayException {
        if (store == null) {
            throw new GatewayException(new Problem.NotOffered(Phrase.of("openclaw.absent.cancel-in-store")));
        }
        Receipt receipt = store.setup().cancel(shown.key().id());
        own.remove(shown.key().id());
        return receipt;
    }

    /** How long until the next look, {@code otherwise} while nobody waits for a code to be used. */
    Duration lookAgain(Duration otherwise) {
        return own.undecided(environment.clock().instant()) && WATCHED.compareTo(otherwise) < 0 ? WATCHED : otherwise;
    }
}
