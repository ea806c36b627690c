package dev.gatehouse.gateway.clasp;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One request of a browser or program, as far as the pairing service needs HTTP (RFC 9112): small, whole, and one a
 * connection. It prints its method alone, as the path of a poll is what the client proves itself with.
 *
 * @param method as sent
 * @param path without the query
 * @param query without the question mark, may be empty
 * @param headers by name in lower case
 * @param body the whole of it
 * @param from the address at the other end
 */
record WebRequest(
        String method, String path, String query, Map<String, String> headers, byte[] body, InetAddress from) {
    /** The most that a request line and headers may take. */
    static final int LARGEST_HEAD = 8 << 10;

    /** The most that a body may take. */
    static final int LARGEST_BODY = 4 << 10;

    private static final Pattern LINE = Pattern.compile("([A-Z]{1,10}) (/[\\x21-\\x7e]*) HTTP/1\\.[01]");
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]++");

    WebRequest {
        headers = Map.copyOf(headers);
        body = body.clone();
    }

    /** A request that is not served; the connection ends with the answer. */
    static final class Unserved extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;

        private Unserved(int status) {
            super("status " + status);
            this.status = status;
        }

        /** The HTTP status that says why. */
        int status() {
            return status;
        }
    }

    /**
     * Reads one.
     *
     * @throws Unserved if it is none, too large, or in parts
     * @throws IOException if the connection breaks or ends before
     */
    static WebRequest read(InputStream in, InetAddress from) throws IOException, Unserved {
        String[] lines = head(in).split("\r\n", -1);
        var line = LINE.matcher(lines[0]);
        if (!line.matches()) {
            throw new Unserved(400);
        }
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            String header = lines[i];
            int colon = header.indexOf(':');
            // Of two headers of one name, two readers may each believe another.
            if (colon < 0
                    || header.indexOf('\0') >= 0
                    || !NAME.matcher(header.substring(0, colon)).matches()
                    || headers.putIfAbsent(
                                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                                    header.substring(colon + 1).strip())
                            != null) {
                throw new Unserved(400);
            }
        }
        String[] target = line.group(2).split("\\?", 2);
        byte[] body = body(in, headers);
        return new WebRequest(line.group(1), target[0], target.length > 1 ? target[1] : "", headers, body, from);
    }

    private static String head(InputStream in) throws IOException, Unserved {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended within a request");
            }
            if (head.length() >= LARGEST_HEAD) {
                throw new Unserved(431);
            }
            head.append((char) next);
        }
        return head.substring(0, head.length() - 4);
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException, Unserved {
        if (headers.containsKey("transfer-encoding")) {
            throw new Unserved(411);
        }
        String length = headers.getOrDefault("content-length", "0");
        if (!length.matches("[0-9]{1,9}")) {
            throw new Unserved(400);
        }
        int bytes = Integer.parseInt(length);
        if (bytes > LARGEST_BODY) {
            throw new Unserved(413);
        }
        byte[] body = in.readNBytes(bytes);
        if (body.length < bytes) {
            throw new IOException("ended within a body");
        }
        return body;
    }

    /** The header {@code name}, in lower case. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The body as text. */
    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public byte[] body() {
        return body.clone();
    }

    @Override
    public String toString() {
        return "WebRequest[" + method + "]";
    }
}
