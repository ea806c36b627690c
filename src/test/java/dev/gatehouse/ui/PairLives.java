package dev.gatehouse.ui;

import dev.gatehouse.gateway.CodeContents;
import dev.gatehouse.gateway.CodeOffer;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SetupCode;
import dev.gatehouse.pairing.SubjectKey;
import dev.gatehouse.testing.ConsoleFixture;
import dev.gatehouse.testing.Grants;
import dev.gatehouse.testing.StubGateway;
import java.time.Instant;
import java.util.List;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** What became of a code that was made on the Pair screen, for pictures. */
final class PairLives {
    private static final String TEXT = "eyJ1cmwiOiJ3c3M6Ly9ndy5leGFtcGxlLmNvbSIsImJvb3RzdHJhcFRva2VuIjoiVGhpcyBpcyBu"
            + "byBzZWNyZXQgYnV0IGFzIGxvbmcgYXMgb25lIiwiZXhwaXJlc0F0TXMiOjE3OTUyMDAwMDAwMDB9";
    private static final SubjectKey PHONE = new SubjectKey("home", "", "", "d1");

    private PairLives() {}

    /** Makes what {@code state} shows. */
    static void fill(ConsoleFixture fixture, String state) {
        StubGateway home = fixture.gateway("home", "home");
        boolean permanent = state.equals("pair-permanent");
        home.change(now -> {
            now.offers.add(new CodeOffer(permanent ? "permanent" : "phone", List.of(), null));
            now.nextCodes.add(new SetupCode(TEXT));
            now.contents = contents(permanent);
        });
        ScreensGallery.pause(900);
    }

    /** Makes the code and lets happen to it what {@code state} shows. */
    static void live(ConsoleFixture fixture, Stage stage, String state) throws Exception {
        StubGateway home = fixture.product().at("home");
        ScreensGallery.fire(stage, "#pair-make");
        ScreensGallery.pause(900);
        switch (state) {
            case "pair-joined", "pair-joined-stale", "pair-uncertain", "pair-left" ->
                home.change(now -> now.grants.add(Grants.device("home", "d1", "Pixel 8", "operator.admin")));
            case "pair-asks" ->
                home.change(now -> now.requests.add(Grants.asks("home", "telegram", "222", "ABCD2345", "carl")));
            case "pair-locked" -> fixture.console().codes().lock();
            default -> {}
        }
        State becomes = becomes(state);
        if (becomes != null) {
            home.change(now -> now.codes.replaceAll(code -> code.in(becomes)));
        }
        ScreensGallery.pause(500);
        switch (state) {
            case "pair-left" -> home.change(now -> now.grants.clear());
            case "pair-joined-stale" -> home.change(now -> now.failing = new Problem.Missing("/srv/openclaw"));
            default -> {}
        }
    }

    private static @Nullable State becomes(String state) {
        return switch (state) {
            case "pair-joined", "pair-joined-stale", "pair-left" -> new State.Used(PHONE, "Pixel 8", Instant.now());
            case "pair-asks" ->
                new State.Used(new SubjectKey("home", "telegram", "default", "222"), "carl", Instant.now());
            case "pair-uncertain" -> new State.Uncertain(Phrase.of("openclaw.code.uncertain", "Pixel 8"), PHONE);
            case "pair-expired" -> new State.Expired();
            case "pair-cancelled" -> new State.Cancelled();
            default -> null;
        };
    }

    private static CodeContents contents(boolean permanent) {
        return permanent
                ? new CodeContents(
                        List.of("ws://203.0.113.7:18789"),
                        false,
                        Phrase.of("openclaw.code.token.token"),
                        Phrase.of("openclaw.code.who.always"),
                        null,
                        Phrase.of("openclaw.code.grants.permanent"),
                        List.of(
                                Phrase.of("openclaw.code.warn.permanent"),
                                Phrase.of("openclaw.code.warn.plain"),
                                Phrase.of("openclaw.code.warn.refused")))
                : new CodeContents(
                        List.of("wss://gw.example.com:18789"),
                        true,
                        Phrase.of("openclaw.code.token.bootstrap"),
                        Phrase.of("openclaw.code.who.once"),
                        Instant.now().plusSeconds(300),
                        Phrase.of("openclaw.code.grants.full"),
                        List.of());
    }
}
