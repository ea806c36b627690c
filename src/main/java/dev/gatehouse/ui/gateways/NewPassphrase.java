package dev.gatehouse.ui.gateways;

import dev.gatehouse.console.secrets.Secrets;
import dev.gatehouse.pairing.Phrase;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The passphrase of a sealed file that is about to be made. */
final class NewPassphrase {
    /** The fewest characters; NIST SP 800-63B-4 asks for no fewer where something else stands beside them: the file. */
    static final int LEAST = 8;

    private final Secrets secrets;
    private final Attempt attempt;
    private final MaskedText first = new MaskedText();
    private final MaskedText again = new MaskedText();
    private final ReadOnlyObjectWrapper<@Nullable Phrase> fault = new ReadOnlyObjectWrapper<>();

    NewPassphrase(Secrets secrets, Attempt attempt) {
        this.secrets = secrets;
        this.attempt = attempt;
        first.subscribe(ignored -> edited());
        again.subscribe(ignored -> edited());
    }

    private void edited() {
        fault.set(null);
        attempt.begin();
    }

    /** The passphrase. */
    MaskedText first() {
        return first;
    }

    /** The same once more. */
    MaskedText again() {
        return again;
    }

    /** What is wrong with what was typed, or null. */
    ReadOnlyObjectProperty<@Nullable Phrase> faultProperty() {
        return fault.getReadOnlyProperty();
    }

    /** How making the file goes. */
    Attempt attempt() {
        return attempt;
    }

    /** Makes the sealed file. */
    void submit() {
        if (first.get().length() < LEAST) {
            fault.set(Phrase.of("gateways.seal.short", LEAST));
        } else if (!first.get().equals(again.get())) {
            fault.set(Phrase.of("gateways.seal.differ"));
        } else {
            char[] passphrase = first.get().toCharArray();
            attempt.start("seal", () -> secrets.create(passphrase));
        }
    }

    /** Forgets what was typed. */
    void forget() {
        first.forget();
        again.forget();
    }
}
