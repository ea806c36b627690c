package dev.gatehouse;

import dev.gatehouse.gateway.Environment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether there is a screen to open a window on. Only X displays can be missing: the other systems always have one. */
final class Display {
    private static final Pattern NAME = Pattern.compile("(.*):(\\d{1,4})(?:\\.\\d+)?");
    private static final int X11_PORT = 6000;
    private static final int LIMIT_MILLIS = 2_000;

    private Display() {}

    /** Whether a window can be opened; knocks at the X server, two seconds at most. */
    static boolean isThere(Environment environment, String system) {
        if (!system.startsWith("Linux")) {
            return true;
        }
        String display = environment.variable("DISPLAY");
        if (display == null) {
            return false;
        }
        Matcher name = NAME.matcher(display);
        if (!name.matches()) {
            return false;
        }
        int number = Integer.parseInt(name.group(2));
        String host = name.group(1);
        return host.isEmpty() || host.equals("unix") ? socketAnswers(number) : portAnswers(host, number);
    }

    private static boolean socketAnswers(int number) {
        Path socket = Path.of("/tmp/.X11-unix/X" + number);
        if (!Files.exists(socket)) {
            return false;
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean portAnswers(String host, int number) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(host), X11_PORT + number), LIMIT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
