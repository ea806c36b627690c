package dev.gatehouse.interop;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** As much of the NATS protocol as a chat gateway of Smith's speaks. */
final class Nats implements AutoCloseable {
    private final Socket socket;
    private final OutputStream out;

    private Nats(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
    }

    /** Connects, and gives {@code heard} what is published on {@code subject}. */
    static Nats at(int port, String subject, Consumer<String> heard) throws IOException {
        Nats nats = new Nats(new Socket(InetAddress.getLoopbackAddress(), port));
        nats.send("CONNECT {\"verbose\":false,\"pedantic\":false}\r\nSUB " + subject + " 1\r\n");
        Thread.ofVirtual().name("nats").start(() -> nats.listen(heard));
        return nats;
    }

    private synchronized void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    void publish(String subject, String message) throws IOException {
        int length = message.getBytes(StandardCharsets.UTF_8).length;
        send("PUB " + subject + " " + length + "\r\n" + message + "\r\n");
    }

    private void listen(Consumer<String> heard) {
        try (InputStream in = new BufferedInputStream(socket.getInputStream())) {
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                if (line.equals("PING")) {
                    send("PONG\r\n");
                } else if (line.startsWith("MSG ")) {
                    int length = Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
                    heard.accept(new String(in.readNBytes(length), StandardCharsets.UTF_8));
                    in.readNBytes(2);
                }
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                System.out.println("Nats: " + e.getMessage());
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
