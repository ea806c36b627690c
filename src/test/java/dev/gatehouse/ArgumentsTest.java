package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.Arguments.Mode;
import dev.gatehouse.Arguments.ThemeChoice;
import dev.gatehouse.Arguments.UsageException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    @Test
    void nothingOpensTheWindow() throws UsageException {
        assertThat(Arguments.parse(List.of()))
                .isEqualTo(new Arguments(
                        Mode.WINDOW, false, null, ThemeChoice.SYSTEM, 1280, 800, false, null, false, false));
    }

    @Test
    void everythingTogether() throws UsageException {
        List<String> words =
                Arguments.split("--snapshot \"a b.png\" --theme dark --size 1000x700 --store '/tmp/my store'/x ");
        Arguments arguments = Arguments.parse(words);
        assertThat(arguments.mode()).isEqualTo(Mode.SNAPSHOT);
        assertThat(arguments.snapshot()).isEqualTo(Path.of("a b.png").toAbsolutePath());
        assertThat(arguments.theme()).isEqualTo(ThemeChoice.DARK);
        assertThat(arguments.width()).isEqualTo(1000);
        assertThat(arguments.height()).isEqualTo(700);
        assertThat(arguments.sized()).isTrue();
        assertThat(arguments.store()).isEqualTo(Path.of("/tmp/my store/x"));
    }

    @Test
    void quotesKeepAWordTogetherAndAreDropped() throws UsageException {
        assertThat(Arguments.split("a 'b c' \"d 'e'\" f\"g h\"i")).containsExactly("a", "b c", "d 'e'", "fg hi");
        assertThat(Arguments.split("  ")).isEmpty();
        assertThat(Arguments.split("--store ''")).containsExactly("--store", "");
    }

    @Test
    void aQuoteThatDoesNotEndIsToldOf() {
        assertThatThrownBy(() -> Arguments.split("--store '/tmp/x")).isInstanceOf(UsageException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--bad",
                "--json",
                "--theme blue",
                "--size 12",
                "--size 99999x99999",
                "--size 1x1",
                "--store",
                "--store --list",
                "--list --snapshot x.png",
                "--list --rehearse",
                "--practice --store x"
            })
    void nonsenseIsRefused(String line) {
        assertThatThrownBy(() -> Arguments.parse(Arguments.split(line)))
                .isInstanceOf(UsageException.class)
                .hasMessageNotContaining("\n");
    }

    @Test
    void helpAndVersionWinOverEverything() throws UsageException {
        assertThat(Arguments.parse(List.of("--list", "--help")).mode()).isEqualTo(Mode.HELP);
        assertThat(Arguments.parse(List.of("--version", "--list")).mode()).isEqualTo(Mode.VERSION);
    }
}
