package dev.gatehouse.io;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What was answered over HTTP, whatever the status; redirects are answers like others. It prints the status alone.
 *
 * @param status the HTTP status
 * @param headers by name in lower case
 * @param body the body as text: UTF-8, with what is not UTF-8 replaced
 */
public record HttpAnswer(int status, Map<String, List<String>> headers, String body) {
    /** Keeps its own copy. */
    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    /** The first header of that name. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** Whether it says that it is JSON. */
    public boolean isJson() {
        return header("content-type")
                .map(type -> type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))
                .filter(type -> type.equals("application/json") || type.endsWith("+json"))
                .isPresent();
    }

    /** Whether the status says that it was done. */
    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /** Whether it sends the asker elsewhere. */
    public boolean redirects() {
        return status >= 300 && status < 400 && status != 304;
    }

    @Override
    public String toString() {
        return "HttpAnswer[" + status + "]";
    }
}
