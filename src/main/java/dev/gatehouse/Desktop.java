package dev.gatehouse;

import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Catalogue;
import dev.gatehouse.gateway.Environment;
import java.io.PrintStream;

/** Stands in until the window is there. */
record Desktop(
        Arguments arguments,
        Catalogue catalogue,
        Environment environment,
        Wiring wiring,
        Words words,
        PrintStream out,
        PrintStream err) {
    int run() {
        return 0;
    }
}
