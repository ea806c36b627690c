import java.nio.file.Path;
import java.util.Locale;

/**
 * The system that the packages are for, which is the one that builds them.
 *
 * @param system the system
 * @param arm whether the processor is a 64-bit ARM, otherwise it is x86-64
 */
record Platform(Platform.System system, boolean arm) {
    /** The systems. */
    enum System {
        LINUX,
        WINDOWS,
        MACOS
    }

    /** This computer's. */
    static Platform here() {
        String name = java.lang.System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = java.lang.System.getProperty("os.arch");
        System system = name.startsWith("windows") ? System.WINDOWS : name.startsWith("mac") ? System.MACOS : System.LINUX;
        return switch (arch) {
            case "amd64", "x86_64" -> new Platform(system, false);
            case "aarch64", "arm64" -> new Platform(system, true);
            default -> throw new Problem("Gatehouse is packaged for x86-64 and 64-bit ARM, not for " + arch + ".");
        };
    }

    /** The platform as jmod names it. */
    String jmod() {
        return switch (system) {
                    case LINUX -> "linux-";
                    case WINDOWS -> "windows-";
                    case MACOS -> "macos-";
                }
                + (arm ? "aarch64" : "amd64");
    }

    /** The one native library of SQLite for this platform, in its jar. */
    String sqlite() {
        return "org/sqlite/native/"
                + switch (system) {
                    case LINUX -> "Linux/";
                    case WINDOWS -> "Windows/";
                    case MACOS -> "Mac/";
                }
                + (arm ? "aarch64/" : "x86_64/")
                + java.lang.System.mapLibraryName("sqlitejdbc");
    }

    /** The one native library of JNA for this platform, in its jar. */
    String jna() {
        String folder = "com/sun/jna/"
                + switch (system) {
                    case LINUX -> "linux";
                    case WINDOWS -> "win32";
                    case MACOS -> "darwin";
                }
                + (arm ? "-aarch64/" : "-x86-64/");
        return folder
                + switch (system) {
                    case LINUX -> "libjnidispatch.so";
                    case WINDOWS -> "jnidispatch.dll";
                    case MACOS -> "libjnidispatch.jnilib";
                };
    }

    /** What the application is called in folders and processes. */
    String name() {
        return system == System.LINUX ? "gatehouse" : "Gatehouse";
    }

    /** The application that jpackage makes in {@code folder}. */
    Path image(Path folder) {
        return folder.resolve(system == System.MACOS ? name() + ".app" : name());
    }

    /** Where the jars are in {@code image}. */
    Path app(Path image) {
        return image.resolve(
                switch (system) {
                    case LINUX -> "lib/app";
                    case WINDOWS -> "app";
                    case MACOS -> "Contents/app";
                });
    }

    /** Where texts go in {@code image}. */
    Path resources(Path image) {
        return image.resolve(
                switch (system) {
                    case LINUX -> "lib/licences";
                    case WINDOWS -> "licences";
                    case MACOS -> "Contents/Resources/licences";
                });
    }

    /** The file in {@code image} that says how Java is started. */
    Path config(Path image) {
        return system == System.LINUX ? program(image) : app(image).resolve(name() + ".cfg");
    }

    /** What stands between two options there. */
    String nextOption() {
        return system == System.LINUX ? "\" \\\n    \"" : "\njava-options=";
    }

    /** What starts the application in {@code image}. */
    Path program(Path image) {
        return image.resolve(
                switch (system) {
                    case LINUX -> "bin/" + name();
                    case WINDOWS -> name() + ".exe";
                    case MACOS -> "Contents/MacOS/" + name();
                });
    }
}
