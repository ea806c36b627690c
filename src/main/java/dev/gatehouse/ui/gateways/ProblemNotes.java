package dev.gatehouse.ui.gateways;

import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.ui.gateways.GatewayItem.Connected;
import dev.gatehouse.ui.gateways.ProblemNote.Weight;
import java.util.List;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Everything that is wrong at one gateway as a whole. Notes that say the same as before stay, with their focus. */
final class ProblemNotes extends VBox {
    /** What the notes are made of. */
    private record Shown(String profile, String name, boolean offline, List<Problem> problems) {}

    private final GatewaysViewModel model;
    private final GatewayWords words;
    private @Nullable Shown shown;
    private @Nullable Connected gateway;

    ProblemNotes(GatewaysViewModel model, GatewayWords words) {
        super(8);
        this.model = model;
        this.words = words;
        managedProperty().bind(visibleProperty());
    }

    void show(Connected now) {
        gateway = now;
        GatewayStatus status = now.status();
        Shown wanted = new Shown(
                status.profile().id(),
                status.profile().name(),
                GatewayWords.problem(status) != null,
                Aid.problems(status));
        if (!wanted.equals(shown)) {
            shown = wanted;
            setVisible(!wanted.problems().isEmpty());
            getChildren()
                    .setAll(wanted.problems().stream()
                            .map(problem -> new ProblemNote(
                                    problem,
                                    weight(problem, wanted.offline()),
                                    wanted.name(),
                                    aids(status, problem),
                                    words,
                                    this::help))
                            .toList());
        }
    }

    /** Where nothing works, to try again is at the foot of the detail already. */
    private List<Aid> aids(GatewayStatus status, Problem problem) {
        boolean offline = GatewayWords.problem(status) != null;
        return model.aids(status, problem).stream()
                .filter(aid -> !offline || !(aid instanceof Aid.Again))
                .toList();
    }

    private static Weight weight(Problem problem, boolean offline) {
        if (Aid.passes(problem)) {
            return Weight.TELLS;
        }
        if (offline) {
            return Weight.STOPS;
        }
        return GatewayStatus.hinders(problem) ? Weight.HINDERS : Weight.TELLS;
    }

    private void help(Aid aid) {
        Connected current = gateway;
        if (current != null) {
            model.help(current, aid);
        }
    }
}
