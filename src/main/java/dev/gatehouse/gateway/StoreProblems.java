package dev.gatehouse.gateway;

import dev.gatehouse.io.FileFault;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Turns what {@link dev.gatehouse.io} says of files into problems; the one place that does. */
public final class StoreProblems {
    private StoreProblems() {}

    /** What {@code thrown}, met while working on {@code path}, means to the operator. */
    public static Problem of(IOException thrown, Path path) {
        return switch (thrown) {
            case FileFault.TooLarge large ->
                new Problem.TooLarge(large.path().toString(), large.bytes(), large.limit());
            case FileFault.Changed changed ->
                new Problem.Contended(changed.path().toString());
            case FileFault.DiskFull full -> new Problem.DiskFull(full.path().toString());
            case FileFault.Denied denied -> new Problem.Denied(denied.path().toString());
            case FileFault.Locked locked -> new Problem.Locked(locked.path().toString(), locked.pid(), locked.since());
            case AccessDeniedException _ -> new Problem.Denied(path.toString());
            case NoSuchFileException _ -> new Problem.Missing(path.toString());
            default -> new Problem.Broken(path.toString(), thrown.toString());
        };
    }

    /** The same, ready to be thrown. */
    public static GatewayException exception(IOException thrown, Path path) {
        return new GatewayException(of(thrown, path), thrown);
    }
}
