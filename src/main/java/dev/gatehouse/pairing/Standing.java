package dev.gatehouse.pairing;

import java.util.Collection;
import java.util.List;

/**
 * A request beside what its asker already has.
 *
 * @param kind the short word for the difference
 * @param granted what the asker has now
 */
public record Standing(Kind kind, Access granted) {
    /** The differences that matter. */
    public enum Kind {
        /** Nobody of that id is in. */
        NEW,
        /** In already, and asks for more. */
        MORE_RIGHTS,
        /** In already, and asks for what it has. */
        SAME,
        /** A device of that id is in with another key. */
        KEY_CHANGED,
        /** In with the same rights; an approval gives it a new token and ends the old one. */
        REPLACES_TOKEN
    }

    /** Compares {@code request} with what the same subject has among {@code grants}. */
    public static Standing of(PairingRequest request, Collection<? extends Grant> grants) {
        List<? extends Grant> own = grants.stream()
                .filter(grant -> grant.key().equals(request.key().about()))
                .toList();
        if (own.stream().allMatch(Standing::ended)) {
            boolean otherKey = own.stream().anyMatch(grant -> otherKey(request, grant));
            return new Standing(otherKey ? Kind.KEY_CHANGED : Kind.NEW, Access.NONE);
        }
        Access granted =
                own.stream().filter(grant -> !ended(grant)).map(Grant::access).reduce(Access.NONE, Access::with);
        return new Standing(compare(request, own, granted), granted);
    }

    /** A device whose tokens were all revoked is still listed with its rights, and is not in. */
    private static boolean ended(Grant grant) {
        return grant instanceof DeviceGrant device && device.allTokensRevoked();
    }

    private static Kind compare(PairingRequest request, List<? extends Grant> own, Access granted) {
        if (own.stream().anyMatch(grant -> otherKey(request, grant))) {
            return Kind.KEY_CHANGED;
        }
        if (!granted.covers(request.access())) {
            return Kind.MORE_RIGHTS;
        }
        boolean hasToken = own.stream().anyMatch(grant -> grant instanceof DeviceGrant device && liveToken(device));
        return request instanceof DeviceRequest && hasToken ? Kind.REPLACES_TOKEN : Kind.SAME;
    }

    private static boolean otherKey(PairingRequest request, Grant grant) {
        return request instanceof DeviceRequest
                && grant instanceof DeviceGrant device
                && !device.publicKey().isEmpty()
                && !device.publicKey().equals(request.key().publicKey());
    }

    private static boolean liveToken(DeviceGrant grant) {
        return grant.tokens().stream().anyMatch(token -> token.revokedAt() == null);
    }
}
