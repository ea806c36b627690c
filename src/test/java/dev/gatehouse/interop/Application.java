package dev.gatehouse.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The built application, started in a process of its own as the build starts it.
 *
 * @param home the home folder that it is to see
 */
record Application(Path home) {
    /** The application with {@code arguments}, in the one property that the build passes them in. */
    Command with(String arguments) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=javafx.graphics,com.sun.jna,org.xerial.sqlitejdbc",
                "-XX:+UseSerialGC",
                "-Duser.home=" + home,
                "-Dgatehouse.args=" + arguments,
                "--module-path",
                modulePath(),
                "--module",
                "dev.gatehouse/dev.gatehouse.Main"));
        return new Command(
                line,
                Map.of(
                        "HOME", home.toString(),
                        "XDG_CONFIG_HOME", home.resolve(".config").toString(),
                        "XDG_DATA_HOME", home.resolve(".local/share").toString(),
                        "XDG_CACHE_HOME", home.resolve(".cache").toString()));
    }

    /** That of these tests: the built classes and all that they need. */
    private static String modulePath() {
        String path = System.getProperty("jdk.module.path", "");
        if (path.isEmpty()) {
            throw new AssertionError("the tests do not run on the module path");
        }
        return path;
    }
}
