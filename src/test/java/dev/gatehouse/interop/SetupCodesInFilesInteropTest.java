package dev.gatehouse.interop;

import static dev.gatehouse.interop.LiveSite.confirmed;
import static dev.gatehouse.interop.LiveSite.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.console.ShelvedCode;
import dev.gatehouse.gateway.CodeOffer;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.interop.OpenClawState.Channel;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Phrase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Setup codes of the last version that keeps its pairing in files and tells nothing of a code but the code. */
@Tag("interop")
@ExtendWith(OpenClawExtension.class)
@Version(OpenClawVersion.FILES)
@Timeout(200)
class SetupCodesInFilesInteropTest {
    @TempDir
    Path base;

    @Test
    void aPhoneThatScansTheCodeJoinsAndTheCodeIsGone(OpenClawInstall install) throws Exception {
        try (LiveSite live = LiveSite.in(base, install, Channel.OFF)) {
            ConsoleUnderTest console = live.console();
            assertThat(console.status().offers()).extracting(CodeOffer::id).containsExactly("phone");
            String url = live.site().outside().toString();
            String profile = console.status().profile().id();

            confirmed(console.decide(new Decision.IssueCode(profile, "phone", Map.of("url", url))));

            ShelvedCode code = console.console().codes().all().getFirst();
            Carried carried = Carried.in(code);
            assertThat(carried.url()).isEqualTo(url);
            assertThat(carried.expiresAt()).as("this version tells no end").isNull();
            JsonNode row = rows(live).path(carried.token());
            assertThat(code.code().expiresAt())
                    .isEqualTo(Instant.ofEpochMilli(row.path("issuedAtMs").asLong())
                            .plus(Duration.ofMinutes(10)));
            assertThat(code.code().purpose()).isEqualTo(Phrase.of("openclaw.code.limited"));
            assertThat(refused(console.decide(new Decision.CancelCode(code.code())), Problem.NotOffered.class))
                    .isNotNull();
            assertThat(code.notCancel()).isEqualTo(Phrase.of("openclaw.absent.cancel-in-files"));

            Device phone = Device.phone("Ann’s phone", carried.token());
            try (Wire wire = phone.knock(live.site().outside())) {
                assertThat(wire.admitted()).as("%s", wire.error()).isTrue();
            }
            assertThat(console.resident("", phone.id(), Kind.NODE)
                            .grant()
                            .name()
                            .text())
                    .isEqualTo("Ann’s phone");
            assertThat(rows(live).isEmpty()).as("nobody is told who used it").isTrue();
            await("what becomes of the code")
                    .atMost(ConsoleUnderTest.SOON)
                    .untilAsserted(() -> assertThat(console.console().codes().get(code.key()))
                            .isNotNull()
                            .satisfies(now -> assertThat(now.code().state()).isInstanceOf(State.Gone.class))
                            .satisfies(now -> assertThat(now.code().text()).isNull()));
        }
    }

    private static JsonNode rows(LiveSite live) throws Exception {
        return new JsonMapper()
                .readTree(Files.readString(live.site().state().folder().resolve("devices/bootstrap.json")));
    }
}
