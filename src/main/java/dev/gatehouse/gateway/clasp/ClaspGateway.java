package dev.gatehouse.gateway.clasp;

import dev.gatehouse.gateway.Attention;
import dev.gatehouse.gateway.CodeContents;
import dev.gatehouse.gateway.CodeOffer;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.Issued;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.io.FolderWatch;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A CLASP router: the console's own pairing service, and whoever enforces what was decided there. */
final class ClaspGateway implements Gateway {
    /** Where the rows of the service come from; no file and no call. */
    static final String SERVICE = "pairing service";

    private static final Duration WATCHED = Duration.ofSeconds(5);
    private static final Duration UNWATCHED = Duration.ofSeconds(30);

    private static final Set<Feature> NEVER = Set.of(
            Feature.APPROVE_DM,
            Feature.REJECT_DM,
            Feature.REVOKE_SENDER,
            Feature.NOTIFY,
            Feature.MAKE_OWNER,
            Feature.RENAME_DEVICE,
            Feature.ROTATE_TOKEN,
            Feature.REVOKE_ROLE,
            Feature.LABEL,
            Feature.FIND_BY_CODE);

    private static final Set<Feature> ENFORCED = Set.of(
            Feature.APPROVE_DEVICE,
            Feature.REJECT_DEVICE,
            Feature.REMOVE_DEVICE,
            Feature.REVOKE_ALL,
            Feature.NARROW,
            Feature.LIMIT,
            Feature.REASON,
            Feature.ISSUE_CODE,
            Feature.LIST_CODES,
            Feature.CANCEL_CODE,
            Feature.CONFIGURE);

    private final ClaspParts parts;
    private final ClaspRows rows;
    private final InstantSource clock;
    private final PairingService service;
    private final PairingDoor door;
    private final ClaspActs acts;
    private volatile @Nullable Runnable hint;
    private volatile FolderWatch.@Nullable Registration watching;

    ClaspGateway(ClaspParts parts) {
        this.parts = parts;
        this.rows = new ClaspRows(parts.profile());
        this.clock = parts.clock();
        this.service = new PairingService(clock, parts.nanos(), parts.random(), this::hint);
        this.door = new PairingDoor(
                service,
                parts.settings()::now,
                parts.listen(),
                parts.enforcement().ownKeys(),
                parts.router(),
                clock,
                this::hint);
        this.acts = new ClaspActs(service, door, parts.settings(), parts.enforcement(), rows, clock);
    }

    private void hint() {
        Runnable listener = hint;
        if (listener != null) {
            listener.run();
        }
    }

    @Override
    public Identity identity() {
        Enforcement enforcement = parts.enforcement();
        return new Identity(
                ClaspProduct.NAME, "", enforcement.place(), enforcement.words(), parts.secrets(), parts.routes());
    }

    /** Looks once; says why whoever enforces cannot be asked, or the settings cannot be read. */
    Identity probe() throws GatewayException {
        var _ = parts.enforcement().read();
        parts.settings().refresh();
        Problem unreadable = parts.settings().unreadable();
        if (unreadable != null) {
            throw new GatewayException(unreadable);
        }
        return identity();
    }

    @Override
    public Features features() {
        Features features = Features.ALL.without(NEVER, Phrase.of("feature.not-offered"));
        Phrase obstacle = parts.enforcement().obstacle();
        return obstacle == null ? features : features.without(ENFORCED, obstacle);
    }

    @Override
    public Snapshot read() throws GatewayException {
        parts.settings().refresh();
        List<Listed<Grant>> grants = new ArrayList<>();
        List<Problem> notes = new ArrayList<>();
        List<Snapshot.Trouble> troubles = new ArrayList<>();
        try {
            add(parts.enforcement().read(), grants, notes);
        } catch (GatewayException e) {
            if (door.place().isEmpty()) {
                throw e;
            }
            // Clients are waiting: they are not sent away because the router does not answer for a moment.
            troubles.add(new Snapshot.Trouble(parts.enforcement().place(), e.problem()));
        }
        add(parts.store().read(), grants, notes);
        Problem unreadable = parts.settings().unreadable();
        if (unreadable != null) {
            notes.add(unreadable);
        }
        service.turnedAway().forEach(row -> notes.add(ClaspRows.turnedAway(row)));
        service.notTaken().forEach(waiting -> notes.add(ClaspRows.notTaken(waiting)));
        PairingDoor.Place place = door.place().orElse(null);
        Instant until = service.openUntil().orElse(null);
        return new Snapshot(clock.instant(), requests(), grants, List.of(), List.of(), troubles)
                .withNotes(notes)
                .withCodes(codes(place), List.of(offer(until != null)))
                .withSettings(parts.settings().rows(parts.enforcement().obstacle(), until, place))
                .withQuiet(quiet(until != null));
    }

    private static void add(Enforcement.Roll roll, List<Listed<Grant>> grants, List<Problem> notes) {
        grants.addAll(roll.grants());
        notes.addAll(roll.notes());
    }

    private List<Listed<PairingRequest>> requests() {
        return service.waiting().stream()
                .map(waiting -> new Listed<PairingRequest>(rows.request(waiting), SERVICE, Map.of()))
                .toList();
    }

    private List<Listed<IssuedCode>> codes(PairingDoor.@Nullable Place place) {
        String url = place == null ? "" : place.url();
        return service.codes().stream()
                .map(code -> new Listed<>(rows.code(code, url), SERVICE, Map.of()))
                .toList();
    }

    private CodeOffer offer(boolean open) {
        Phrase obstacle = parts.enforcement().obstacle();
        Phrase whyNot = obstacle == null && !open ? Phrase.of("clasp.absent.pairing-closed") : obstacle;
        Permissions defaults = parts.settings().now().defaults();
        return new CodeOffer(
                ClaspRows.QR,
                List.of(
                        new CodeOffer.Field(
                                "lasts",
                                true,
                                "PT5M",
                                List.of(
                                        new CodeOffer.Choice("PT5M", "5 min"),
                                        new CodeOffer.Choice("PT15M", "15 min"),
                                        new CodeOffer.Choice("PT1H", "1 h")),
                                false),
                        field("read", defaults.patterns(Scope.Action.READ)),
                        field("write", defaults.patterns(Scope.Action.WRITE))),
                whyNot);
    }

    private static CodeOffer.Field field(String key, List<String> patterns) {
        return new CodeOffer.Field(key, false, String.join(", ", patterns), List.of(), true);
    }

    private List<Phrase> quiet(boolean open) {
        List<Phrase> quiet = new ArrayList<>();
        PairingSettings settings = parts.settings().now();
        if (!open) {
            quiet.add(Phrase.of("clasp.quiet.closed"));
        } else if (!settings.lan()) {
            quiet.add(Phrase.of("clasp.quiet.loopback"));
        }
        if (settings.defaults().patterns(Scope.Action.WRITE).contains("/**")) {
            quiet.add(Phrase.of("clasp.quiet.everything"));
        }
        quiet.add(Phrase.of("clasp.quiet.service"));
        quiet.add(parts.enforcement().words());
        return quiet;
    }

    @Override
    public void watch(Runnable listener) {
        hint = listener;
        if (!parts.folders().isEmpty()) {
            watching = parts.watch().watch(parts.folders(), this::hint);
        }
    }

    @Override
    public Duration pollEvery(Attention attention) {
        return attention == Attention.WATCHED ? WATCHED : UNWATCHED;
    }

    @Override
    public Receipt perform(Decision decision) throws GatewayException {
        return acts.perform(decision);
    }

    @Override
    public Issued issue(Decision.IssueCode decision) throws GatewayException {
        return acts.issue(decision);
    }

    @Override
    public Optional<CodeContents> contents(IssuedCode code) {
        return acts.contents(code);
    }

    @Override
    public void close() {
        hint = null;
        FolderWatch.Registration registration = watching;
        if (registration != null) {
            registration.close();
        }
        door.close();
        service.forget();
        parts.transport().close();
    }
}
