package dev.gatehouse.io;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One question over HTTP. It prints without headers and body, which may hold credentials.
 *
 * @param method the HTTP method
 * @param base where; its path stands before {@code path}
 * @param path begins with a slash, encoded, with the query if there is one
 * @param headers by name
 * @param body text in UTF-8, or null for none
 * @param limit how long the whole answer may take
 */
public record HttpAsk(
        String method,
        Address base,
        String path,
        Map<String, String> headers,
        @Nullable String body,
        Duration limit) {
    /** Usual time for an answer. */
    public static final Duration LIMIT = Duration.ofSeconds(8);

    /** Keeps its own copy. */
    public HttpAsk {
        headers = Map.copyOf(headers);
    }

    /** A question that changes nothing. */
    public static HttpAsk get(Address base, String path) {
        return new HttpAsk("GET", base, path, Map.of("Accept", "application/json"), null, LIMIT);
    }

    /** A question with a body of JSON. */
    public static HttpAsk json(String method, Address base, String path, String json) {
        return get(base, path).header("Content-Type", "application/json").as(method, json);
    }

    private HttpAsk as(String otherMethod, @Nullable String otherBody) {
        return new HttpAsk(otherMethod, base, path, headers, otherBody, limit);
    }

    /** The same with another method and no body. */
    public HttpAsk method(String otherMethod) {
        return as(otherMethod, null);
    }

    /** The same with one header more. */
    public HttpAsk header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpAsk(method, base, path, more, body, limit);
    }

    /** The same with another limit. */
    public HttpAsk limit(Duration otherLimit) {
        return new HttpAsk(method, base, path, headers, body, otherLimit);
    }

    /** Where it goes. */
    URI target() {
        String root = base.path();
        Address whole = new Address(
                base.secure(),
                base.host(),
                base.port(),
                (root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + path);
        return whole.web();
    }

    @Override
    public String toString() {
        return method + " " + base.instance() + path.replaceFirst("\\?.*", "");
    }
}
