package dev.gatehouse;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the operator wants of this run.
 *
 * @param mode what to do
 * @param json whether a list is for programs
 * @param snapshot where the picture goes, or null
 * @param theme the theme to show
 * @param width width of the window's content, in screen units
 * @param height height of the window's content, in screen units
 * @param sized whether the size was asked for, so that the remembered one does not count
 * @param store the state folder to show alone, or null
 * @param practice whether the practice gateway is wanted
 * @param offScreen whether the window is drawn off screen although a display seems to be there; the program says so to
 *     itself when it starts anew after the display has refused it
 */
record Arguments(
        Mode mode,
        boolean json,
        @Nullable Path snapshot,
        ThemeChoice theme,
        int width,
        int height,
        boolean sized,
        @Nullable Path store,
        boolean practice,
        boolean offScreen) {

    /** What a run does. */
    enum Mode {
        /** Opens the window. */
        WINDOW,
        /** Prints what is pending. */
        LIST,
        /** Writes a picture of the window. */
        SNAPSHOT,
        /** Prints the arguments. */
        HELP,
        /** Prints the version and the products it knows. */
        VERSION,
        /** Goes through the screens off screen, for the build of the packages. */
        REHEARSAL
    }

    /** Which theme is shown. */
    enum ThemeChoice {
        /** The system's, live. */
        SYSTEM,
        /** Light, whatever the system has. */
        LIGHT,
        /** Dark, whatever the system has. */
        DARK
    }

    /** An argument makes no sense; the message is one line for the operator. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    static final String OFF_SCREEN = "--off-screen";

    /** Not among those that --help lists: only the build of the packages says it. */
    private static final String REHEARSE = "--rehearse";

    private static final int LARGEST = 10_000;
    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})[xX](\\d{1,5})");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|([^\\s\"']+)|(\\S)");

    /**
     * Reads the arguments of the command line.
     *
     * @throws UsageException if one is unknown, or lacks its value
     */
    static Arguments parse(List<String> args) throws UsageException {
        Reader reader = new Reader();
        List<String> left = new ArrayList<>(args);
        while (!left.isEmpty()) {
            reader.take(left.removeFirst(), left);
        }
        return reader.read();
    }

    /**
     * Splits one line as a shell would: at white space, quotes keep it together. Words that touch belong together.
     *
     * @throws UsageException if a quote does not end
     */
    static List<String> split(String line) throws UsageException {
        List<String> words = new ArrayList<>();
        Matcher part = WORD.matcher(line);
        int end = -1;
        while (part.find()) {
            if (part.group(4) != null) {
                throw new UsageException("A quote does not end in: " + line);
            }
            String text = part.group(1) != null ? part.group(1) : part.group(2) != null ? part.group(2) : part.group(3);
            if (part.start() == end) {
                words.add(words.removeLast() + text);
            } else {
                words.add(text);
            }
            end = part.end();
        }
        return words;
    }

    /** Collects arguments one by one. */
    private static final class Reader {
        private Mode mode = Mode.WINDOW;
        private boolean json;
        private @Nullable Path snapshot;
        private ThemeChoice theme = ThemeChoice.SYSTEM;
        private int width = 1280;
        private int height = 800;
        private boolean sized;
        private @Nullable Path store;
        private boolean practice;
        private boolean offScreen;

        void take(String name, List<String> rest) throws UsageException {
            switch (name) {
                case "--list" -> mode(Mode.LIST);
                case "--json" -> json = true;
                case "--snapshot" -> {
                    mode(Mode.SNAPSHOT);
                    snapshot = path(name, rest);
                }
                case "--theme" -> theme = theme(value(name, rest));
                case "--size" -> size(value(name, rest));
                case "--store" -> store = path(name, rest);
                case "--practice" -> practice = true;
                case OFF_SCREEN -> offScreen = true;
                case "--help", "-h" -> mode(Mode.HELP);
                case "--version" -> mode(Mode.VERSION);
                case REHEARSE -> mode(Mode.REHEARSAL);
                default -> throw new UsageException("Unknown argument: " + name + ". --help lists them.");
            }
        }

        Arguments read() throws UsageException {
            if (json && mode != Mode.LIST) {
                throw new UsageException("--json goes with --list.");
            }
            if (practice && store != null) {
                throw new UsageException("--practice and --store exclude each other.");
            }
            return new Arguments(mode, json, snapshot, theme, width, height, sized, store, practice, offScreen);
        }

        private void mode(Mode wanted) throws UsageException {
            boolean asksFirst = mode == Mode.HELP || mode == Mode.VERSION;
            boolean asks = wanted == Mode.HELP || wanted == Mode.VERSION;
            if (mode != Mode.WINDOW && mode != wanted && !asks && !asksFirst) {
                throw new UsageException("--list, --snapshot and --rehearse exclude each other.");
            }
            mode = asksFirst ? mode : wanted;
        }

        private static String value(String name, List<String> rest) throws UsageException {
            if (rest.isEmpty() || rest.getFirst().startsWith("--")) {
                throw new UsageException(name + " needs a value. --help lists the arguments.");
            }
            return rest.removeFirst();
        }

        private static Path path(String name, List<String> rest) throws UsageException {
            String value = value(name, rest);
            try {
                return Path.of(value).toAbsolutePath();
            } catch (InvalidPathException e) {
                throw new UsageException(name + ": not a path: " + value);
            }
        }

        private static ThemeChoice theme(String value) throws UsageException {
            return switch (value) {
                case "light" -> ThemeChoice.LIGHT;
                case "dark" -> ThemeChoice.DARK;
                default -> throw new UsageException("--theme is light or dark, not " + value + ".");
            };
        }

        private void size(String value) throws UsageException {
            Matcher size = SIZE.matcher(value);
            if (!size.matches()) {
                throw new UsageException("--size is WIDTHxHEIGHT, for example 1280x800, not " + value + ".");
            }
            width = Integer.parseInt(size.group(1));
            height = Integer.parseInt(size.group(2));
            sized = true;
            if (width < 200 || height < 200 || width > LARGEST || height > LARGEST) {
                throw new UsageException("--size lies between 200x200 and " + LARGEST + "x" + LARGEST + ".");
            }
        }
    }
}
