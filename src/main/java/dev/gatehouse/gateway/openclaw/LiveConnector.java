package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.io.Messages;
import dev.gatehouse.io.NetworkFault;

/** Makes connections to one gateway. */
final class LiveConnector {
    /** Opens the WebSocket. */
    interface Opener {
        /**
         * A connection on which nothing was said yet.
         *
         * @throws NetworkFault if there is none
         */
        Messages open() throws NetworkFault;
    }

    private final Opener opener;
    private final LiveHandshake handshake;

    LiveConnector(Opener opener, LiveHandshake handshake) {
        this.opener = opener;
        this.handshake = handshake;
    }

    /**
     * Connects and introduces the console. Where a gateway takes the signature for wrong, the older form of it is tried
     * once; nothing else is tried twice.
     *
     * @param hint as for {@link LiveLink}
     * @throws GatewayException why there is no connection
     */
    LiveLink connect(Runnable hint) throws GatewayException {
        try {
            return connect(hint, LiveHandshake.Form.V3);
        } catch (GatewayException e) {
            if (handshake.identity() != null
                    && e.problem() instanceof LinkProblem.IdentityRefused(String detail)
                    && detail.equals(LiveProblems.BAD_SIGNATURE)) {
                return connect(hint, LiveHandshake.Form.V2);
            }
            throw e;
        }
    }

    private LiveLink connect(Runnable hint, LiveHandshake.Form form) throws GatewayException {
        Messages messages = open();
        boolean in = false;
        try {
            LiveHello hello = handshake.shake(messages, form);
            in = true;
            return new LiveLink(messages, hello, handshake.problems(), handshake.time(), hint).start();
        } finally {
            if (!in) {
                messages.close();
            }
        }
    }

    private Messages open() throws GatewayException {
        try {
            return opener.open();
        } catch (NetworkFault e) {
            throw new GatewayException(handshake.problems().of(e), e);
        }
    }
}
