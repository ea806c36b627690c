package dev.gatehouse.gateway.praisonai;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblems;
import dev.gatehouse.io.Address;
import dev.gatehouse.io.HttpAnswer;
import dev.gatehouse.io.HttpAsk;
import dev.gatehouse.io.NetworkFault;
import dev.gatehouse.io.Transport;
import java.time.Duration;

/**
 * Asks one gateway.
 *
 * @param address where it is
 * @param transport the way there
 * @param limit how long an answer may take
 */
record HttpWire(Address address, Transport transport, Duration limit) {
    /** What answers mean. */
    HttpProblems problems() {
        String web = address.web().toString();
        return new HttpProblems(web.endsWith("/") ? web.substring(0, web.length() - 1) : web);
    }

    /**
     * Asks and waits for the answer, whatever its status.
     *
     * @throws GatewayException if there is none
     */
    HttpAnswer ask(HttpAsk question) throws GatewayException {
        try {
            return send(question);
        } catch (NetworkFault e) {
            throw new GatewayException(LinkProblems.of(e, problems().address()), e);
        }
    }

    /**
     * The same, for who has to know whether it may have been done all the same.
     *
     * @throws NetworkFault if there is no answer
     */
    HttpAnswer send(HttpAsk question) throws NetworkFault {
        try {
            return transport.ask(question.limit(limit));
        } catch (IllegalArgumentException e) {
            // The JDK's word for an address or header that cannot be sent.
            throw new NetworkFault.Unreachable(problems().address(), e);
        }
    }
}
