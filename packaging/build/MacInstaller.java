import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code .dmg}; signed where GATEHOUSE_MAC_SIGNER names a "Developer ID Application" certificate in the keychain. */
final class MacInstaller implements Installers {
    private final Project project;
    private final Platform platform;

    MacInstaller(Project project, Platform platform) {
        this.project = project;
        this.platform = platform;
    }

    @Override
    public void check() {
        if (!Tools.has("hdiutil") || !Tools.has("codesign")) {
            throw new Problem("Apple's command line tools are missing: install them with `xcode-select --install`.");
        }
    }

    @Override
    public List<Path> make(Path image, Icons icons) throws IOException, InterruptedException {
        String signer = System.getenv("GATEHOUSE_MAC_SIGNER");
        if (signer != null && !signer.isBlank()) {
            Tools.java("jpackage", List.of(
                    "--type", "app-image",
                    "--app-image", image.toString(),
                    "--mac-sign",
                    "--mac-signing-key-user-name", signer,
                    "--mac-entitlements", project.resource("macos/gatehouse.entitlements").toString()));
        }
        Path folder = Files.createDirectories(project.work().resolve("dmg"));
        String version = AppImage.numbers(project.version(), platform);
        List<String> args = new ArrayList<>(List.of(
                "--type", "dmg",
                "--app-image", image.toString(),
                "--name", platform.name(),
                "--app-version", version,
                "--vendor", Project.VENDOR,
                "--license-file", project.base().resolve("LICENSE").toString(),
                "--dest", folder.toString()));
        Tools.java("jpackage", args);
        Path target = project.packages().resolve("gatehouse-" + project.version() + "-" + platform.jmod() + ".dmg");
        Files.move(
                folder.resolve(platform.name() + "-" + version + ".dmg"),
                target,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return List.of(target);
    }
}
