package dev.gatehouse.ui.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.ApprovalRules.Demand;
import dev.gatehouse.console.CodeSearch.Compared;
import dev.gatehouse.console.CodeSearch.Found;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Decision.Options;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.ui.requests.ApprovalNeeds.Need;
import dev.gatehouse.ui.requests.Line.Row;
import dev.gatehouse.ui.requests.TypedCode.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an approval needs first where the policy of its gateway asks for more than a click. */
class TypedCodeTest {
    private final ModelFixture fixture = new ModelFixture();
    private final RequestsModel model = fixture.model;
    private final List<String> led = new ArrayList<>();
    private final DmRequest ann = fixture.person("1001", "ann", 30);
    private final PairingCode code = Objects.requireNonNull(ann.code());

    @BeforeEach
    void list() {
        fixture.demands = Demand.CODE;
        model.onMoreWanted(row -> led.add(row.entry().title()));
        fixture.add(ann);
        fixture.timer.pass(Duration.ofSeconds(2));
        model.select(row());
    }

    private Row row() {
        return fixture.row("ann");
    }

    private State state() {
        return model.typedCode().stateProperty().get();
    }

    @Test
    void aClickLeadsToTheFieldAndDecidesNothing() {
        assertThat(model.needs().of(row())).isEqualTo(Need.CODE);

        model.approve(row());

        assertThat(led).containsExactly("ann");
        assertThat(fixture.decided).isEmpty();
        assertThat(fixture.dialogs.questions()).isEmpty();
    }

    @Test
    void theRightCodeMakesTheClickAnApprovalByCode() {
        fixture.comparing = CompletableFuture.completedFuture(new Compared.Same(code));
        model.typedCode().typed(row(), "abcd 1001");

        assertThat(state()).isEqualTo(new State.Right());
        assertThat(fixture.decided).isEmpty();
        assertThat(model.needs().of(row())).isEqualTo(Need.NOTHING);
        model.approve(row());

        Options options = new Options(false, false, "", "", code, null, null);
        assertThat(fixture.decided)
                .containsExactly(new ModelFixture.Decided(new Decision.Approve(ann, options), Method.TYPED_CODE));
    }

    @Test
    void aWrongCodeSaysSoAndSendsNothing() {
        model.typedCode().typed(row(), "ABCD1002");
        assertThat(state()).isEqualTo(new State.Wrong());

        model.approve(row());
        assertThat(fixture.decided).isEmpty();
        assertThat(led).containsExactly("ann");
    }

    @Test
    void halfACodeIsNotCalledWrongUntilEnter() {
        model.typedCode().typed(row(), "ABC D10");
        assertThat(state()).isEqualTo(new State.Waiting());
        assertThat(fixture.compared).isEmpty();

        model.typedCode().check(row(), "ABC D10");
        assertThat(state()).isEqualTo(new State.Wrong());
        assertThat(fixture.compared).containsExactly("ABC D10");
    }

    @Test
    void anAnswerThatComesTooLateCountsForNothing() {
        CompletableFuture<Compared> slow = new CompletableFuture<>();
        fixture.comparing = slow;
        model.typedCode().typed(row(), "ABCD1001");
        assertThat(state()).isEqualTo(new State.Comparing());

        model.typedCode().typed(row(), "ABCD");
        slow.complete(new Compared.Same(code));

        assertThat(state()).isEqualTo(new State.Waiting());
        assertThat(model.needs().of(row())).isEqualTo(Need.CODE);
    }

    @Test
    void whyNothingCouldBeComparedIsSaid() {
        Problem why = new Problem.Missing("secret");
        fixture.comparing = CompletableFuture.completedFuture(new Compared.Unknown(why));
        model.typedCode().typed(row(), "ABCD1001");
        assertThat(state()).isEqualTo(new State.Unknown(why));

        fixture.comparing = CompletableFuture.failedFuture(new IllegalStateException("closed"));
        model.typedCode().typed(row(), "ABCD1001");
        assertThat(state()).isInstanceOf(State.Unknown.class);
    }

    @Test
    void whatIsRightForOneIsForgottenWithTheNext() {
        fixture.comparing = CompletableFuture.completedFuture(new Compared.Same(code));
        fixture.add(fixture.person("1002", "bob", 40));
        model.typedCode().typed(row(), "ABCD1001");
        model.select(fixture.row("bob"));

        assertThat(model.needs().of(fixture.row("bob"))).isEqualTo(Need.CODE);
        assertThat(model.needs().of(row())).isEqualTo(Need.CODE);
    }

    @Test
    void aCodeThatFoundTheRequestIsNotTypedTwice() {
        fixture.finds = new Found(ann.key(), code, "", null, List.of());
        model.look("ABCD1001");
        model.finder().find();

        assertThat(model.needs().of(row())).isEqualTo(Need.NOTHING);
        model.approve(row());
        assertThat(fixture.decided).extracting(ModelFixture.Decided::method).containsExactly(Method.TYPED_CODE);
    }

    @Test
    void anOwnerIsAskedForAlsoAfterTheCode() {
        model.besides().tick(row(), new Options(false, true, "", "", code, null, null));
        model.approve(row());
        assertThat(fixture.decided).isEmpty();

        fixture.dialogs.sayYes();

        assertThat(fixture.decided).extracting(ModelFixture.Decided::method).containsExactly(Method.TYPED_CODE);
    }

    @Test
    void whereThereIsNoCodeTheSecondQuestionSaysWhatToCompare() {
        fixture.demands = Demand.SECOND_QUESTION;
        fixture.add(fixture.device("c325", "Mac", 4, "operator.read"));
        fixture.timer.pass(Duration.ofSeconds(2));
        Row mac = fixture.row("Mac");
        assertThat(model.needs().of(mac)).isEqualTo(Need.QUESTION);

        model.approve(mac);

        assertThat(fixture.decided).isEmpty();
        assertThat(fixture.dialogs.questions().getFirst().title()).isEqualTo("Approve Mac at studio?");
        assertThat(fixture.dialogs.questions().getFirst().text())
                .contains("the id of its request", "compare: request.");
        fixture.dialogs.sayYes();
        assertThat(fixture.decided).extracting(ModelFixture.Decided::method).containsExactly(Method.ASKED_AGAIN);
    }

    @Test
    void whatThePolicyWantsIsSeenAtOnce() {
        int before = model.surroundings().get();
        model.surroundingsChanged();
        assertThat(model.surroundings().get()).isGreaterThan(before);
    }
}
