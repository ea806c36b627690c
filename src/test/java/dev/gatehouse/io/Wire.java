package dev.gatehouse.io;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's end of one connection, down to the bytes of RFC 6455. */
final class Wire implements Closeable {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final Pattern KEY = Pattern.compile("(?im)^sec-websocket-key: (\\S+)\\r?$");

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final AtomicLong written;

    /** On {@code socket}; adds to {@code written} the bytes that the system has taken. */
    Wire(Socket socket, AtomicLong written) throws IOException {
        this.socket = socket;
        this.written = written;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = socket.getOutputStream();
    }

    /** A frame as a client sends it. */
    record Frame(int opcode, boolean last, byte[] payload) {
        int closeCode() {
            return (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        }
    }

    /** The request's head, up to the empty line. */
    String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("in the head");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** Reads the request and agrees; returns its head. */
    String upgrade() throws IOException {
        String head = head();
        Matcher key = KEY.matcher(head);
        if (!key.find()) {
            throw new IOException("no key");
        }
        try {
            byte[] accept = MessageDigest.getInstance("SHA-1")
                    .digest((key.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                            .getBytes(StandardCharsets.ISO_8859_1));
            write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(accept) + "\r\n\r\n");
            return head;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Bytes as they are, in ISO 8859-1. */
    void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        written.addAndGet(bytes.length);
    }

    void text(String message) throws IOException {
        frame(TEXT, true, message.getBytes(StandardCharsets.UTF_8));
    }

    void close(int code, String reason) throws IOException {
        byte[] words = reason.getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[words.length + 2];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(words, 0, payload, 2, words.length);
        frame(CLOSE, true, payload);
    }

    void frame(int opcode, boolean last, byte[] payload) throws IOException {
        header(opcode, last, payload.length);
        write(payload);
    }

    /** The beginning of a frame that claims {@code length} bytes. */
    void header(int opcode, boolean last, long length) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.write((last ? 0x80 : 0) | opcode);
        if (length < 126) {
            header.write((int) length);
        } else {
            int bytes = length < 65_536 ? 2 : 8;
            header.write(bytes == 2 ? 126 : 127);
            for (int i = bytes - 1; i >= 0; i--) {
                header.write((int) (length >> 8 * i) & 0xff);
            }
        }
        write(header.toByteArray());
    }

    /** The next message of the client, put together; the JDK sends a long one in pieces. */
    String message() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        Frame frame = read();
        whole.writeBytes(frame.payload());
        while (!frame.last()) {
            frame = read();
            whole.writeBytes(frame.payload());
        }
        return whole.toString(StandardCharsets.UTF_8);
    }

    /** The next frame of the client, its mask taken off. */
    Frame read() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte() & 0x7f;
        long bytes = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes((int) bytes);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return new Frame(first & 0x0f, (first & 0x80) != 0, payload);
    }

    /** Waits until the client has ended the connection, one way or another. */
    void awaitEnd() throws IOException {
        while (in.read() >= 0) {
            // Whatever it still says.
        }
    }

    /** Drops the connection without a word. */
    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Drops the connection with a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
