package dev.gatehouse.gateway.orginabox;

import static dev.gatehouse.gateway.orginabox.OrgFixture.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteProfileTest {
    @Test
    void onlyWhatIsDocumentedIsConfirmed() {
        RouteProfile shipped = RouteProfile.shipped();
        assertThat(shipped.routes().keySet()).containsExactlyInAnyOrder(Operation.values());
        assertThat(shipped.routes().entrySet().stream()
                        .filter(entry -> entry.getValue().confirmed())
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(Operation.GATEWAYS, Operation.PAIRED, Operation.EVENTS);
    }

    @Test
    void fillsInWhatIsEncodedAndNothingElse() throws Exception {
        HttpRoute route = RouteProfile.edited(
                        "{\"approve\":{\"path\":\"/x/{gateway}\",\"body\":{\"code\":\"{code}\",\"who\":{\"id\":\"{user}\"},\"n\":1}}}")
                .of(Operation.APPROVE);
        assertThat(route.path(0, Map.of("gateway", "a/../b c?d#e\u00fc"))).isEqualTo("/x/a%2F..%2Fb%20c%3Fd%23e%C3%BC");
        assertThat(route.body(Map.of("code", "A\"B", "user", "$1{code}")))
                .isEqualTo("{\"code\":\"A\\\"B\",\"who\":{\"id\":\"$1{code}\"},\"n\":1}");
        assertThat(route.text(0)).isEqualTo("POST /x/{gateway}");
    }

    @Test
    void keepsWhatIsNotWritten() throws Exception {
        RouteProfile edited = RouteProfile.edited("{\"codes\":{\"path\":\"/v1/codes?gateway={gateway}\"}}");
        assertThat(edited.of(Operation.CODES).paths()).containsExactly("/v1/codes?gateway={gateway}");
        assertThat(edited.of(Operation.CODES).list()).contains("pairingCodes");
        assertThat(edited.of(Operation.REVOKE)).isEqualTo(RouteProfile.shipped().of(Operation.REVOKE));
        assertThat(RouteProfile.edited(" \n")).isEqualTo(RouteProfile.shipped());
        assertThat(RouteProfile.edited(RouteProfile.shippedText())).isEqualTo(RouteProfile.shipped());
    }

    @Test
    void aDocumentedRouteThatIsChangedIsNotConfirmedAnyMore() throws Exception {
        assertThat(RouteProfile.edited("{\"gateways\":{\"path\":\"/v2/gateways\"}}")
                        .of(Operation.GATEWAYS)
                        .confirmed())
                .isFalse();
        assertThat(RouteProfile.edited("{\"approve\":{\"confirmed\":true}}")
                        .of(Operation.APPROVE)
                        .confirmed())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "{} {}",
                "{\"unknown\":{}}",
                "{\"codes\":[]}",
                "{\"codes\":{\"method\":\"POST\"}}",
                "{\"approve\":{\"method\":\"GET\"}}",
                "{\"approve\":{\"method\":\"CONNECT\"}}",
                "{\"approve\":{\"paths\":[\"/a/{code}\",\"/b/{code}\"]}}",
                "{\"approve\":{\"paths\":[]}}",
                "{\"approve\":{\"path\":\"/no/code\"}}",
                "{\"approve\":{\"path\":\"https://evil.example/{code}\"}}",
                "{\"approve\":{\"path\":\"//evil.example/{code}\"}}",
                "{\"approve\":{\"path\":\"/a/../{code}\"}}",
                "{\"approve\":{\"path\":\"/a/{code}#x\"}}",
                "{\"approve\":{\"path\":\"/a b/{code}\"}}",
                "{\"approve\":{\"path\":\"/a\\r\\nX: y/{code}\"}}",
                "{\"approve\":{\"path\":\"/a/{code}/{token}\"}}",
                "{\"approve\":{\"path\":7}}",
                "{\"approve\":{\"body\":\"text\"}}",
                "{\"revoke\":{\"path\":\"/a/{code}\"}}"
            })
    void refusesWhatItCannotUse(String edited) {
        assertThat(problem(() -> RouteProfile.edited(edited)).sentence().key()).isEqualTo("oiab.routes.wrong");
    }

    @Test
    void refusesWhatIsTooLong() {
        String edited = "{\"codes\":{\"list\":[\"" + "x".repeat(400) + "\"" + ",\"y\"".repeat(10_000) + "]}}";
        assertThat(problem(() -> RouteProfile.edited(edited)).sentence().key()).isEqualTo("oiab.routes.wrong");
    }
}
