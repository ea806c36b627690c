package dev.gatehouse.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.console.Settings.WindowPlace;
import dev.gatehouse.pairing.SubjectKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("config/settings.json");
    }

    @Test
    void whatIsChangedIsThereNextTime() throws IOException {
        try (SettingsFile settings = SettingsFile.keptIn(file)) {
            settings.change(now -> now.withGateways(List.of(ScriptedGateway.profile("home"))));
            settings.change(now -> now.withWindow(new WindowPlace(1, 2, 1280, 800, true)));
            settings.change(now -> now.withView("filter", "dm"));
        }
        try (SettingsFile settings = SettingsFile.keptIn(file)) {
            assertThat(settings.get().gateways()).containsExactly(ScriptedGateway.profile("home"));
            assertThat(settings.get().window()).isEqualTo(new WindowPlace(1, 2, 1280, 800, true));
            assertThat(settings.get().view()).containsEntry("filter", "dm");
        }
    }

    @Test
    void whatApprovalsNeedIsKeptWithTheGatewayAndGoesWithIt() throws IOException {
        try (SettingsFile settings = SettingsFile.keptIn(file)) {
            settings.change(now -> now.withGateways(List.of(ScriptedGateway.profile("home")))
                    .withApproval("home", ApprovalPolicy.CODE_FOR_FIRST));
        }
        try (SettingsFile settings = SettingsFile.keptIn(file)) {
            assertThat(settings.get().approval("home")).isEqualTo(ApprovalPolicy.CODE_FOR_FIRST);
            assertThat(settings.get().approval("attic")).isEqualTo(ApprovalPolicy.ONE_CLICK);
            settings.change(now -> now.withView("filter", "dm"));
            assertThat(settings.get().approval("home")).isEqualTo(ApprovalPolicy.CODE_FOR_FIRST);
            settings.change(now -> now.without("home"));
        }
        try (SettingsFile settings = SettingsFile.keptIn(file)) {
            assertThat(settings.get().approvals()).isEmpty();
            assertThat(settings.get().gateways()).isEmpty();
            assertThat(settings.get().view()).containsEntry("filter", "dm");
        }
    }

    @Test
    void anOlderFileAsksForNothingAndAWordThatNobodyKnowsForTheMost() throws IOException {
        write("{\"version\": 1, \"view\": {\"filter\": \"dm\"}}");
        try (SettingsFile settings = SettingsFile.keptIn(file)) {
            assertThat(settings.get().approval("home")).isEqualTo(ApprovalPolicy.ONE_CLICK);
        }
        write("{\"version\": 2, \"view\": {\"filter\": \"dm\"}, \"approvals\": {\"home\": \"FOUR_EYES\"}}");
        try (SettingsFile settings = SettingsFile.keptIn(file)) {
            assertThat(settings.get().approval("home")).isEqualTo(ApprovalPolicy.CODE_FOR_ALL);
            assertThat(settings.get().view()).containsEntry("filter", "dm");
        }
    }

    @Test
    void readingWritesNothing() throws IOException {
        try (SettingsFile settings = SettingsFile.keptIn(file)) {
            assertThat(settings.get()).isEqualTo(Settings.FIRST);
        }
        assertThat(file.getParent()).doesNotExist();
    }

    @Test
    void aFileOfANewerConsoleIsReadAndNeverOverwritten() throws IOException {
        write("{\"version\": 2, \"view\": {\"filter\": \"dm\"}, \"unheard\": [1]}");
        String before = Files.readString(file);
        try (SettingsFile settings = SettingsFile.keptIn(file)) {
            assertThat(settings.isNewer()).isTrue();
            assertThat(settings.get().view()).containsEntry("filter", "dm");
            settings.change(now -> now.withView("filter", ""));
            assertThat(settings.get().view()).isEmpty();
        }
        assertThat(file).hasContent(before);
    }

    @Test
    void aFileThatMakesNoSenseIsSetAsideWhenItIsReplaced() throws IOException {
        write("{\"version\": 1, \"gateways\"");
        try (SettingsFile settings = SettingsFile.keptIn(file)) {
            assertThat(settings.get()).isEqualTo(Settings.FIRST);
            assertThat(file).hasContent("{\"version\": 1, \"gateways\"");
            settings.change(now -> now.withView("filter", "dm"));
        }
        assertThat(file.resolveSibling("settings.json.unreadable")).hasContent("{\"version\": 1, \"gateways\"");
        try (SettingsFile settings = SettingsFile.keptIn(file)) {
            assertThat(settings.get().view()).containsEntry("filter", "dm");
        }
    }

    @Test
    void settingsThatCannotBeReadAreNotTakenForNone() throws IOException {
        Files.createDirectories(file);
        assertThatThrownBy(() -> SettingsFile.keptIn(file).close()).isInstanceOf(IOException.class);
    }

    @Test
    void labelsAreKeptByGatewayChannelAndId() throws IOException {
        SubjectKey ann = new SubjectKey("home", "telegram", "work", "1");
        SubjectKey other = new SubjectKey("home", "telegram", "default", "1");
        Labels.keptIn(file).set(ann, "  Ann from work ", true);
        assertThat(Labels.keptIn(file).of(ann)).isEqualTo("Ann from work");
        assertThat(Labels.keptIn(file).of(other)).isEmpty();
        Labels.keptIn(file).set(ann, "", true);
        assertThat(Labels.keptIn(file).of(ann)).isEmpty();
    }

    @Test
    void twoConsolesLoseNothingOfEachOther() throws IOException {
        try (SettingsFile one = SettingsFile.keptIn(file);
                SettingsFile other = SettingsFile.keptIn(file)) {
            one.change(now -> now.withView("filter", "dm"));
            other.change(now -> now.withGateways(List.of(ScriptedGateway.profile("home"))));
        }
        try (SettingsFile settings = SettingsFile.keptIn(file)) {
            assertThat(settings.get().view()).containsEntry("filter", "dm");
            assertThat(settings.get().gateways()).hasSize(1);
        }
        SubjectKey ann = new SubjectKey("home", "telegram", "work", "1");
        SubjectKey bob = new SubjectKey("home", "telegram", "work", "2");
        Path labels = folder.resolve("labels.json");
        Labels one = Labels.keptIn(labels);
        Labels other = Labels.keptIn(labels);
        one.set(ann, "Ann", true);
        other.set(bob, "Bob", true);
        assertThat(Labels.keptIn(labels).of(ann)).isEqualTo("Ann");
        assertThat(Labels.keptIn(labels).of(bob)).isEqualTo("Bob");
    }

    @Test
    void labelsOfANewerConsoleAreNoProblem() throws IOException {
        write("{\"version\": 7, \"people\": []}");
        assertThat(Labels.keptIn(file).of(new SubjectKey("home", "", "", "1"))).isEmpty();
    }

    @Test
    void aLabelForThisRunIsNotKept() throws IOException {
        SubjectKey ann = new SubjectKey("practice", "telegram", "work", "1");
        Labels labels = Labels.keptIn(file);
        labels.set(ann, "Ann", false);
        assertThat(labels.of(ann)).isEqualTo("Ann");
        assertThat(file).doesNotExist();
    }

    private void write(String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
