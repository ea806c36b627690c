package dev.gatehouse.testing;

import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Client;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Presence;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.Right;
import dev.gatehouse.pairing.SenderGrant;
import dev.gatehouse.pairing.SubjectKey;
import dev.gatehouse.pairing.TokenState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** People and devices that are in, or want to be. */
public final class Grants {
    /** When everything was granted. */
    public static final Instant THEN = Instant.parse("2026-11-03T09:12:00Z");

    private Grants() {}

    /** A person let in by the store. */
    public static SenderGrant sender(String profile, String channel, String account, String id) {
        return new SenderGrant(
                new SubjectKey(profile, channel, account, id), Name.NONE, List.of(store(channel)), null, null);
    }

    /** A person let in by the store, of a name. */
    public static SenderGrant named(String profile, String channel, String id, String name) {
        return new SenderGrant(
                new SubjectKey(profile, channel, "default", id), Name.of(name), List.of(store(channel)), THEN, null);
    }

    /** A person whom the config lets in, and the store too if {@code both}. */
    public static SenderGrant configured(String profile, String channel, String id, boolean both) {
        Origin config = new Origin(Origin.Type.CONFIG, "openclaw.json, channels." + channel + ".allowFrom");
        return new SenderGrant(
                new SubjectKey(profile, channel, "default", id),
                Name.NONE,
                both ? List.of(store(channel), config) : List.of(config),
                null,
                null);
    }

    private static Origin store(String channel) {
        return new Origin(Origin.Type.STORE, "credentials/" + channel + "-default-allowFrom.json");
    }

    /** A device with those scopes. */
    public static DeviceGrant device(String profile, String id, String name, String... scopes) {
        return device(
                profile,
                id,
                name,
                Kind.DEVICE,
                new Client("macOS", "Mac", "openclaw-macos 2026.7.1", "ui", "192.168.77.2"),
                scopes);
    }

    /** A device or node of a sort. */
    public static DeviceGrant device(
            String profile, String id, String name, Kind kind, Client client, String... scopes) {
        List<Right> rights = Stream.of(scopes).map(Grants::right).toList();
        return new DeviceGrant(
                new SubjectKey(profile, "", "", id),
                "key of " + id,
                Name.of(name),
                kind,
                new Access(rights),
                List.of(new TokenState("operator", THEN, THEN.plusSeconds(7200), null)),
                client,
                List.of(new Origin(Origin.Type.STORE, "devices/paired.json")),
                THEN,
                THEN.plusSeconds(864_000));
    }

    /** The same device with another name and other tokens. */
    public static DeviceGrant with(DeviceGrant grant, Name name, List<TokenState> tokens) {
        return with(grant, name, tokens, grant.presence());
    }

    /** The same device, connected or not. */
    public static DeviceGrant with(DeviceGrant grant, Presence presence) {
        return with(grant, grant.name(), grant.tokens(), presence);
    }

    private static DeviceGrant with(DeviceGrant grant, Name name, List<TokenState> tokens, Presence presence) {
        return new DeviceGrant(
                grant.key(),
                grant.publicKey(),
                name,
                grant.kind(),
                grant.access(),
                tokens,
                grant.client(),
                grant.origins(),
                grant.grantedAt(),
                grant.lastSeenAt(),
                presence,
                grant.approvedVia());
    }

    private static Right right(String name) {
        Right.Weight weight = switch (name) {
            case "operator.admin" -> Right.Weight.ADMIN;
            case "system.run" -> Right.Weight.EXECUTION;
            default -> Right.Weight.ORDINARY;
        };
        return new Right(name.equals("system.run") ? Right.Type.COMMAND : Right.Type.SCOPE, name, weight);
    }

    /** A person who asks, with a code. */
    public static DmRequest asks(String profile, String channel, String id, String code, String name) {
        Instant now = Instant.now();
        return new DmRequest(
                RequestKey.dm(profile, channel, "default", id),
                code,
                new PairingCode(code, PairingCode.Direction.FROM_STRANGER),
                Name.of(name),
                Map.of(),
                now,
                now,
                now.plusSeconds(3600));
    }

    /** What an approval of {@code request} makes. */
    static Grant of(PairingRequest request) {
        if (request instanceof DeviceRequest device) {
            return new DeviceGrant(
                    request.key().about(),
                    device.key().publicKey(),
                    device.name(),
                    device.key().kind(),
                    device.access(),
                    List.of(new TokenState("operator", THEN, null, null)),
                    device.client(),
                    List.of(new Origin(Origin.Type.STORE, "devices/paired.json")),
                    THEN,
                    null);
        }
        return sender(
                request.key().profile(),
                request.key().channel(),
                request.key().account(),
                request.key().subject());
    }
}
