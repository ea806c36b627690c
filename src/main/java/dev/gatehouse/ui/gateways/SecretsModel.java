package dev.gatehouse.ui.gateways;

import dev.gatehouse.console.Subscription;
import dev.gatehouse.console.secrets.SecretPlaces;
import dev.gatehouse.console.secrets.SecretPlaces.Keychain;
import dev.gatehouse.console.secrets.SecretPlaces.Sealed;
import dev.gatehouse.console.secrets.Secrets;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.Background;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** Where secrets rest, as the screen says it, and the passphrase that opens them. */
final class SecretsModel {
    /**
     * Where a secret that is entered now will rest.
     *
     * @param where the place in words
     * @param sealable whether a sealed file would be better
     * @param askable whether the keychain can be asked again
     */
    record Keeping(Phrase where, boolean sealable, boolean askable) {
        static Keeping of(@Nullable SecretPlaces places, boolean asking) {
            if (places == null || asking || places.keychain() == Keychain.NOT_ASKED) {
                return new Keeping(Phrase.of("gateways.keep.asking"), false, false);
            }
            if (places.keychain() == Keychain.WORKS) {
                return new Keeping(Phrase.of("gateways.keep.keychain"), false, false);
            }
            boolean askable = places.keychain() != Keychain.ABSENT;
            return switch (places.sealed()) {
                case OPEN -> new Keeping(Phrase.of("gateways.keep.file"), false, askable);
                case LOCKED -> new Keeping(Phrase.of("gateways.keep.locked"), false, askable);
                case UNREADABLE -> new Keeping(Phrase.of("gateways.keep.unreadable"), false, askable);
                case NONE ->
                    new Keeping(
                            Phrase.of(
                                    switch (places.keychain()) {
                                        case WAITING -> "gateways.keep.waiting";
                                        case REFUSED -> "gateways.keep.refused";
                                        case ABSENT, NOT_ASKED, WORKS -> "gateways.keep.memory";
                                    }),
                            true,
                            askable);
            };
        }
    }

    private final Secrets secrets;
    private final Executor screen;
    private final Background background;
    private final ReadOnlyObjectWrapper<@Nullable SecretPlaces> places = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Keeping> keeping = new ReadOnlyObjectWrapper<>(Keeping.of(null, false));
    private final ReadOnlyBooleanWrapper locked = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper wanted = new ReadOnlyBooleanWrapper();
    private final MaskedText passphrase = new MaskedText();
    private final Attempt opening;
    private @Nullable Subscription subscription;
    private int asked;

    SecretsModel(Secrets secrets, Executor screen, Background background) {
        this.secrets = secrets;
        this.screen = screen;
        this.background = background;
        this.opening = new Attempt(screen, background);
        passphrase.subscribe(typed -> {
            if (!typed.isEmpty()) {
                opening.begin();
            }
        });
        opening.doneProperty().subscribe(done -> {
            if (done) {
                passphrase.forget();
            }
        });
    }

    /** Where a secret that is entered now will rest. */
    ReadOnlyObjectProperty<Keeping> keepingProperty() {
        return keeping.getReadOnlyProperty();
    }

    /** Whether there is a sealed file that wants its passphrase. */
    ReadOnlyBooleanProperty lockedProperty() {
        return locked.getReadOnlyProperty();
    }

    /** Turns true whenever the operator wants to type the passphrase. */
    ReadOnlyBooleanProperty wantedProperty() {
        return wanted.getReadOnlyProperty();
    }

    /** The passphrase that is being typed. */
    MaskedText passphrase() {
        return passphrase;
    }

    /** How opening the sealed file goes. */
    Attempt opening() {
        return opening;
    }

    /** Follows the places. */
    void show() {
        hide();
        subscription = secrets.onChange(() -> background.start("secrets", () -> tell(secrets.places())));
        background.start("secrets", () -> tell(secrets.places()));
    }

    /** Follows nothing, and forgets what was typed. */
    void hide() {
        passphrase.forget();
        opening.begin();
        if (subscription != null) {
            subscription.close();
            subscription = null;
        }
    }

    /** A secret is about to be entered: whether the keychain works has to be known. */
    void prepare() {
        SecretPlaces known = places.get();
        if (known == null || known.keychain() == Keychain.NOT_ASKED) {
            askKeychain();
        }
    }

    /** Asks the keychain whether it works, which may ask the operator for its password. */
    void askKeychain() {
        asked++;
        keeping.set(Keeping.of(places.get(), true));
        background.start("keychain", () -> {
            SecretPlaces now = secrets.tryKeychain();
            screen.execute(() -> {
                asked--;
                set(now);
            });
        });
    }

    /** Leads to the field of the passphrase. */
    void wantPassphrase() {
        wanted.set(true);
        wanted.set(false);
    }

    /** Opens the sealed file with what was typed. */
    void open() {
        if (!passphrase.get().isEmpty()) {
            char[] typed = passphrase.get().toCharArray();
            opening.start("unseal", () -> secrets.unlock(typed));
        }
    }

    /** A sealed file is to be made. */
    NewPassphrase create() {
        return new NewPassphrase(secrets, new Attempt(screen, background));
    }

    private void tell(SecretPlaces now) {
        screen.execute(() -> set(now));
    }

    private void set(SecretPlaces now) {
        places.set(now);
        locked.set(now.sealed() == Sealed.LOCKED);
        keeping.set(Keeping.of(now, asked > 0));
    }
}
