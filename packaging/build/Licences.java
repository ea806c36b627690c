import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The licences of what the package holds: the application's, a list of all libraries with the licence that each one's Maven
 * project names, the texts that the libraries bring along, and for the others the texts of {@code packaging/licences}. Java
 * keeps its own in the runtime.
 */
final class Licences {
    private static final String TEXTS = "(META-INF/|org/controlsfx/)(.*/)?[^/]*(LICEN[SC]E|NOTICE|COPYING|license)[^/]*";

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
        Files.writeString(folder.resolve("THIRD-PARTY.txt"), list());
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

    private String list() throws IOException {
        Map<String, String> lines = new TreeMap<>();
        Element bom = bom();
        NodeList components = bom.getElementsByTagName("component");
        for (int i = 0; i < components.getLength(); i++) {
            Element component = (Element) components.item(i);
            String name = text(component, "group") + ":" + text(component, "name");
            // The application itself, and the tools that made the bill, are named before the list.
            if (component.getParentNode().getParentNode().equals(bom)) {
                String licences = licences(component);
                if (licences.isEmpty()) {
                    throw new Problem("Nothing is known of the licence of " + name + ".");
                }
                lines.put(name, "%s %s%n    %s%n".formatted(name, text(component, "version"), licences));
            }
        }
        return """
                Gatehouse holds these libraries, unchanged but for native code of other systems, which was taken out.
                Texts of licences are in the folders beside this file, Java's in its folder "legal".

                """ + String.join("", lines.values());
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

    private static String licences(Element component) {
        NodeList licences = component.getElementsByTagName("license");
        return IntStream.range(0, licences.getLength())
                .mapToObj(at -> (Element) licences.item(at))
                .map(licence -> text(licence, "id") + text(licence, "name"))
                .distinct()
                .collect(Collectors.joining(", or "));
    }

    private static String text(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 || found.item(0).getParentNode() != parent
                ? ""
                : found.item(0).getTextContent().strip();
    }
}
