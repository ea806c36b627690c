package dev.gatehouse.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A process of its own that writes as the gateway does: for every name that it reads, one person of that name waits and
 * nobody else. Answers with {@link System#nanoTime}, which on Linux is one clock for all processes, as read when the
 * rename has returned.
 */
final class Knocker {
    private Knocker() {}

    /** Writes to the file {@code args[0]}. */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        Path temporary = file.resolveSibling(file.getFileName() + ".knocker.tmp");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int count = 0;
        for (String name = in.readLine(); name != null; name = in.readLine()) {
            Files.writeString(temporary, content(name, 900_000_000L + count++));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            long returned = System.nanoTime();
            System.out.println(returned);
        }
    }

    private static String content(String name, long id) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return """
                {
                  "version": 1,
                  "requests": [
                    {
                      "id": "%d",
                      "code": "%s",
                      "createdAt": "%s",
                      "lastSeenAt": "%s",
                      "meta": {
                        "username": "%s",
                        "firstName": "%s",
                        "accountId": "work"
                      }
                    }
                  ]
                }
                """.formatted(id, code(id), now, now, name.toLowerCase(java.util.Locale.ROOT), name);
    }

    private static String code(long id) {
        String letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        StringBuilder code = new StringBuilder();
        for (long rest = id; code.length() < 8; rest /= letters.length()) {
            code.append(letters.charAt((int) (rest % letters.length())));
        }
        return code.toString();
    }
}
