package dev.gatehouse.ui;

import dev.gatehouse.console.Console;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.access.AccessView;
import dev.gatehouse.ui.common.Surroundings;
import dev.gatehouse.ui.gateways.GatewaysView;
import dev.gatehouse.ui.history.HistoryView;
import dev.gatehouse.ui.pair.PairView;
import dev.gatehouse.ui.pair.PracticePhone;
import java.util.List;
import org.kordamp.ikonli.feather.Feather;

/** The places beside Requests, in the order of the side bar. */
public final class OtherPlaces {
    private OtherPlaces() {}

    /** Makes them for {@code console}, in a run without a practice gateway. */
    public static List<Place> of(Console console, Surroundings surroundings) {
        return of(console, surroundings, PracticePhone.NONE);
    }

    /** Makes them for {@code console}; {@code phone} plays with the codes of the practice gateway. */
    public static List<Place> of(Console console, Surroundings surroundings, PracticePhone phone) {
        PairView pair = new PairView(console, surroundings, phone);
        return List.of(
                new Place("access", Phrase.of("access.title"), Feather.USERS, new AccessView(console, surroundings)),
                new Place("pair", Phrase.of("pair.title"), Feather.GRID, pair, pair.open()),
                new Place("history", Phrase.of("history.title"), Feather.CLOCK, new HistoryView(console, surroundings)),
                new Place(
                        "gateways",
                        Phrase.of("gateways.title"),
                        Feather.SERVER,
                        new GatewaysView(console, surroundings)));
    }
}
