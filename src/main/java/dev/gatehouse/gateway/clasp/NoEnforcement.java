package dev.gatehouse.gateway.clasp;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.Phrase;
import java.util.List;

/**
 * Nobody: only the tokens of the product's command are there to see.
 *
 * @param place the file that is seen
 */
record NoEnforcement(String place) implements Enforcement {
    @Override
    public Route.Type way() {
        return Route.Type.STORE;
    }

    @Override
    public Phrase words() {
        return Phrase.of("clasp.enforced.none");
    }

    @Override
    public Phrase obstacle() {
        return Phrase.of("clasp.absent.no-enforcement");
    }

    @Override
    public boolean ownKeys() {
        return false;
    }

    @Override
    public Roll read() {
        return new Roll(List.of(), List.of());
    }

    @Override
    public Admitted admit(Admission admission) throws GatewayException {
        throw notOffered();
    }

    @Override
    public Receipt expel(DeviceGrant shown) throws GatewayException {
        throw notOffered();
    }

    private GatewayException notOffered() {
        return new GatewayException(new Problem.NotOffered(obstacle()));
    }
}
