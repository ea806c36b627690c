package dev.gatehouse.ui.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.testing.Asks;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What passers-by can read. */
class BellWordsTest {
    private static final Duration LEFT = Duration.ofMinutes(4);

    private final ModelFixture fixture = new ModelFixture();
    private final BellWords words = new BellWords(new Words(Locale.ENGLISH, ZoneOffset.UTC));

    @Test
    void aSenderIsNamedWithTheirIdAndNeverWithTheirCode() {
        var entry =
                fixture.entry(Asks.dm("home", "telegram", "work", "712345", "JY829YJX", "A\u202Enn\nApprove me", LEFT));
        assertThat(words.title(entry)).isEqualTo("A sender asks to be let in at home");
        assertThat(words.text(entry, 0)).isEqualTo("“Ann Approve me” (712345), Telegram, account work");
        assertThat(words.text(entry, 1)).endsWith("\nand one more request");
        assertThat(words.text(entry, 3)).endsWith("\nand 3 more requests");
    }

    @Test
    void adminRightsAndCommandsAreSaidFirst() {
        var admin = fixture.entry(Asks.device(
                "studio", Kind.DEVICE, "d".repeat(64), "Laptop", "linux", LEFT, "operator.read", "operator.admin"));
        assertThat(words.title(admin)).isEqualTo("Somebody asks for admin rights at studio");
        assertThat(words.text(admin, 0)).isEqualTo("“Laptop” (dddddddd…dddd)");
        var commands = fixture.entry(Asks.device("studio", Kind.NODE, "n1", "Build", "linux", LEFT, "system.run"));
        assertThat(words.title(commands)).isEqualTo("Somebody asks to run commands at studio");
        assertThat(words.title(fixture.entry(Asks.device("studio", Kind.NODE, "n1", "Build", "linux", LEFT))))
                .isEqualTo("A node asks to join studio");
    }

    @Test
    void aClientIsNamedWithoutItsPin() {
        var entry = fixture.entry(Asks.client("home", "c1", "Phone", "481516", 0, "read:/**"));
        assertThat(words.title(entry)).isEqualTo("A client asks to join home");
        assertThat(words.text(entry, 0)).isEqualTo("“Phone” (c1)").doesNotContain("481516");
    }

    @Test
    void whereNobodyKnowsWhoAsksNothingOfTheCodeIsSaid() {
        var entry = fixture.entry(Asks.anonymous("home", "telegram", "1732000000.1234", LEFT));
        assertThat(words.text(entry, 0)).startsWith("Code of ").doesNotContain("1732000000");
    }
}
