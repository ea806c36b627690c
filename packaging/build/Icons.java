import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Every icon, made from the one drawing. Of SVG it knows what the drawing uses: filled {@code rect} with {@code rx}, and
 * filled {@code path} with the commands M, L, H, V, C and Z. Anything else is refused, lest it be drawn wrong.
 */
final class Icons {
    /** Sizes of the pictures for windows and for desktops on Linux, in pixels. */
    static final List<Integer> SIZES = List.of(16, 24, 32, 48, 64, 128, 256, 512);

    private static final List<Integer> ICO_SIZES = List.of(16, 20, 24, 32, 40, 48, 64, 256);

    /** Apple's types of PNG pictures, in pixels. */
    private static final Map<String, Integer> ICNS_SIZES = new LinkedHashMap<>();

    static {
        ICNS_SIZES.put("icp4", 16);
        ICNS_SIZES.put("ic11", 32);
        ICNS_SIZES.put("icp5", 32);
        ICNS_SIZES.put("ic12", 64);
        ICNS_SIZES.put("ic07", 128);
        ICNS_SIZES.put("ic13", 256);
        ICNS_SIZES.put("ic08", 256);
        ICNS_SIZES.put("ic14", 512);
        ICNS_SIZES.put("ic09", 512);
        ICNS_SIZES.put("ic10", 1024);
    }

    private static final Pattern PATH_PART = Pattern.compile("([MLHVCZ])|(-?\\d+(?:\\.\\d+)?)|[\\s,]+|(.)");

    private final double side;
    private final List<Filled> shapes = new ArrayList<>();

    private record Filled(Shape shape, Color color) {}

    /** Reads the drawing. */
    Icons(Path svg) {
        System.setProperty("java.awt.headless", "true");
        try {
            Element root = DocumentBuilderFactory.newNSInstance()
                    .newDocumentBuilder()
                    .parse(svg.toFile())
                    .getDocumentElement();
            side = Double.parseDouble(root.getAttribute("viewBox").split(" ")[2]);
            NodeList children = root.getElementsByTagName("*");
            for (int i = 0; i < children.getLength(); i++) {
                Element element = (Element) children.item(i);
                switch (element.getTagName()) {
                    case "title" -> {}
                    case "rect" -> shapes.add(new Filled(rectangle(element), color(element)));
                    case "path" -> shapes.add(new Filled(path(element.getAttribute("d")), color(element)));
                    default -> throw new IllegalArgumentException(svg + ": " + element.getTagName() + " is not drawn");
                }
            }
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalArgumentException(svg + " is not a drawing", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code Icons SVG FOLDER} writes the pictures that windows show, unless they are newer than the drawing. */
    public static void main(String[] args) throws IOException {
        Path svg = Path.of(args[0]);
        Path folder = Files.createDirectories(Path.of(args[1]));
        Icons icons = new Icons(svg);
        for (int size : SIZES) {
            Path file = folder.resolve("gatehouse-" + size + ".png");
            if (!Files.exists(file)
                    || Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(svg)) < 0) {
                icons.png(file, size);
            }
        }
    }

    /** Writes one picture. */
    Path png(Path file, int size) throws IOException {
        return Files.write(file, picture(size));
    }

    /** Writes the icon of Windows. */
    Path ico(Path file) throws IOException {
        List<byte[]> pictures = new ArrayList<>();
        int offset = 6 + 16 * ICO_SIZES.size();
        ByteBuffer head = ByteBuffer.allocate(offset).order(ByteOrder.LITTLE_ENDIAN);
        head.putShort((short) 0).putShort((short) 1).putShort((short) ICO_SIZES.size());
        for (int size : ICO_SIZES) {
            byte[] picture = picture(size);
            // 0 stands for 256.
            head.put((byte) size).put((byte) size).put((byte) 0).put((byte) 0);
            head.putShort((short) 1).putShort((short) 32).putInt(picture.length).putInt(offset);
            offset += picture.length;
            pictures.add(picture);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(head.array());
        for (byte[] picture : pictures) {
            out.write(picture);
        }
        return Files.write(file, out.toByteArray());
    }

    /** Writes the icon of macOS. */
    Path icns(Path file) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        for (Map.Entry<String, Integer> type : ICNS_SIZES.entrySet()) {
            byte[] picture = picture(type.getValue());
            out.write(type.getKey().getBytes(StandardCharsets.US_ASCII));
            out.writeInt(picture.length + 8);
            out.write(picture);
        }
        ByteBuffer whole = ByteBuffer.allocate(body.size() + 8);
        whole.put("icns".getBytes(StandardCharsets.US_ASCII)).putInt(whole.capacity());
        return Files.write(file, whole.put(body.toByteArray()).array());
    }

    private byte[] picture(int size) throws IOException {
        BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.scale(size / side, size / side);
        for (Filled filled : shapes) {
            graphics.setColor(filled.color());
            graphics.fill(filled.shape());
        }
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", out);
        return out.toByteArray();
    }

    private static Shape rectangle(Element rect) {
        double round = 2 * number(rect, "rx");
        return new RoundRectangle2D.Double(
                number(rect, "x"), number(rect, "y"), number(rect, "width"), number(rect, "height"), round, round);
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private static Color color(Element element) {
        return Color.decode(element.getAttribute("fill"));
    }

    private static Shape path(String commands) {
        Path2D path = new Path2D.Double();
        char command = ' ';
        List<Double> numbers = new ArrayList<>();
        Matcher part = PATH_PART.matcher(commands);
        while (part.find()) {
            if (part.group(3) != null) {
                throw new IllegalArgumentException(part.group(3) + " is not drawn: " + commands);
            } else if (part.group(1) != null) {
                command = part.group(1).charAt(0);
            } else if (part.group(2) != null) {
                numbers.add(Double.valueOf(part.group(2)));
            }
            if (draw(path, command, numbers)) {
                numbers.clear();
                command = command == 'Z' ? ' ' : command == 'M' ? 'L' : command;
            }
        }
        return path;
    }

    /** Draws the command once it has all its numbers. */
    private static boolean draw(Path2D path, char command, List<Double> n) {
        int wants = switch (command) {
            case 'Z' -> 0;
            case 'H', 'V' -> 1;
            case 'M', 'L' -> 2;
            case 'C' -> 6;
            default -> -1;
        };
        if (n.size() != wants) {
            return false;
        }
        switch (command) {
            case 'M' -> path.moveTo(n.get(0), n.get(1));
            case 'L' -> path.lineTo(n.get(0), n.get(1));
            case 'H' -> path.lineTo(n.get(0), path.getCurrentPoint().getY());
            case 'V' -> path.lineTo(path.getCurrentPoint().getX(), n.get(0));
            case 'C' -> path.curveTo(n.get(0), n.get(1), n.get(2), n.get(3), n.get(4), n.get(5));
            default -> path.closePath();
        }
        return true;
    }
}
