package dev.gatehouse.pairing;

/**
 * Who asks for what, whatever the product calls the request at the moment. Selection, arming, folding and history go by
 * this key; calls to the gateway go by the request's own id.
 *
 * @param profile id of the gateway profile
 * @param kind what sort of request
 * @param channel channel of a person, empty for devices
 * @param account account of the channel, empty for devices
 * @param subject device id, or the sender's id as an approval would write it down
 * @param publicKey the device's public key as the gateway writes it, empty where there is none
 */
public record RequestKey(String profile, Kind kind, String channel, String account, String subject, String publicKey) {

    /** The key of a person who writes to {@code account} of {@code channel}. */
    public static RequestKey dm(String profile, String channel, String account, String sender) {
        return new RequestKey(profile, Kind.DM, channel, account, sender, "");
    }

    /** The key of a device or node. */
    public static RequestKey device(String profile, Kind kind, String deviceId, String publicKey) {
        return new RequestKey(profile, kind, "", "", deviceId, publicKey);
    }

    /** The key of a client that waits for a PIN. */
    public static RequestKey client(String profile, String clientId, String publicKey) {
        return new RequestKey(profile, Kind.CLIENT, "", "", clientId, publicKey);
    }

    /** Whom this is about, however they ask; decisions about one subject run one after the other. */
    public SubjectKey about() {
        return new SubjectKey(profile, channel, account, subject);
    }
}
