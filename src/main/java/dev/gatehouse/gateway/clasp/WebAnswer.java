package dev.gatehouse.gateway.clasp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What the pairing service answers. It prints its status alone: a body may hold a token.
 *
 * @param status the HTTP status
 * @param type the media type of the body
 * @param body the body
 */
record WebAnswer(int status, String type, byte[] body) {
    static final String JSON = "application/json";

    /** On every answer: kept nowhere, framed by nobody, and nothing but the page's own parts may run in it. */
    private static final Map<String, String> STRICT = Map.of(
            "Cache-Control", "no-store",
            "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
                            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()",
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Connection", "close");

    WebAnswer {
        body = body.clone();
    }

    /** {@code json} with {@code status}. */
    static WebAnswer json(int status, String json) {
        return new WebAnswer(status, JSON, json.getBytes(StandardCharsets.UTF_8));
    }

    /** {@code status} and nothing to read. */
    static WebAnswer bare(int status) {
        return new WebAnswer(status, "text/plain", new byte[0]);
    }

    /** Writes it; {@code withBody} is false for a HEAD. */
    void write(OutputStream out, boolean withBody) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" \r\n");
        head.append("Content-Type: ").append(type).append("; charset=utf-8\r\n");
        head.append("Content-Length: ").append(body.length).append("\r\n");
        STRICT.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("\r\n");
        out.write(head.toString().getBytes(StandardCharsets.US_ASCII));
        if (withBody) {
            out.write(body);
        }
        out.flush();
    }

    @Override
    public byte[] body() {
        return body.clone();
    }

    @Override
    public String toString() {
        return "WebAnswer[" + status + "]";
    }
}
