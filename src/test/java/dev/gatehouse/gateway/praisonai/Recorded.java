package dev.gatehouse.gateway.praisonai;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * One exchange with the real product, as curl showed it (commit 52e3e37b1, 4.7.0 and 44 commits).
 *
 * @param question the first line of what was sent
 * @param answer what came back, byte for byte but for the order in which the connection ends
 * @param body its body
 */
record Recorded(String question, byte[] answer, String body) {
    static final String TOKEN = "admin-token-for-tests-1";

    /** The exchange of that name. */
    static Recorded of(String name) {
        List<String> lines = text(name).lines().toList();
        String question = lines.stream()
                .filter(line -> line.startsWith("> "))
                .findFirst()
                .orElseThrow()
                .substring(2);
        StringBuilder head = new StringBuilder();
        StringBuilder body = new StringBuilder();
        boolean behind = false;
        for (String line : lines) {
            if (line.startsWith("< ")) {
                head.append(line.substring(2)).append("\r\n");
                behind = line.substring(2).isBlank();
                if (!behind && !line.substring(2).startsWith("HTTP/")) {
                    continue;
                }
            } else if (behind) {
                body.append(line);
            }
        }
        String ended = head.toString().replaceFirst("\r\n(\r\n)*$", "") + "\r\nconnection: close\r\n\r\n" + body;
        return new Recorded(question, ended.getBytes(StandardCharsets.UTF_8), body.toString());
    }

    /** The answer of that name. */
    static byte[] answer(String name) {
        return of(name).answer();
    }

    private static String text(String name) {
        try (InputStream in =
                Objects.requireNonNull(Recorded.class.getResourceAsStream("http/" + name + ".txt"), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
