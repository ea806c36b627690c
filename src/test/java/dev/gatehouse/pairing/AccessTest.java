package dev.gatehouse.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.pairing.Right.Type;
import dev.gatehouse.pairing.Right.Weight;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessTest {
    private static final Right READ = new Right(Type.SCOPE, "operator.read", Weight.ORDINARY);
    private static final Right ADMIN = new Right(Type.SCOPE, "operator.admin", Weight.ADMIN);
    private static final Right NODE = new Right(Type.ROLE, "node", Weight.ORDINARY);
    private static final Right RUN = new Right(Type.COMMAND, "system.run", Weight.EXECUTION);

    @Test
    void theHeaviestRightComesFirst() {
        assertThat(new Access(List.of(READ, RUN, ADMIN, READ)).rights()).containsExactly(ADMIN, RUN, READ);
    }

    @Test
    void anAdministratorHasEveryScopeButNoRoleOrCommand() {
        Access admin = new Access(List.of(ADMIN));
        assertThat(admin.covers(new Access(List.of(READ)))).isTrue();
        assertThat(admin.covers(new Access(List.of(NODE)))).isFalse();
        assertThat(admin.covers(new Access(List.of(RUN)))).isFalse();
    }

    @Test
    void whatIsBeyondIsWhatIsNotCovered() {
        Access asked = new Access(List.of(READ, ADMIN, NODE));
        assertThat(asked.beyond(new Access(List.of(READ))).rights()).containsExactly(ADMIN, NODE);
        assertThat(asked.beyond(asked)).isEqualTo(Access.NONE);
    }

    @Test
    void administrationAndExecutionAreGrave() {
        assertThat(new Access(List.of(READ, NODE)).grave()).isFalse();
        assertThat(new Access(List.of(RUN)).grave()).isTrue();
        assertThat(new Access(List.of(ADMIN)).grave()).isTrue();
    }
}
