package dev.gatehouse.gateway.orginabox;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ServerSocketFactory;

/** A small HTTP server on this computer that does what it is told, right or wrong. */
final class HttpStage implements AutoCloseable {
    private final ServerSocket listening;
    private final Play play;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();

    HttpStage(ServerSocketFactory sockets, Play play) throws IOException {
        this.listening = sockets.createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        this.play = play;
        Thread.ofVirtual().name("stage").start(this::accept);
    }

    HttpStage(Play play) throws IOException {
        this(ServerSocketFactory.getDefault(), play);
    }

    /** What it answers. */
    interface Play {
        Answer answer(Asked asked) throws Exception;
    }

    /** An answer: written as it is, or a stream. */
    interface Answer {
        /** Writes it. Returns whether the connection can be used again. */
        boolean write(OutputStream out) throws Exception;
    }

    /** A request. */
    record Asked(String method, String path, Map<String, String> headers, String body) {
        List<String> parts() {
            return Arrays.stream(path.substring(1).replaceFirst("\\?.*", "").split("/"))
                    .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                    .toList();
        }

        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    static Answer json(int status, Object body) {
        return plain(status, "application/json; charset=utf-8", String.valueOf(body));
    }

    static Answer plain(int status, String type, String body, String... headers) {
        return out -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Said\r\nContent-Type: " + type + "\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
            out.write(head.toString().getBytes(StandardCharsets.UTF_8));
            out.write(bytes);
            out.flush();
            return true;
        };
    }

    int port() {
        return listening.getLocalPort();
    }

    String address() {
        return "http://127.0.0.1:" + port();
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    long asked(String method, String part) {
        return asked.stream()
                .filter(one -> one.method().equals(method) && one.path().contains(part))
                .count();
    }

    /** Ends every connection that stands. */
    void drop() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        open.clear();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                open.add(socket);
                Thread.ofVirtual().name("stage connection").start(() -> serve(socket));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            boolean again = true;
            while (again) {
                Asked one = read(in);
                asked.add(one);
                again = play.answer(one).write(out);
            }
        } catch (Exception _) {
            // The other side went, or the test ends.
        }
    }

    private static Asked read(InputStream in) throws IOException {
        String first = line(in);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        String[] words = first.split(" ");
        return new Asked(words[0], words[1], headers, body);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        drop();
    }
}
