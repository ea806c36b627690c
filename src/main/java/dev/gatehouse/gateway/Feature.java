package dev.gatehouse.gateway;

import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.SenderGrant;

/** One thing that a connected gateway can do. */
public enum Feature {
    /** Let a person talk to the bot. */
    APPROVE_DM,
    /** Turn a person away. */
    REJECT_DM,
    /** Take a person's access away. */
    REVOKE_SENDER,
    /** Let a device or node join. */
    APPROVE_DEVICE,
    /** Turn a device or node away. */
    REJECT_DEVICE,
    /** Take a device's or node's access away. */
    REMOVE_DEVICE,
    /** Have the gateway tell a person that they were approved. */
    NOTIFY,
    /** Make a person the owner, who may give the gateway commands. */
    MAKE_OWNER,
    /** Have the gateway call a device by another name. */
    RENAME_DEVICE,
    /** End a device's token for one role and give it a new one. */
    ROTATE_TOKEN,
    /** End a device's token for one role. */
    REVOKE_ROLE,
    /** Take everybody out at once. */
    REVOKE_ALL,
    /** Keep a label with an approval. */
    LABEL,
    /** Approve with other rights than were asked. */
    NARROW,
    /** Approve for a time. */
    LIMIT,
    /** Tell who is turned away why. */
    REASON,
    /** Tell which request a code belongs to. */
    FIND_BY_CODE,
    /** Make a code for somebody to redeem. */
    ISSUE_CODE,
    /** See which codes are open, and which were redeemed by whom. */
    LIST_CODES,
    /** Take back a code that nobody has redeemed. */
    CANCEL_CODE,
    /** Change how the gateway pairs. */
    CONFIGURE;

    /** What approving {@code request} needs. */
    public static Feature approving(PairingRequest request) {
        return request instanceof DmRequest ? APPROVE_DM : APPROVE_DEVICE;
    }

    /** What rejecting {@code request} needs. */
    public static Feature rejecting(PairingRequest request) {
        return request instanceof DmRequest ? REJECT_DM : REJECT_DEVICE;
    }

    /** What revoking {@code grant} needs. */
    public static Feature revoking(Grant grant) {
        return grant instanceof SenderGrant ? REVOKE_SENDER : REMOVE_DEVICE;
    }
}
