package dev.gatehouse.bench;

import dev.gatehouse.gateway.GatewayProduct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is measured: Gatehouse as it is started somewhere, with {@link Observed} in the same process. */
interface Program {
    /** What it is called in the table. */
    String name();

    /** How long it may take from its start to the first list, in milliseconds; null if that is not judged. */
    @Nullable
    Double start();

    /** How much resident memory it may have, in MB. */
    double memory();

    /** The command that starts it with {@code args} for the operator whose home folder is {@code home}. */
    List<String> plain(Path home, List<String> args) throws IOException;

    /** The same with {@link CrowdedProduct} among the products. */
    List<String> crowded(Path home, List<String> args) throws IOException;

    /** The folder that, on the class path, makes {@link CrowdedProduct} a product; made in {@code folder}. */
    static Path crowd(Path folder) throws IOException {
        Path services = Files.createDirectories(folder.resolve("services/META-INF/services"));
        Files.writeString(services.resolve(GatewayProduct.class.getName()), CrowdedProduct.class.getName());
        return folder.resolve("services");
    }

    /** Where the classes of the benchmark are. */
    static String classes() {
        return Path.of("target", "test-classes").toAbsolutePath().toString();
    }

    /** The Java that runs the benchmark. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
