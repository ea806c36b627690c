package dev.gatehouse.ui.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.testing.ConsoleFixture;
import dev.gatehouse.testing.Grants;
import dev.gatehouse.testing.SecretHunt;
import dev.gatehouse.ui.gateways.GatewayItem.Connected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is entered stays where it belongs: a whole day with a token, and then everything that was written is searched. */
class NoSecretLeavesTest {
    private static final String ADDRESS = "10.0.0.5:18789";
    private static final String WRONG = "tok-WRONG-7f3a9c";
    private static final String RIGHT = "tok-RIGHT-51be02";
    private static final String PASSPHRASE = "correct horse battery";

    @TempDir
    Path folder;

    private SecretHunt hunt;
    private NetworkFixture fixture;

    @BeforeEach
    void open() {
        hunt = new SecretHunt(folder);
        hunt.hide("the wrong token", WRONG);
        hunt.hide("the right token", RIGHT);
        hunt.hide("the passphrase", PASSPHRASE);
        fixture = new NetworkFixture(screen -> {
            try {
                return ConsoleFixture.withFiles(folder, screen);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @AfterEach
    void close() {
        fixture.close();
        hunt.close();
    }

    private ConnectForm.Field field(ConnectForm form, String key) {
        return form.fields().stream()
                .filter(field -> field.field().key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private void note(Object passed) {
        hunt.note(passed);
    }

    private void aDayWithAToken() {
        GatewaysViewModel model = fixture.model();
        fixture.product().at(ADDRESS).change(state -> state.token = RIGHT);
        model.show();
        model.add();
        fixture.doWork();
        NewPassphrase passphrase = model.secrets().create();
        passphrase.first().set(PASSPHRASE);
        passphrase.again().set(PASSPHRASE);
        note(passphrase.first());
        passphrase.submit();
        fixture.until(() -> passphrase.attempt().doneProperty().get());
        note(model.secrets().keepingProperty().get());

        ConnectForm form = model.form();
        field(form, "address").value().set(ADDRESS);
        field(form, "token").value().set(WRONG);
        form.test();
        fixture.doWork();
        note(form.stateProperty().get());
        note(form.fields());
        form.connect();
        fixture.until(() -> fixture.problem(0) instanceof LinkProblem.WrongSecret);
        note(model.items());

        Connected gateway = fixture.connected(0);
        model.help(gateway, Objects.requireNonNull(model.aid(gateway.status())));
        SecretEntry entry = Objects.requireNonNull(model.entryProperty().get());
        entry.inputs().getFirst().text().set(RIGHT);
        note(entry.inputs());
        entry.submit();
        fixture.until(() -> fixture.state(0) instanceof GatewayState.Live);
        model.endEntry();

        String id = fixture.connected(0).status().profile().id();
        DmRequest bob = Grants.asks(id, "telegram", "777", "ABCD2345", "bob");
        fixture.product().at(ADDRESS).change(state -> state.requests.add(bob));
        fixture.until(() -> fixture.console().inbox().all().size() == 1);
        note(fixture.console()
                .decisions()
                .decide(new Decision.Approve(bob), Method.ONE_CLICK)
                .join());
        note(fixture.console().settings().get());
        note(fixture.console().gateways().all());
        note(fixture.console().secrets());
        note(fixture.console().environment());
        fixture.close();
    }

    @Test
    void noFileNoLogAndNoTextHoldsIt() throws IOException {
        aDayWithAToken();

        assertThat(hunt.logged()).contains("WrongSecret");
        assertThat(hunt.files()).contains("settings.json", "history.jsonl", "secrets.sealed", "gatehouse.log");
        assertThat(Files.readString(folder.resolve("history.jsonl"))).contains("777");
        assertThat(hunt.found()).isEmpty();
    }
}
