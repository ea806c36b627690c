import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The licences of what the package holds: the application's, a list of all libraries with the licence that each one's Maven
 * project names, the texts that the libraries bring along, and for the others the texts of {@code packaging/licences}. Java
 * keeps its own in the runtime.
 */
final class Licences {
    private static final String TEXTS = "META-INF/(.*/)?[^/]*(LICEN[SC]E|NOTICE|COPYING)[^/]*";

    /** Where the text of a licence is that a library names and does not bring along; one of several is enough. */
    private static final Map<String, String> TEXT_OF = Map.of(
            "Apache-2.0", "LICENSE",
            "MIT", "texts/MIT.txt",
            "Bouncy Castle Licence", "texts/MIT.txt",
            "The 3-Clause BSD License", "texts/BSD-3-Clause.txt",
            "BSD-3", "texts/BSD-3-Clause.txt",
            "EPL-2.0", "texts/EPL-2.0.txt",
            "GPL-2.0-with-classpath-exception", "legal/java.base/LICENSE of the Java runtime",
            "Public Domain", "none is needed");

    private final Project project;
    private final Libraries libraries;

    Licences(Project project, Libraries libraries) {
        this.project = project;
        this.libraries = libraries;
    }

    /** Writes them into {@code folder}. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.copy(project.base().resolve("LICENSE"), folder.resolve("LICENSE"));
        Tools.copy(project.resource("licences"), folder.resolve("texts"));
        for (Path jar : libraries.jars().subList(1, libraries.jars().size())) {
            texts(jar, folder);
        }
        Files.writeString(folder.resolve("THIRD-PARTY.txt"), list(folder));
    }

    private static void texts(Path jar, Path folder) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream()
                    .filter(each -> each.getName().matches(TEXTS) && !each.getName().endsWith(".class"))
                    .toList()) {
                Path file = folder.resolve(jar.getFileName().toString().replaceFirst("\\.jar$", ""))
                        .resolve(entry.getName().replaceFirst("^META-INF/", "").replace('/', '-'));
                Files.createDirectories(file.getParent());
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, file);
                }
            }
        }
    }

    private String list(Path folder) throws IOException {
        Map<String, String> lines = new TreeMap<>();
        Element bom = bom();
        NodeList components = bom.getElementsByTagName("component");
        for (int i = 0; i < components.getLength(); i++) {
            Element component = (Element) components.item(i);
            String name = text(component, "group") + ":" + text(component, "name");
            // The application itself, and the tools that made the bill, are named before the list.
            Node list = component.getParentNode();
            if (list.getNodeName().equals("components") && list.getParentNode().equals(bom)) {
                lines.put(name, "%s %s%n    %s; text: %s%n".formatted(
                        name,
                        text(component, "version"),
                        String.join(", or ", licences(component)),
                        textOf(component, folder)));
            }
        }
        return """
                Gatehouse holds these libraries, unchanged but for native code of other systems, which was taken out.
                The texts of their licences are where each line says, Java's own in the folder "legal" of the runtime.

                Java %s
                    GPL-2.0-with-classpath-exception; source: https://github.com/adoptium/jdk%du

                """.formatted(Runtime.version(), Runtime.version().feature())
                + String.join("", lines.values());
    }

    private Element bom() throws IOException {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(project.bom().toFile())
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(project.bom() + " is no bill of materials", e);
        }
    }

    private static List<String> licences(Element component) {
        NodeList licences = component.getElementsByTagName("license");
        return IntStream.range(0, licences.getLength())
                .mapToObj(at -> (Element) licences.item(at))
                .map(licence -> text(licence, "id") + text(licence, "name"))
                .distinct()
                .toList();
    }

    private static String textOf(Element component, Path folder) {
        String brought = text(component, "name") + "-" + text(component, "version");
        if (Files.exists(folder.resolve(brought))) {
            return brought;
        }
        return licences(component).stream()
                .map(TEXT_OF::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new Problem("There is no text for the licence of " + brought + ", which is "
                        + licences(component) + ". Add it to packaging/licences."));
    }

    private static String text(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 || found.item(0).getParentNode() != parent
                ? ""
                : found.item(0).getTextContent().strip();
    }
}
