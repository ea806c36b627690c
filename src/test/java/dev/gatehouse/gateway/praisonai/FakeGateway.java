package dev.gatehouse.gateway.praisonai;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ServerSocketFactory;

/** Listens on this computer and answers as its script says: with what the real product was recorded to say, or wrongly. */
final class FakeGateway implements AutoCloseable {
    /** Says nothing and keeps the line. */
    static final byte[] SILENCE = {};

    private final ServerSocket listening;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    private volatile Script script;

    FakeGateway(Script script) throws IOException {
        this(ServerSocketFactory.getDefault(), script);
    }

    FakeGateway(ServerSocketFactory sockets, Script script) throws IOException {
        this.script = script;
        this.listening = sockets.createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().name("fake gateway").start(this::accept);
    }

    /** What it says. */
    @FunctionalInterface
    interface Script {
        /** The answer, byte for byte; the connection ends with it. */
        byte[] reply(Asked question);
    }

    /** What it was asked. */
    record Asked(String method, String path, Map<String, String> headers, String body) {
        String line() {
            return method + " " + path;
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        /** Whether it carries any credential. */
        boolean credential() {
            return headers.containsKey("authorization") || headers.containsKey("cookie");
        }
    }

    void script(Script other) {
        script = other;
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    List<Asked> asked(String line) {
        return asked().stream().filter(one -> one.line().equals(line)).toList();
    }

    int port() {
        return listening.getLocalPort();
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                open.add(socket);
                Thread.ofVirtual().name("fake gateway connection").start(() -> serve(socket));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try {
            Asked question = read(new BufferedInputStream(socket.getInputStream()));
            asked.add(question);
            byte[] reply = script.reply(question);
            if (reply.length == 0) {
                return;
            }
            try (socket) {
                socket.getOutputStream().write(reply);
                socket.getOutputStream().flush();
            }
        } catch (IOException _) {
            // They hung up.
        }
    }

    private static Asked read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("in the head");
            }
            head.write(next);
        }
        List<String> lines = head.toString(StandardCharsets.ISO_8859_1).lines().toList();
        Map<String, String> headers = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        String[] first = lines.getFirst().split(" ");
        return new Asked(first[0], first[1], headers, body);
    }

    /** An answer with a JSON body. */
    static byte[] json(int status, String body) {
        return answer(status, "application/json", body);
    }

    /** An answer. */
    static byte[] answer(int status, String type, String body, String... headers) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        String head = "HTTP/1.1 " + status + " Status\r\ncontent-type: " + type + "\r\ncontent-length: " + bytes.length
                + "\r\n" + more + "connection: close\r\n\r\n";
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(bytes);
        return all.toByteArray();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
