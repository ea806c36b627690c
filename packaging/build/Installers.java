import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Makes what a person installs. */
interface Installers {
    /** Those of {@code platform}. */
    static Installers of(Platform platform, Project project) {
        return switch (platform.system()) {
            case LINUX -> new LinuxInstallers(project, platform);
            case WINDOWS -> new WindowsInstaller(project, platform);
            case MACOS -> new MacInstaller(project, platform);
        };
    }

    /**
     * Looks whether the tools are there, before anything is made.
     *
     * @throws Problem naming what has to be installed
     */
    void check();

    /** Makes them around the application's folder and returns their files. */
    List<Path> make(Path image, Icons icons) throws IOException, InterruptedException;
}
