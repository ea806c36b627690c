package dev.gatehouse.ui.requests;

import dev.gatehouse.console.ApprovalRules;
import dev.gatehouse.console.Change;
import dev.gatehouse.console.CodeSearch;
import dev.gatehouse.console.CodeSearch.Compared;
import dev.gatehouse.console.Entry;
import dev.gatehouse.console.GatewayClock;
import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.console.Progress;
import dev.gatehouse.console.Resident;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Client;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.Standing;
import dev.gatehouse.pairing.SubjectKey;
import dev.gatehouse.testing.Asks;
import dev.gatehouse.testing.FakeTimer;
import dev.gatehouse.testing.RecordedDialogs;
import dev.gatehouse.ui.requests.Line.Heading;
import dev.gatehouse.ui.requests.Line.Row;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The model of the Requests screen over a console that is only written down, in one thread. */
final class ModelFixture implements Desk {
    /** A decision, and how it was made. */
    record Decided(Decision decision, Method method) {}

    final FakeTimer timer = new FakeTimer();
    final RecordedDialogs dialogs = new RecordedDialogs();
    final List<Decided> decided = new ArrayList<>();
    final List<RequestKey> dismissed = new ArrayList<>();
    final List<String> pinsShown = new ArrayList<>();
    CodeSearch.Found finds = new CodeSearch.Found(null, null, "", null, List.of());
    ApprovalRules.Demand demands = ApprovalRules.Demand.NOTHING;
    final List<String> compared = new ArrayList<>();
    CompletableFuture<Compared> comparing = CompletableFuture.completedFuture(new Compared.Another());
    final Map<SubjectKey, String> labels = new HashMap<>();
    final Map<Resident.Key, Resident> residents = new HashMap<>();
    final Map<String, String> remembered = new HashMap<>();
    final RowWords words = new RowWords(new Words(Locale.ENGLISH, ZoneOffset.UTC));
    final RequestsModel model;
    private final GatewayClock clock = new GatewayClock(FakeTimer.START, timer::nanos);

    ModelFixture() {
        this(Map.of());
    }

    ModelFixture(Map<String, String> view) {
        model = new RequestsModel(
                this,
                dialogs,
                words,
                new Listing(right -> words.rights().brief(right), words::channel, timer),
                timer,
                Runnable::run,
                Runnable::run,
                view);
        model.gatewaysChanged(new Change<>(List.of(gateway("home"), gateway("studio")), List.of(), List.of()));
    }

    static GatewayStatus gateway(String name) {
        return gateway(name, Features.ALL, List.of(), List.of(), Duration.ZERO);
    }

    static GatewayStatus gateway(
            String name, Features features, List<Snapshot.Quota> quotas, List<Problem> notes, Duration ahead) {
        return new GatewayStatus(
                new GatewayProfile(name, "openclaw", name, List.of(new Route(Route.Type.STORE, name, Map.of()))),
                false,
                new GatewayState.Live(Duration.ofSeconds(30), Set.of()),
                null,
                features,
                FakeTimer.START,
                quotas,
                List.of(),
                List.of(),
                notes,
                List.of(),
                List.of(),
                List.of(),
                ahead);
    }

    /** A person at the gateway home, with so many minutes left. */
    DmRequest person(String id, String name, long minutes) {
        return new DmRequest(
                RequestKey.dm("home", "telegram", "default", id),
                "code of " + id,
                new PairingCode("ABCD" + id, PairingCode.Direction.FROM_STRANGER),
                Name.of(name),
                Map.of(),
                FakeTimer.START,
                FakeTimer.START,
                FakeTimer.START.plus(Duration.ofMinutes(minutes)));
    }

    /** A device at the gateway studio, with so many minutes left. */
    DeviceRequest device(String id, String name, long minutes, String... rights) {
        return new DeviceRequest(
                RequestKey.device("studio", Kind.DEVICE, id, "key"),
                "request",
                Name.of(name),
                Asks.access(Kind.DEVICE, rights),
                Client.UNKNOWN,
                false,
                false,
                FakeTimer.START,
                FakeTimer.START,
                FakeTimer.START.plus(Duration.ofMinutes(minutes)));
    }

    Entry entry(PairingRequest request) {
        return entry(request, new Progress.Waiting());
    }

    /** The same row, asked so often, beside what its asker has. */
    Entry entry(PairingRequest request, Standing.Kind standing, int asked, boolean own) {
        return new Entry(
                new Listed<>(request, "file", Map.of(), own),
                request.key().profile(),
                clock,
                "",
                new Standing(standing, Access.NONE),
                null,
                asked,
                false,
                new Progress.Waiting());
    }

    Entry entry(PairingRequest request, Progress progress) {
        return new Entry(
                new Listed<>(request, "file", Map.of()),
                request.key().profile(),
                clock,
                "",
                new Standing(Standing.Kind.NEW, Access.NONE),
                null,
                1,
                false,
                progress);
    }

    void add(PairingRequest... requests) {
        model.inboxChanged(
                new Change<>(List.of(requests).stream().map(this::entry).toList(), List.of(), List.of()));
    }

    void change(Entry... entries) {
        model.inboxChanged(new Change<>(List.of(), List.of(entries), List.of()));
    }

    void remove(PairingRequest... requests) {
        model.inboxChanged(new Change<>(
                List.of(),
                List.of(),
                List.of(requests).stream().map(this::entry).toList()));
    }

    /** The list as one reads it: titles, headings in brackets, what is gone with a cross. */
    List<String> shown() {
        return model.lines().stream()
                .map(line -> switch (line) {
                    case Heading(var group) -> "[" + group + "]";
                    case Row row -> (row.gone() ? "x " : "") + row.entry().title();
                })
                .toList();
    }

    Row row(String title) {
        return model.lines().stream()
                .filter(Row.class::isInstance)
                .map(Row.class::cast)
                .filter(row -> row.entry().title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void decide(Decision decision, Method method) {
        decided.add(new Decided(decision, method));
    }

    @Override
    public void dismiss(RequestKey row) {
        dismissed.add(row);
    }

    @Override
    public void label(SubjectKey subject, String label) {
        labels.put(subject, label);
    }

    @Override
    public @Nullable Resident resident(Resident.Key key) {
        return residents.get(key);
    }

    @Override
    public void pinShown(RequestKey key, String id) {
        pinsShown.add(id);
    }

    @Override
    public ApprovalRules.Demand demand(Decision.Approve approve) {
        return demands;
    }

    @Override
    public CompletableFuture<Compared> compare(PairingRequest request, String typed) {
        compared.add(typed);
        return comparing;
    }

    @Override
    public CompletableFuture<CodeSearch.Found> find(String typed) {
        return CompletableFuture.completedFuture(finds);
    }

    @Override
    public void remember(String name, String value) {
        remembered.put(name, value);
    }
}
