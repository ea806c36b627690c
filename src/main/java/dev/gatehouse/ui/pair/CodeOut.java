package dev.gatehouse.ui.pair;

import dev.gatehouse.console.PrivateFile;
import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.Code;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.Background;
import dev.gatehouse.ui.common.Dialogs;
import dev.gatehouse.ui.common.Dialogs.Question;
import dev.gatehouse.ui.common.Printing;
import dev.gatehouse.ui.pair.PairItem.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Executor;
import javafx.scene.image.Image;
import org.jspecify.annotations.Nullable;

/**
 * The ways by which the picture of a code leaves the console: a file and paper. Each is asked for, says who can use the
 * picture and until when, and is done beside the JavaFX thread.
 */
final class CodeOut {
    private static final String ENDING = ".png";

    private final PairViewModel model;
    private final PairWords words;
    private final Words say;
    private final Dialogs dialogs;
    private final Printing printing;
    private final Executor screen;
    private final Background background;
    private final CodeTypeface typeface = CodeTypeface.ofThisComputer();
    private final Path home;
    private @Nullable Path last;

    /**
     * Ways out of {@code model}.
     *
     * @param home where files go the first time, or to the pictures in it
     */
    CodeOut(
            PairViewModel model,
            PairWords words,
            Dialogs dialogs,
            Printing printing,
            Executor screen,
            Background background,
            Path home) {
        this.model = model;
        this.words = words;
        this.say = words.plain();
        this.dialogs = dialogs;
        this.printing = printing;
        this.screen = screen;
        this.background = background;
        this.home = home;
    }

    /** Writes the code of {@code row} to a file of the operator's choice. */
    void save(Row row) {
        if (canLeave(row)) {
            dialogs.ask(
                    question(row, "pair.save"),
                    () -> background.start("folder of pictures", () -> {
                        Path folder = folder();
                        screen.execute(() -> dialogs.chooseTarget(
                                say.say("pair.save.choose"),
                                name(row),
                                folder,
                                target -> write(row, withEnding(target))));
                    }));
        }
    }

    /** Prints the code of {@code row}. */
    void print(Row row) {
        if (canLeave(row)) {
            dialogs.ask(question(row, "pair.print"), () -> {
                CodeCard card = cardIfOpen(row);
                if (card != null) {
                    background.start("print a code", () -> tell(print(row, card)));
                }
            });
        }
    }

    private static boolean canLeave(Row row) {
        return row.open() && row.code().text() != null;
    }

    private Question question(Row row, String kind) {
        Instant end = row.code().expiresAt();
        String gateway = row.shelved().gateway();
        return end == null
                ? new Question(
                        say.say(kind + ".title.endless"),
                        say.say(kind + ".endless", gateway),
                        say.say(kind + ".act"),
                        true,
                        say.say("pair.out.tick"))
                : new Question(
                        say.say(kind + ".title"), say.say(kind + ".text", end, gateway), say.say(kind + ".act"), false);
    }

    /** What is drawn, unless the code has ended or was used while the operator chose; then that is said. */
    private @Nullable CodeCard cardIfOpen(Row row) {
        Row now = model.current(row.key());
        Code code = now == null ? null : now.code().text();
        if (now == null || !now.shelved().open() || code == null) {
            model.tell(new Said(List.of(Phrase.of("pair.out.over")), false));
            return null;
        }
        Instant end = now.code().expiresAt();
        String title = words.title(now);
        String from = say.say("pair.card.from", now.shelved().gateway());
        String purpose = words.purpose(now);
        return new CodeCard(
                code,
                typeface,
                title,
                purpose.equals(title) ? List.of(from) : List.of(from, purpose),
                end == null ? say.say("pair.card.endless") : say.say("pair.card.end", say.full(end)));
    }

    // A file

    /** A name without anything of the code: gateway, and when it ends. */
    private String name(Row row) {
        Instant end = row.code().expiresAt();
        String until = end == null ? say.say("pair.save.name.endless") : say.full(end);
        return plain(say.say("pair.save.name", row.shelved().gateway(), until)) + ENDING;
    }

    /** What every file system takes for a name. */
    private static String plain(String text) {
        String all = text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
        return all.substring(0, Math.min(all.length(), 80));
    }

    private static Path withEnding(Path target) {
        String name = Objects.requireNonNullElse(target.getFileName(), target).toString();
        return name.toLowerCase(Locale.ROOT).endsWith(ENDING) ? target : target.resolveSibling(name + ENDING);
    }

    private Path folder() {
        Path before = last;
        Path pictures = home.resolve("Pictures");
        return before != null && Files.isDirectory(before) ? before : Files.isDirectory(pictures) ? pictures : home;
    }

    private void write(Row row, Path target) {
        CodeCard card = cardIfOpen(row);
        if (card == null) {
            return;
        }
        last = target.toAbsolutePath().getParent();
        background.start("save a code", () -> {
            try {
                byte[] picture = card.png();
                if (picture == null) {
                    tell(new Said(List.of(Phrase.of("pair.out.too-long")), false));
                } else if (new PrivateFile(target).create(picture)) {
                    tell(saved(row, target));
                } else {
                    screen.execute(() -> askToReplace(row, target, picture));
                }
            } catch (IOException e) {
                tell(failed(target, e));
            }
        });
    }

    private void askToReplace(Row row, Path target, byte[] picture) {
        dialogs.ask(
                new Question(
                        say.say("pair.replace.title"),
                        say.say("pair.replace.text", target.toString()),
                        say.say("pair.replace.act"),
                        true),
                () -> {
                    if (cardIfOpen(row) != null) {
                        background.start("save a code", () -> replace(row, target, picture));
                    }
                });
    }

    private void replace(Row row, Path target, byte[] picture) {
        try {
            new PrivateFile(target).replace(picture);
            tell(saved(row, target));
        } catch (IOException e) {
            tell(failed(target, e));
        }
    }

    private static Said saved(Row row, Path target) {
        Instant end = row.code().expiresAt();
        return new Said(
                List.of(
                        Phrase.of("pair.saved", target.toString()),
                        end == null ? Phrase.of("pair.saved.endless") : Phrase.of("pair.saved.until", end)),
                true);
    }

    private static Said failed(Path target, IOException thrown) {
        return new Said(List.of(Phrase.of("pair.save.failed", target.toString()), PrivateFile.why(thrown)), false);
    }

    // Paper

    private Said print(Row row, CodeCard card) {
        Image picture = card.forPaper();
        if (picture == null) {
            return new Said(List.of(Phrase.of("pair.out.too-long")), false);
        }
        Instant end = row.code().expiresAt();
        return switch (printing.print(say.say("app.name"), picture)) {
            case PRINTED ->
                new Said(
                        List.of(
                                Phrase.of("pair.printed"),
                                end == null ? Phrase.of("pair.saved.endless") : Phrase.of("pair.saved.until", end)),
                        true);
            case CANCELLED -> new Said(List.of(Phrase.of("pair.print.cancelled")), true);
            case NO_PRINTER -> new Said(List.of(Phrase.of("pair.print.none"), Phrase.of("pair.print.instead")), false);
            case FAILED -> new Said(List.of(Phrase.of("pair.print.failed"), Phrase.of("pair.print.instead")), false);
        };
    }

    private void tell(Said said) {
        screen.execute(() -> model.tell(said));
    }
}
