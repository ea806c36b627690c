package dev.gatehouse.gateway.clasp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairingBlockTest {
    private static final String PAGE = """
            # clasp.yaml
            server:
              port: 7330
              security:
                pairing:
                  enabled: true
                  pin_length: 6
                  pin_timeout: 300  # 5 minutes
                  default_permissions:
                    read: ["/**"]
                    write: ["/**"]
            """;

    @TempDir
    Path folder;

    private PairingBlock block(String yaml) throws IOException {
        Path file = folder.resolve("clasp.yaml");
        Files.writeString(file, yaml);
        return new PairingBlock(file);
    }

    private String text() throws IOException {
        return Files.readString(folder.resolve("clasp.yaml"));
    }

    @Test
    void thePageIsReadAsItIsMeant() throws IOException, GatewayException {
        assertThat(block(PAGE).read()).isEqualTo(PairingSettings.PAGE);
    }

    @Test
    void theOlderNameOfTheTimeoutCountsToo() throws IOException, GatewayException {
        PairingBlock block = block(PAGE.replace("pin_timeout: 300", "timeout: 120"));
        assertThat(block.read().pinTimeout()).isEqualTo(Duration.ofMinutes(2));
        block.write(block.read().withPinTimeout(Duration.ofMinutes(3)));
        assertThat(text()).contains("      timeout: 180  # 5 minutes\n").doesNotContain("pin_timeout");
    }

    @Test
    void onlyWhatDiffersIsTouched() throws IOException, GatewayException {
        PairingBlock block = block(PAGE);
        block.write(block.read().withPinTimeout(Duration.ofMinutes(2)).withEnabled(false));
        assertThat(text())
                .isEqualTo(PAGE.replace("pin_timeout: 300  #", "pin_timeout: 120  #")
                        .replace("enabled: true", "enabled: false"));
        assertThat(block.read().enabled()).isFalse();
    }

    @Test
    void listsInLinesOfTheirOwnAreReplacedAndTheirNeighboursKept() throws IOException, GatewayException {
        PairingBlock block = block("""
                server:
                  security:
                    pairing:
                      default_permissions:
                        read:
                          - "/a"   # first
                          - /b
                        # what may be written
                        write:
                        - /c
                  name: "Bühne 🎭"
                other: [1, 2]
                """);
        assertThat(block.read().defaults().texts()).containsExactly("read:/a", "read:/b", "write:/c");
        block.write(block.read().withDefaults(Permissions.of(List.of("/x/**"), List.of())));
        assertThat(text())
                .contains("# what may be written\n", "name: \"Bühne 🎭\"\nother: [1, 2]\n")
                .contains("write: []\n");
        assertThat(block.read().defaults().texts()).containsExactly("read:/x/**");
    }

    @Test
    void whatIsMissingIsAddedWhereItBelongs() throws IOException, GatewayException {
        PairingBlock block = block("# mine\nserver:\n  port: 7330 # kept\n");
        PairingSettings wanted = PairingSettings.PAGE
                .withPinLength(8)
                .withLan(true)
                .withRules("name contains \"x\\y\": reject \"no\"\neverybody: read /public/**");
        block.write(wanted);
        assertThat(text())
                .startsWith("# mine\nserver:\n  security:\n    pairing:\n")
                .endsWith("  port: 7330 # kept\n");
        assertThat(block.read()).isEqualTo(wanted);
        block.write(PairingSettings.PAGE);
        assertThat(block.read()).isEqualTo(PairingSettings.PAGE);
    }

    @Test
    void anEmptyOrAbsentFileIsBegun() throws IOException, GatewayException {
        PairingBlock block = new PairingBlock(folder.resolve("clasp.yaml"));
        assertThat(block.read()).isEqualTo(PairingSettings.PAGE);
        block.write(PairingSettings.PAGE.withPinLength(7));
        assertThat(block.read().pinLength()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server: &s\n  security: {}\nother: *s\n",
                "server:\n  security: {pairing: }\n",
                "server: 3\n",
                "- a\n- b\n",
                "server:\n  security:\n\tpairing: 1\n",
                "a: 1\n---\nb: 2\n",
                "a: [\n",
                "a: 1\na: 2\n"
            })
    void whatCannotBeChangedWithoutLossStaysAsItIs(String yaml) throws IOException {
        PairingBlock block = block(yaml);
        assertThatThrownBy(() -> block.write(PairingSettings.PAGE.withPinLength(9)))
                .isInstanceOf(GatewayException.class);
        assertThat(text()).isEqualTo(yaml);
    }

    @Test
    void whatIsNoYamlIsSaidToBeNone() throws IOException {
        PairingBlock block = block("server:\n  a: [\n");
        assertThatThrownBy(block::read)
                .isInstanceOfSatisfying(
                        GatewayException.class, e -> assertThat(e.problem()).isInstanceOf(Problem.Malformed.class));
    }

    @Test
    void mutatedFilesAreChangedRightOrNotAtAll() throws IOException {
        long seed = System.nanoTime();
        System.out.println("mutated with seed " + seed);
        Random random = new Random(seed);
        String odd = " \n\t:#-[]{}\"'&*!|>%@ax0é🎭";
        for (int i = 0; i < 400; i++) {
            StringBuilder yaml = new StringBuilder(PAGE);
            for (int j = 0; j < 1 + random.nextInt(3); j++) {
                int at = random.nextInt(yaml.length());
                int from = odd.offsetByCodePoints(0, random.nextInt(odd.codePointCount(0, odd.length())));
                yaml.replace(at, at + random.nextInt(2), Character.toString(odd.codePointAt(from)));
            }
            // Half of a character becomes a question mark.
            String mutated = new String(yaml.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            PairingBlock block = block(mutated);
            try {
                PairingSettings wanted =
                        block.read().withPinLength(9).withDefaults(Permissions.of(List.of("/only"), List.of()));
                block.write(wanted);
                assertThat(block.read()).as("seed %d, round %d", seed, i).isEqualTo(wanted);
            } catch (GatewayException _) {
                assertThat(text()).as("seed %d, round %d", seed, i).isEqualTo(mutated);
            }
        }
    }
}
