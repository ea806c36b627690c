package dev.gatehouse.console.secrets;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * A console that does with its secrets what each line of its input says, and answers with one line: what came of it, in
 * how many milliseconds. A process of its own for tests of the system's keychain.
 */
public final class SecretsProgram {
    private static final SecretName TOKEN = new SecretName("gateway-1", "token");

    private SecretsProgram() {}

    /** Reads lines until there are no more; the argument is the path of the sealed file. */
    public static void main(String[] arguments) throws IOException {
        Secrets secrets = Secrets.ofThisComputer(Path.of(arguments[0]), InstantSource.system());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            long begun = System.nanoTime();
            String answer = answer(secrets, line);
            System.out.println(answer + " in " + (System.nanoTime() - begun) / 1_000_000);
        }
        // A connection that was given up may have left a thread behind, as in the console itself.
        System.exit(0);
    }

    private static String answer(Secrets secrets, String line) {
        String[] words = line.split(" ", 2);
        try {
            return switch (words[0]) {
                case "put" -> secrets.put(TOKEN, new Secret(words[1])).name();
                case "get" -> secrets.get(TOKEN).map(Secret::value).orElse("nothing");
                case "remove" -> {
                    secrets.remove(TOKEN);
                    yield "removed";
                }
                case "create" -> {
                    secrets.create(words[1].toCharArray());
                    yield "created";
                }
                case "place" -> secrets.placeOf(TOKEN).map(Enum::name).orElse("nowhere");
                case "try" -> secrets.tryKeychain().keychain().name();
                case "state" -> secrets.places().toString();
                default -> throw new IllegalArgumentException(line);
            };
        } catch (GatewayException e) {
            return e.problem().toString();
        }
    }
}
