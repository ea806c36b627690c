package dev.gatehouse.gateway.clasp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.clasp.Asked.Refusal;
import dev.gatehouse.gateway.clasp.Waiting.State;
import dev.gatehouse.gateway.clasp.Waiting.Told;
import dev.gatehouse.pairing.Name;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PairingServiceTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final Duration OPEN = Duration.ofMinutes(10);

    private final FakeClock clock = new FakeClock();
    private final AtomicInteger changes = new AtomicInteger();
    private final PairingService service =
            new PairingService(clock, clock, new SecureRandom(), changes::incrementAndGet);
    private PairingSettings settings = PairingSettings.PAGE;

    private Asked ask(String name, InetAddress from, @Nullable String code) {
        PairingAsk ask = PairingAsk.keyless(Name.of(name), "", from, code == null ? null : new Secret(code));
        return service.ask(ask, settings, PairingRules.NONE);
    }

    private String ticket() {
        assertThat(ask("phone", HERE, null)).isInstanceOf(Asked.Waits.class);
        return ((Asked.Waits) ask("phone", HERE, null)).ticket().value();
    }

    private String pin() {
        return service.waiting().getLast().pin().value();
    }

    private String wrong() {
        return pin().startsWith("0") ? "1" + pin().substring(1) : "0" + pin().substring(1);
    }

    private Told told(String ticket) throws InterruptedException {
        return service.await(ticket, -1, Duration.ZERO).orElseThrow();
    }

    @Test
    void nobodyWaitsUntilItIsOpened() {
        assertThat(ask("phone", HERE, null)).isEqualTo(new Asked.Refused(Refusal.NOT_ENABLED, ""));
        service.open(OPEN);
        assertThat(ask("phone", HERE, null)).isInstanceOf(Asked.Waits.class);
        assertThat(changes).hasValueGreaterThan(0);
    }

    @Test
    void itClosesByItselfAndEndsWhatWaits() throws InterruptedException {
        service.open(OPEN);
        String ticket = ticket();
        clock.pass(OPEN);
        assertThat(service.openUntil()).isEmpty();
        assertThat(service.waiting()).isEmpty();
        assertThat(told(ticket).state()).isEqualTo(State.CLOSED);
        int before = changes.get();
        assertThat(ask("phone", HERE, null)).isEqualTo(new Asked.Refused(Refusal.NOT_ENABLED, ""));
        assertThat(service.enter("guessed", "123456", HERE)).isEqualTo(Tried.UNKNOWN);
        assertThat(changes).hasValue(before);
    }

    @Test
    void theRightPinIsEnteredOnce() throws InterruptedException {
        service.open(OPEN);
        String ticket = ticket();
        assertThat(pin()).matches("[0-9]{6}");
        assertThat(service.enter(ticket, pin(), HERE)).isEqualTo(Tried.RIGHT);
        assertThat(service.waiting().getLast().entered()).isTrue();
        assertThat(told(ticket).state()).isEqualTo(State.PENDING);
        assertThat(service.enter(ticket, wrong(), HERE)).isEqualTo(Tried.UNKNOWN);
        assertThat(service.waiting().getLast().entered()).isTrue();
    }

    @Test
    void fiveWrongPinsLockARequestAndTheRightOneComesTooLate() throws InterruptedException {
        service.open(OPEN);
        String ticket = ticket();
        String right = pin();
        String wrong = wrong();
        for (int i = 0; i < 4; i++) {
            assertThat(service.enter(ticket, wrong, HERE)).isEqualTo(Tried.WRONG);
        }
        assertThat(service.waiting().getLast().wrong()).isEqualTo(4);
        assertThat(service.enter(ticket, wrong, HERE)).isEqualTo(Tried.LOCKED);
        assertThat(service.enter(ticket, right, HERE)).isEqualTo(Tried.LOCKED);
        assertThat(told(ticket).state()).isEqualTo(State.LOCKED);
        assertThat(service.turnedAway())
                .singleElement()
                .satisfies(row -> assertThat(row.rule()).isFalse());
    }

    @Test
    void aPinEndsOnTheMonotonicClockWhateverTheWallClockSays() {
        service.open(OPEN);
        String ticket = ticket();
        String right = pin();
        clock.set(Instant.EPOCH);
        clock.pass(PairingSettings.PAGE.pinTimeout().minusNanos(1));
        assertThat(service.waiting()).hasSize(2);
        clock.pass(Duration.ofNanos(1));
        assertThat(service.enter(ticket, right, HERE)).isEqualTo(Tried.EXPIRED);
        assertThat(service.waiting()).isEmpty();
    }

    @Test
    void aRequestNeverOutlivesPairingMode() {
        service.open(Duration.ofMinutes(1));
        var _ = ticket();
        assertThat(service.waiting().getLast().expiresAt())
                .isEqualTo(clock.instant().plus(Duration.ofMinutes(1)));
    }

    @Test
    void oneAddressAsksSixTimesAMinuteAndOthersAreNotHeldUp() {
        service.open(OPEN);
        for (int i = 0; i < 6; i++) {
            assertThat(ask("phone" + i, HERE, null)).isInstanceOf(Asked.Waits.class);
        }
        assertThat(ask("phone", HERE, null)).isEqualTo(new Asked.Refused(Refusal.TOO_OFTEN, ""));
        assertThat(ask("other", InetAddress.ofLiteral("192.0.2.1"), null)).isInstanceOf(Asked.Waits.class);
        clock.pass(Duration.ofMinutes(1));
        assertThat(ask("phone", HERE, null)).isInstanceOf(Asked.Waits.class);
    }

    @Test
    void anAddressOfIpv6CountsByItsNetwork() {
        service.open(OPEN);
        for (int i = 0; i < 6; i++) {
            assertThat(ask("p", InetAddress.ofLiteral("2001:db8::" + (i + 1)), null))
                    .isInstanceOf(Asked.Waits.class);
        }
        assertThat(ask("p", InetAddress.ofLiteral("2001:db8::99"), null))
                .isEqualTo(new Asked.Refused(Refusal.TOO_OFTEN, ""));
    }

    @Test
    void placesAreLimited() {
        service.open(OPEN);
        for (int i = 0; i < PairingService.PLACES; i++) {
            assertThat(ask("p", InetAddress.ofLiteral("192.0.2." + i), null)).isInstanceOf(Asked.Waits.class);
        }
        assertThat(ask("p", InetAddress.ofLiteral("192.0.2.200"), null)).isEqualTo(new Asked.Refused(Refusal.FULL, ""));
    }

    @Test
    void aTokenIsHandedOutOnce() throws InterruptedException {
        service.open(OPEN);
        String ticket = ticket();
        String id = service.waiting().getLast().id();
        assertThat(service.claim(id)).isPresent();
        assertThat(service.claim(id)).isNull();
        service.approve(id, new Secret("ent_x"), settings.defaults());
        assertThat(service.notTaken()).hasSize(1);
        assertThat(told(ticket).token()).isEqualTo(new Secret("ent_x"));
        assertThat(told(ticket).token()).isNull();
        assertThat(told(ticket).taken()).isTrue();
        assertThat(service.notTaken()).isEmpty();
    }

    @Test
    void whatIsBeingDecidedDoesNotRunOutMeanwhile() {
        service.open(OPEN);
        var _ = ticket();
        String id = service.waiting().getLast().id();
        assertThat(service.claim(id)).isPresent();
        clock.pass(Duration.ofMinutes(6));
        assertThat(service.waiting()).extracting(Waiting::id).containsExactly(id);
        service.release(id);
        assertThat(service.waiting()).isEmpty();
    }

    @Test
    void aRejectTellsItsReasonAndTheTicketIsNotTheId() throws InterruptedException {
        service.open(OPEN);
        String ticket = ticket();
        String id = service.waiting().getLast().id();
        assertThat(service.await(id, -1, Duration.ZERO)).isEmpty();
        assertThat(service.reject(id, "Access denied")).isTrue();
        assertThat(service.reject(id, "again")).isFalse();
        assertThat(told(ticket).reason()).isEqualTo("Access denied");
        assertThat(told(ticket).state()).isEqualTo(State.REJECTED);
    }

    @Test
    void aPollWaitsForTheNextChange() throws InterruptedException {
        service.open(OPEN);
        String ticket = ticket();
        long known = told(ticket).version();
        CompletableFuture<State> polled = CompletableFuture.supplyAsync(() -> {
            try {
                return service.await(ticket, known, Duration.ofSeconds(20))
                        .orElseThrow()
                        .state();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(service.reject(service.waiting().getLast().id(), "no")).isTrue();
        assertThat(polled.join()).isEqualTo(State.REJECTED);
    }

    @Test
    void aCodeIsGoodOnceAndPermitsWhatWasBoundToIt() {
        service.open(OPEN);
        Permissions lights = Permissions.of(List.of("/lights/**"), List.of());
        OneTimeCodes.Code code = service.issue(lights, Duration.ofMinutes(5));
        assertThat(ask("phone", HERE, "guessed")).isEqualTo(new Asked.Refused(Refusal.BAD_CODE, ""));
        assertThat(ask("phone", HERE, code.code().value())).isInstanceOf(Asked.Waits.class);
        Waiting waiting = service.waiting().getLast();
        assertThat(waiting.entered()).isTrue();
        assertThat(waiting.scanned()).isTrue();
        assertThat(waiting.permissions()).isEqualTo(lights);
        OneTimeCodes.Code used = service.codes().getLast();
        assertThat(used.state()).isEqualTo(OneTimeCodes.State.USED);
        assertThat(used.usedBy()).isEqualTo(waiting.entity());
        assertThat(used.usedAt()).isEqualTo(waiting.requestedAt());
        assertThat(ask("thief", HERE, code.code().value())).isEqualTo(new Asked.Refused(Refusal.BAD_CODE, ""));
    }

    @Test
    void aCodeEndsWithItsTimeWithPairingAndWhenTakenBack() {
        service.open(OPEN);
        String ended =
                service.issue(settings.defaults(), Duration.ofMinutes(1)).code().value();
        OneTimeCodes.Code cancelled = service.issue(settings.defaults(), Duration.ofMinutes(5));
        assertThat(service.cancel(cancelled.id())).isTrue();
        clock.pass(Duration.ofMinutes(1));
        assertThat(ask("a", HERE, ended)).isEqualTo(new Asked.Refused(Refusal.BAD_CODE, ""));
        assertThat(ask("b", HERE, cancelled.code().value())).isEqualTo(new Asked.Refused(Refusal.BAD_CODE, ""));
        OneTimeCodes.Code open = service.issue(settings.defaults(), Duration.ofMinutes(5));
        service.shut();
        service.open(OPEN);
        assertThat(ask("c", HERE, open.code().value())).isEqualTo(new Asked.Refused(Refusal.BAD_CODE, ""));
    }

    @Test
    void whoAsksAgainWithItsOwnKeyTakesTheOldPlace() {
        service.open(OPEN);
        EntityKey key = EntityKey.generate();
        for (int i = 0; i < 2; i++) {
            PairingAsk ask = new PairingAsk(Name.of("own"), "", HERE, key.publicKey(), null, null);
            assertThat(service.ask(ask, settings, PairingRules.NONE)).isInstanceOf(Asked.Waits.class);
        }
        assertThat(service.waiting())
                .singleElement()
                .satisfies(one -> assertThat(one.ownKey()).isTrue());
    }

    @Test
    void aRuleAnswersAtOnceAndIsNoted() throws PairingRules.NoRule {
        service.open(OPEN);
        PairingRules rules = PairingRules.parse("name contains bad: reject Not here");
        PairingAsk ask = PairingAsk.keyless(Name.of("bad phone"), "", HERE, null);
        assertThat(service.ask(ask, settings, rules)).isEqualTo(new Asked.Refused(Refusal.RULE, "Not here"));
        assertThat(service.waiting()).isEmpty();
        assertThat(service.turnedAway())
                .singleElement()
                .satisfies(row -> assertThat(row.reason()).isEqualTo("Not here"));
    }

    @Test
    void pinsAreOfTheLengthThatIsSetAndDiffer() {
        settings = settings.withPinLength(12);
        service.open(OPEN);
        Set<String> pins = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            var _ = ask("p", InetAddress.ofLiteral("192.0.2." + i), null);
            assertThat(pin()).matches("[0-9]{12}");
            pins.add(pin());
        }
        assertThat(pins).hasSize(10);
        assertThat(service.waiting().toString()).doesNotContain(pins);
    }
}
