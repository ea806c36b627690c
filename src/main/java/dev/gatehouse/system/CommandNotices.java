package dev.gatehouse.system;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices by a program of the system's: {@code osascript} on macOS, PowerShell on Windows. AWT's tray would need an icon
 * that stands there all day. The texts travel in the environment, so that nothing a stranger has chosen is ever part of
 * a script, nor of what a list of processes shows. A click is not told, and nothing is taken back. Written after the
 * systems' documentation and not run: there was neither system to try it on.
 */
final class CommandNotices implements Notices {
    private static final Logger LOG = LoggerFactory.getLogger(CommandNotices.class);
    private static final long LIMIT_SECONDS = 10;
    private static final String TITLE = "GATEHOUSE_TITLE";
    private static final String TEXT = "GATEHOUSE_TEXT";

    private static final String MAC = "display notification (system attribute \"" + TEXT
            + "\") with title \"Gatehouse\" subtitle (system attribute \"" + TITLE + "\")";

    private static final String WINDOWS = """
            $null = [Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime]
            $t = [Windows.UI.Notifications.ToastNotificationManager]::GetTemplateContent('ToastText02')
            $l = $t.GetElementsByTagName('text')
            $null = $l.Item(0).AppendChild($t.CreateTextNode($env:GATEHOUSE_TITLE))
            $null = $l.Item(1).AppendChild($t.CreateTextNode($env:GATEHOUSE_TEXT))
            $n = [Windows.UI.Notifications.ToastNotification]::new($t)
            $n.Tag = 'gatehouse'
            [Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier('Gatehouse').Show($n)
            """;

    private final List<String> command;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("notices").factory());

    private CommandNotices(List<String> command) {
        this.command = command;
    }

    static Notices macOs() {
        return new CommandNotices(List.of("/usr/bin/osascript", "-e", MAC));
    }

    static Notices windows() {
        return new CommandNotices(List.of("powershell.exe", "-NoProfile", "-NonInteractive", "-Command", WINDOWS));
    }

    @Override
    public void show(Notice notice) {
        thread.execute(() -> run(notice));
    }

    private void run(Notice notice) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(Map.of(TITLE, notice.title(), TEXT, notice.text()));
        try {
            Process process = builder.start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            LOG.info("This desktop shows no notices: {}", e.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void withdraw() {
        // Neither program can.
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
