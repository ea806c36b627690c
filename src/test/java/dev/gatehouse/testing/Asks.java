package dev.gatehouse.testing;

import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.CapabilityRequest;
import dev.gatehouse.pairing.Client;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.PinRequest;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.Right;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Requests that wait. */
public final class Asks {
    private Asks() {}

    /** A person who wrote to an account, {@code left} before the end of their hour. */
    public static DmRequest dm(
            String profile, String channel, String account, String id, String code, String name, Duration left) {
        Instant end = Instant.now().plus(left);
        Instant asked = end.minus(Duration.ofHours(1));
        return new DmRequest(
                RequestKey.dm(profile, channel, account, id),
                code,
                new PairingCode(code, PairingCode.Direction.FROM_STRANGER),
                Name.of(name),
                name.isEmpty() ? Map.of() : Map.of("firstName", Name.of(name).text()),
                asked,
                asked,
                end);
    }

    /** A device or node that wants rights, {@code left} before the end of its five minutes. */
    public static DeviceRequest device(
            String profile, Kind kind, String id, String name, String platform, Duration left, String... rights) {
        Instant end = Instant.now().plus(left);
        Instant asked = end.minus(Duration.ofMinutes(5));
        return new DeviceRequest(
                RequestKey.device(profile, kind, id, "key of " + id),
                "request of " + id,
                Name.of(name),
                access(kind, rights),
                new Client(platform, "", "openclaw-" + platform + " 2026.7.1", "ui", "192.168.77.2"),
                false,
                false,
                asked,
                asked,
                end);
    }

    /** A node that has joined and asks for commands; never ends. */
    public static CapabilityRequest capability(
            String profile, String id, String name, Client client, String... rights) {
        Instant now = Instant.now();
        return new CapabilityRequest(
                RequestKey.device(profile, Kind.CAPABILITY, id, ""),
                "capabilities of " + id,
                Name.of(name),
                new Access(List.of(rights).stream().map(Asks::right).toList()),
                client,
                now,
                now,
                null);
    }

    /** A client of a router that waits for its PIN; ends in five minutes. */
    public static PinRequest client(String profile, String id, String name, String pin, int wrong, String... rights) {
        Instant now = Instant.now();
        return new PinRequest(
                RequestKey.client(profile, id, "key of " + id),
                "request of " + id,
                Name.of(name),
                new Access(List.of(rights).stream()
                        .map(right -> new Right(
                                Right.Type.SCOPE,
                                right,
                                right.startsWith("admin") ? Right.Weight.ADMIN : Right.Weight.ORDINARY))
                        .toList()),
                new Client("Android", "phone", "", "", "192.168.77.9"),
                new PairingCode(pin, PairingCode.Direction.FROM_OPERATOR),
                wrong,
                5,
                false,
                now,
                now,
                now.plus(Duration.ofMinutes(4)));
    }

    /** Somebody wrote, and nobody knows who; their code usually lives so long still. */
    public static DmRequest anonymous(String profile, String channel, String id, Duration left) {
        Instant end = Instant.now().plus(left);
        Instant asked = end.minus(Duration.ofMinutes(5));
        return new DmRequest(
                RequestKey.dm(profile, channel, "", id), id, null, Name.NONE, Map.of(), asked, asked, end, true, true);
    }

    /** A role and rights, weighed as the adapter weighs them. */
    public static Access access(Kind kind, String... rights) {
        String role = kind == Kind.NODE ? "node" : "operator";
        return new Access(Stream.concat(
                        Stream.of(new Right(Right.Type.ROLE, role, Right.Weight.ORDINARY)),
                        List.of(rights).stream().map(Asks::right))
                .toList());
    }

    private static Right right(String name) {
        return switch (name) {
            case "operator.admin" -> new Right(Right.Type.SCOPE, name, Right.Weight.ADMIN);
            case "system.run" -> new Right(Right.Type.COMMAND, name, Right.Weight.EXECUTION);
            default ->
                new Right(
                        name.startsWith("operator.") ? Right.Type.SCOPE : Right.Type.CAPABILITY,
                        name,
                        Right.Weight.ORDINARY);
        };
    }
}
