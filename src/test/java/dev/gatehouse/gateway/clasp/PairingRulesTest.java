package dev.gatehouse.gateway.clasp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.gateway.clasp.PairingRules.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairingRulesTest {
    private static final Permissions ALL = Permissions.of(List.of("/**"), List.of("/**"));

    private static Verdict judge(String rules, String name) throws PairingRules.NoRule {
        return PairingRules.parse(rules).judge(name, ALL);
    }

    @Test
    void aRuleTurnsAwayWithItsReason() throws PairingRules.NoRule {
        String rule = "name contains unauthorized: reject Device name not allowed";
        assertThat(judge(rule, "My UNAUTHORIZED phone")).isEqualTo(new Verdict.Away("Device name not allowed"));
        assertThat(judge(rule, "My phone")).isEqualTo(new Verdict.Wait(ALL));
    }

    @Test
    void aRuleNarrowsAndNeverWidens() throws PairingRules.NoRule {
        Verdict narrowed = judge("# guests\n\neverybody: read /public/**\n", "x");
        assertThat(narrowed).isEqualTo(new Verdict.Wait(Permissions.of(List.of("/public/**"), List.of())));
        Permissions little = Permissions.of(List.of("/a"), List.of());
        assertThat(PairingRules.parse("everybody: admin /**").judge("x", little))
                .isEqualTo(new Verdict.Wait(little));
        assertThat(PairingRules.parse("everybody: read /b").judge("x", little))
                .isEqualTo(new Verdict.Wait(Permissions.NONE));
    }

    @Test
    void allRulesThatApplyCount() throws PairingRules.NoRule {
        String rules = "name contains \"tv\": read /media/**, write /media/*\neverybody: read /**";
        assertThat(judge(rules, "TV")).isEqualTo(new Verdict.Wait(Permissions.of(List.of("/media/**"), List.of())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "approve everybody",
                "everybody: approve",
                "name contains : reject",
                "everybody: read",
                "everybody: read public",
                "everybody: read /a write /b",
                "name is x: reject"
            })
    void whatIsNoRuleIsRefusedWithItsLine(String line) {
        assertThatThrownBy(() -> PairingRules.parse("everybody: read /**\n" + line))
                .isInstanceOfSatisfying(
                        PairingRules.NoRule.class, e -> assertThat(e.line()).isEqualTo(2));
    }
}
