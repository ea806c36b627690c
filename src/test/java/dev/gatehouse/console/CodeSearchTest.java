package dev.gatehouse.console;

import static dev.gatehouse.console.ScriptedGateway.START;
import static dev.gatehouse.console.ScriptedGateway.asks;
import static dev.gatehouse.console.ScriptedGateway.pin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.console.CodeSearch.Compared;
import dev.gatehouse.console.CodeSearch.Found;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.console.secrets.TestSecrets;
import dev.gatehouse.gateway.Catalogue;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.io.FolderWatch;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.Phrase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A code that somebody reads out, among the requests of a gateway that is two lists. */
class CodeSearchTest {
    @TempDir
    private Path folder;

    private final ScriptedGateway gateway = new ScriptedGateway();
    private final FolderWatch watch = new FolderWatch();
    private final AtomicLong nanos = new AtomicLong();
    private volatile Instant now = START;
    private Console console;

    @BeforeEach
    void start() {
        console = new Console(
                new Catalogue(List.of(gateway)),
                new Environment(Map.of(), folder, folder, () -> now, watch),
                TestSecrets.in(folder),
                nanos::get,
                SettingsFile.inMemory(),
                Labels.inMemory(),
                new AuditLog(folder.resolve("history.jsonl")),
                Runnable::run,
                Duration.ofSeconds(1));
        gateway.requests.add(asks("1", "ann"));
        console.gateways().addForThisRun(ScriptedGateway.profile("home"));
        await().until(() -> !console.inbox().all().isEmpty());
    }

    @AfterEach
    void stop() {
        console.close();
        watch.close();
    }

    private Found find(String typed) throws Exception {
        return console.find(typed).get(5, TimeUnit.SECONDS);
    }

    private DmRequest ann() {
        return (DmRequest) gateway.requests.getFirst();
    }

    private void readAgain() {
        int before = gateway.reads.get();
        console.gateways().retry("home");
        await().until(() -> gateway.reads.get() > before);
    }

    private static DmRequest withoutCode(DmRequest request) {
        return new DmRequest(
                request.key(),
                request.id(),
                null,
                request.name(),
                request.details(),
                request.requestedAt(),
                request.lastAskedAt(),
                request.expiresAt());
    }

    @Test
    void aWholeMessageLeadsToTheRequestAndNothingIsDecided() throws Exception {
        Found found = find("OpenClaw: access not configured. Your Telegram user id: 1 Pairing code: jy82-9yjx");

        assertThat(found.key()).isEqualTo(ann().key());
        assertThat(found.code()).isEqualTo(ann().code());
        assertThat(found.miss()).isNull();
        assertThat(gateway.performed).isEmpty();
    }

    @Test
    void aCodeThatAnotherPersonReadsOutIsDoubtful() throws Exception {
        Found found = find("Your Telegram ID: 999 · Your pairing code: JY829YJX");

        assertThat(found.key()).isEqualTo(ann().key());
        assertThat(found.miss()).isEqualTo(Phrase.of("find.doubt.person", "999", "1"));
    }

    @Test
    void anotherChannelInTheMessageHidesNothing() throws Exception {
        assertThat(find("openclaw pairing approve whatsapp JY829YJX").key()).isEqualTo(ann().key());
    }

    @Test
    void aPinIsFoundAsItWasTypedAlone() throws Exception {
        gateway.requests.add(pin("clasp:A", false));
        readAgain();
        await().until(() -> console.inbox().all().size() == 2);

        assertThat(find("847 291").key()).isEqualTo(pin("clasp:A", false).key());
        assertThat(find("847292").key()).isNull();
    }

    @Test
    void aMissSaysWhatIsNearest() throws Exception {
        assertThat(find("AAAAAAAA").miss()).isEqualTo(Phrase.of("find.miss.nowhere"));
        assertThat(find("JYAAAAA0").miss()).isEqualTo(Phrase.of("find.miss.letters"));
        assertThat(find("hello, who are you?").miss()).isEqualTo(Phrase.of("find.miss.shape"));
        assertThat(find("7c0e3f2a-1111-4222-8333-444455556666").miss()).isEqualTo(Phrase.of("find.miss.request"));
    }

    @Test
    void aCodeThatIsOverSaysSinceWhen() throws Exception {
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        now = START.plus(Duration.ofMinutes(64));
        console.inbox().sweep();

        assertThat(find("JY829YJX").key()).isNull();
        assertThat(find("JY829YJX").miss()).isEqualTo(Phrase.of("find.miss.expired", 4L));
    }

    @Test
    void aCodeThatWasDecidedAboutSaysHow() throws Exception {
        DmRequest ann = ann();
        console.decisions().decide(new Decision.Approve(ann), Method.ONE_CLICK).get(5, TimeUnit.SECONDS);
        now = START.plusSeconds(61);
        assertThat(find("JY829YJX").miss()).isEqualTo(Phrase.of("find.miss.approved", 1L));

        console.inbox().dismiss(ann.key());
        gateway.requests.add(asks("2", "bob"));
        readAgain();
        await().until(() -> console.inbox().get(asks("2", "bob").key()) != null);
        console.decisions()
                .decide(new Decision.Reject(asks("2", "bob")), Method.ONE_CLICK)
                .get(5, TimeUnit.SECONDS);
        assertThat(find("JY829YJX").miss()).isEqualTo(Phrase.of("find.miss.rejected", 0L));
    }

    @Test
    void aGatewayThatDoesNotTellItsCodesIsNamed() throws Exception {
        gateway.features = Features.ALL.without(List.of(Feature.FIND_BY_CODE), Phrase.of("no"));
        gateway.requests.set(0, withoutCode(ann()));
        readAgain();
        await().until(() -> console.gateways().all().getFirst().features().whyNot(Feature.FIND_BY_CODE) != null);
        await().until(() -> ((DmRequest) console.inbox().all().getFirst().request()).code() == null);

        assertThat(find("JY829YJX").problems())
                .extracting(Problem::sentence)
                .containsExactly(Phrase.of("find.hidden", "home"));
    }

    @Test
    void aKnownCodeIsComparedAtOnceAndAskedOfNobody() {
        assertThat(console.compare(ann(), " jy82 9yjx ")).isCompletedWithValue(new Compared.Same(code()));
        assertThat(console.compare(ann(), "openclaw pairing approve telegram JY829YJX"))
                .isCompletedWithValue(new Compared.Same(code()));
        for (String wrong : List.of("JY829YJ", "JY829YJXX", "", "JY829YJY", "1")) {
            assertThat(console.compare(ann(), wrong)).isCompletedWithValue(new Compared.Another());
        }
        assertThat(console.compare(pin("clasp:A", false), "847291")).isCompletedWithValue(new Compared.Another());
    }

    private Compared compare(DmRequest request, String typed) throws Exception {
        return console.compare(request, typed).get(5, TimeUnit.SECONDS);
    }

    @Test
    void aCodeThatOnlyTheGatewayKnowsIsComparedByItAndUsedUpByNobody() throws Exception {
        DmRequest hashed = withoutCode(asks("1", "ann"));
        gateway.byCode.put("a01b2c3d", hashed.key());
        gateway.notFound = new Problem.Missing("secret");

        // The gateway's objection to one way to read it hides no other.
        Compared.Same same = (Compared.Same) compare(hashed, "AO1B 2C3D");
        assertThat(same.code().value()).isEqualTo("a01b2c3d");
        assertThat(compare(withoutCode(asks("2", "bob")), "a01b2c3d")).isEqualTo(new Compared.Another());
        assertThat(compare(hashed, "AAAAAAAA")).isEqualTo(new Compared.Unknown(new Problem.Missing("secret")));
        gateway.notFound = null;
        assertThat(compare(hashed, "AAAAAAAA")).isEqualTo(new Compared.Another());
        assertThat(gateway.performed).isEmpty();
    }

    @Test
    void aHashedCodeThatIsOverSaysSinceWhen() throws Exception {
        gateway.notFound = new Problem.CodeOver(START);
        now = START.plusSeconds(250);

        Found found = find("AAAAAAAA");

        assertThat(found.miss()).isEqualTo(Phrase.of("find.miss.expired", 4L));
        assertThat(found.problems()).isEmpty();
    }

    private PairingCode code() {
        return Objects.requireNonNull(ann().code());
    }
}
