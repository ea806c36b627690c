package dev.gatehouse.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The first instance, until it is killed. */
public final class OneInstanceProgram {
    private OneInstanceProgram() {}

    /** Folder of the lock, folder of the socket. */
    public static void main(String[] args) throws InterruptedException {
        var start = new OneInstance(Path.of(args[0]), List.of(Path.of(args[1])), Duration.ofSeconds(3)).start();
        if (start instanceof OneInstance.Start.First first) {
            first.place().leadsTo(() -> true);
            new CountDownLatch(1).await();
        }
    }
}
