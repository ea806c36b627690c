package dev.gatehouse.ui.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.CodeOffer;
import dev.gatehouse.pairing.Code;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SetupCode;
import dev.gatehouse.testing.ConsoleFixture;
import dev.gatehouse.testing.QrReader;
import dev.gatehouse.testing.RecordedDialogs;
import dev.gatehouse.testing.StubGateway;
import dev.gatehouse.testing.ThisThread;
import dev.gatehouse.ui.common.Background;
import dev.gatehouse.ui.common.Printing;
import dev.gatehouse.ui.pair.PairItem.Row;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import javafx.scene.image.Image;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeOutTest {
    private static final String SETUP = "clasp-pair:1?u=wss://router.lan:7330&c=V2hhdCBhIHNlY3JldCE";

    private final ThisThread screen = new ThisThread();
    private final Path folder;
    private final ConsoleFixture fixture;
    private final PairViewModel model;
    private final StubGateway gateway;
    private final RecordedDialogs dialogs = new RecordedDialogs();
    private final List<Image> printed = new ArrayList<>();
    private Printing.Result printer = Printing.Result.PRINTED;
    private final CodeOut out;

    CodeOutTest(@TempDir Path folder) {
        this.folder = folder;
        fixture = new ConsoleFixture(folder, screen);
        Words words = new Words(Locale.ENGLISH, ZoneOffset.UTC);
        model = new PairViewModel(fixture.console(), words, new RecordedDialogs(), screen, System::nanoTime);
        gateway = fixture.gateway("home", "Kitchen / räume");
        gateway.change(now -> now.offers.add(new CodeOffer("setup", List.of(), null)));
        Printing paper = (title, picture) -> {
            printed.add(picture);
            return printer;
        };
        out = new CodeOut(model, new PairWords(words), dialogs, paper, screen, Background.VIRTUAL_THREADS, folder);
    }

    @AfterEach
    void close() {
        model.close();
        fixture.close();
    }

    private void until(BooleanSupplier condition) {
        screen.until(condition);
    }

    private Row made(Code code) {
        gateway.change(now -> now.nextCodes.add(code));
        fixture.console()
                .decisions()
                .decide(new Decision.IssueCode("home", "setup", Map.of()), Method.ONE_CLICK)
                .join();
        until(() -> !model.items().isEmpty());
        model.move(1);
        return Objects.requireNonNull(model.selectedProperty().get());
    }

    private Row qr() {
        return made(new SetupCode(SETUP));
    }

    private List<Phrase> said() {
        until(() -> model.saidProperty().get() != null);
        return Objects.requireNonNull(model.saidProperty().get()).said();
    }

    private void save(Row row, Path target) {
        dialogs.choose(target);
        out.save(row);
        dialogs.sayYes();
    }

    private static String text(Path file) throws IOException {
        return QrReader.read(ImageIO.read(file.toFile())).orElse("");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void afterAYesTheCodeIsInAFileThatOnlyItsOwnerReads() throws IOException {
        Row row = qr();
        Path target = folder.resolve("code");
        dialogs.choose(target);
        out.save(row);
        screen.run();
        assertThat(dialogs.targets()).as("before the yes").isEmpty();
        assertThat(dialogs.questions().getLast().text()).contains("can use the code until");
        assertThat(dialogs.questions().getLast().tick()).isNull();

        dialogs.sayYes();

        Path written = folder.resolve("code.png");
        assertThat(said())
                .containsExactly(
                        Phrase.of("pair.saved", written.toString()),
                        Phrase.of(
                                "pair.saved.until",
                                Objects.requireNonNull(row.code().expiresAt())));
        assertThat(text(written)).isEqualTo(SETUP);
        assertThat(mode(written)).isEqualTo("rw-------");
        assertThat(dialogs.targets().getFirst()).matches("code-kitchen-räume-until-[\\p{L}\\p{N}-]+\\.png");
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("nothing is left beside it")
                    .noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    @Test
    void filesGoToThePicturesAndThenWhereTheLastOneWent() throws IOException {
        Path pictures = Files.createDirectory(folder.resolve("Pictures"));
        Path mine = Files.createDirectory(folder.resolve("mine"));
        Row row = qr();
        save(row, mine.resolve("a.png"));
        said();
        model.dismiss();
        save(row, mine.resolve("b.png"));
        said();
        model.dismiss();
        Files.delete(mine.resolve("a.png"));
        Files.delete(mine.resolve("b.png"));
        Files.delete(mine);
        save(row, mine.resolve("c.png"));

        assertThat(said().getLast()).isEqualTo(Phrase.of("file.why.no-folder"));
        assertThat(dialogs.folders()).containsExactly(pictures, mine, pictures);
    }

    @Test
    void aFileThatIsThereIsReplacedOnlyAfterAnotherYes() throws IOException {
        Row row = qr();
        Path target = Files.writeString(folder.resolve("mine.png"), "a picture of my own");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r--r--"));
        save(row, target);
        until(() -> dialogs.questions().size() == 2);
        assertThat(target).hasContent("a picture of my own");
        assertThat(dialogs.questions().getLast().text()).contains(target.toString());

        dialogs.sayYes();
        said();
        assertThat(text(target)).isEqualTo(SETUP);
        assertThat(mode(target)).isEqualTo("rw-------");
    }

    @Test
    void aCodeWithoutAnEndIsCalledAPermanentSecretAndTheOperatorTicksThat() throws IOException {
        gateway.change(now -> now.codesLast = null);
        Row row = qr();
        Path target = folder.resolve("code.png");
        save(row, target);

        assertThat(dialogs.questions().getLast().text()).contains("permanent secret");
        assertThat(dialogs.questions().getLast().grave()).isTrue();
        assertThat(dialogs.questions().getLast().tick()).isNotNull();
        assertThat(said()).last().isEqualTo(Phrase.of("pair.saved.endless"));
        assertThat(text(target)).isEqualTo(SETUP);
        assertThat(dialogs.targets().getFirst()).isEqualTo("code-kitchen-räume-until-no-end.png");
    }

    @Test
    void aCodeThatWasUsedWhileTheOperatorChoseIsNotWritten() {
        Row row = qr();
        Path target = folder.resolve("code.png");
        dialogs.choose(target);
        out.save(row);
        gateway.change(now -> now.codes.replaceAll(code -> code.in(new State.Used(null, "carl", null))));
        until(() -> !Objects.requireNonNull(model.selectedProperty().get()).open());
        dialogs.sayYes();

        assertThat(said()).containsExactly(Phrase.of("pair.out.over"));
        assertThat(target).doesNotExist();
        out.print(row);
        dialogs.sayYes();
        screen.run();
        assertThat(printed).isEmpty();
    }

    @Test
    void aCodeThatWasUsedWhileItWasAskedWhetherToReplaceAFileReplacesNothing() throws IOException {
        Row row = qr();
        Path target = Files.writeString(folder.resolve("holiday.png"), "the sea");
        save(row, target);
        until(() -> dialogs.questions().size() == 2);
        gateway.change(now -> now.codes.replaceAll(code -> code.in(new State.Used(null, "carl", null))));
        until(() -> !Objects.requireNonNull(model.selectedProperty().get()).open());
        dialogs.sayYes();

        assertThat(said()).containsExactly(Phrase.of("pair.out.over"));
        assertThat(target).hasContent("the sea");
    }

    @Test
    void thePictureOfACodeIsDrawnInMemoryAlone() throws IOException {
        Row row = qr();
        Path target = folder.resolve("code.png");
        Path cache = Files.createDirectory(folder.resolve("cache"));
        ImageIO.setCacheDirectory(cache.toFile());
        try {
            // Whoever wants a temporary file for the picture finds no place for it.
            Files.delete(cache);
            save(row, target);
            assertThat(said().getFirst()).isEqualTo(Phrase.of("pair.saved", target.toString()));
        } finally {
            ImageIO.setCacheDirectory(null);
        }
        assertThat(text(target)).isEqualTo(SETUP);
    }

    @Test
    void whatIsPrintedIsReadAndThePrinterHasTheLastWord() {
        Row row = qr();
        out.print(row);
        screen.run();
        assertThat(printed).as("before the yes").isEmpty();
        dialogs.sayYes();
        assertThat(said().getFirst()).isEqualTo(Phrase.of("pair.printed"));
        assertThat(QrReader.read(printed.getFirst())).contains(SETUP);

        for (Map.Entry<Printing.Result, String> end : Map.of(
                        Printing.Result.NO_PRINTER, "pair.print.none",
                        Printing.Result.FAILED, "pair.print.failed",
                        Printing.Result.CANCELLED, "pair.print.cancelled")
                .entrySet()) {
            printer = end.getKey();
            model.dismiss();
            out.print(row);
            dialogs.sayYes();
            assertThat(said().getFirst()).isEqualTo(Phrase.of(end.getValue()));
        }
    }

    @Test
    void theEndIsInThePicture() throws IOException {
        CodeTypeface typeface = CodeTypeface.ofThisComputer();
        for (Code code :
                List.of(new SetupCode(SETUP), new PairingCode("5NZV4V", PairingCode.Direction.FROM_OPERATOR))) {
            BufferedImage early = drawn(new CodeCard(code, typeface, "Setup code", List.of("for home"), "until 14:00"));
            BufferedImage late = drawn(new CodeCard(code, typeface, "Setup code", List.of("for home"), "until 15:00"));

            assertThat(late.getHeight()).isEqualTo(early.getHeight());
            int first = late.getHeight();
            int last = 0;
            for (int y = 0; y < late.getHeight(); y++) {
                for (int x = 0; x < late.getWidth(); x++) {
                    if (early.getRGB(x, y) != late.getRGB(x, y)) {
                        first = Math.min(first, y);
                        last = y;
                    }
                }
            }
            assertThat(last).as("rows that the end is written in").isGreaterThan(first);
            assertThat(first).as("below everything else").isGreaterThan(late.getHeight() - 120);
        }
    }

    private static BufferedImage drawn(CodeCard card) throws IOException {
        return ImageIO.read(new java.io.ByteArrayInputStream(Objects.requireNonNull(card.png())));
    }
}
