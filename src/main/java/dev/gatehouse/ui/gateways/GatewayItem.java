package dev.gatehouse.ui.gateways;

import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.gateway.GatewayProfile;

/** A line of the list. */
public sealed interface GatewayItem {
    /** Whether {@code other} is another version of this line. */
    boolean sameLine(GatewayItem other);

    /** The parts of the list. */
    enum Part {
        /** The gateways that the console is connected to, or tries to be. */
        CONNECTED,
        /** Those on this computer that it is not connected to. */
        FOUND
    }

    /**
     * Stands above a part.
     *
     * @param part which
     */
    record Heading(Part part) implements GatewayItem {
        @Override
        public boolean sameLine(GatewayItem other) {
            return equals(other);
        }
    }

    /**
     * A gateway of the console's.
     *
     * @param status how it stands
     */
    record Connected(GatewayStatus status) implements GatewayItem {
        @Override
        public boolean sameLine(GatewayItem other) {
            return other instanceof Connected(GatewayStatus its)
                    && its.profile().id().equals(status.profile().id());
        }
    }

    /**
     * A gateway on this computer.
     *
     * @param profile how to connect it
     * @param product the name of its product
     */
    record Found(GatewayProfile profile, String product) implements GatewayItem {
        @Override
        public boolean sameLine(GatewayItem other) {
            return other instanceof Found found && found.profile.sameGateway(profile);
        }
    }

    /**
     * Stands where nothing else does.
     *
     * @param part the part that is empty
     * @param looking whether it may fill in a moment
     */
    record Nothing(Part part, boolean looking) implements GatewayItem {
        @Override
        public boolean sameLine(GatewayItem other) {
            return other instanceof Nothing nothing && nothing.part == part;
        }
    }
}
