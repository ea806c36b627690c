package dev.gatehouse.pairing;

import java.util.List;

/** What the operator decided, bound to what was on screen when they did. */
public sealed interface Decision {
    /** Id of the gateway profile it is for. */
    String profile();

    /** Whom it is about; decisions about one subject run one after the other. */
    List<SubjectKey> about();

    /**
     * Let them in.
     *
     * @param shown the request as it was on screen
     */
    record Approve(PairingRequest shown) implements Decision {
        @Override
        public String profile() {
            return shown.key().profile();
        }

        @Override
        public List<SubjectKey> about() {
            return List.of(shown.key().about());
        }
    }

    /**
     * Turn them away; they may ask again.
     *
     * @param shown the request as it was on screen
     */
    record Reject(PairingRequest shown) implements Decision {
        @Override
        public String profile() {
            return shown.key().profile();
        }

        @Override
        public List<SubjectKey> about() {
            return List.of(shown.key().about());
        }
    }

    /**
     * Take away what they have, from every place that a revoke can reach.
     *
     * @param shown the grant as it was on screen
     */
    record Revoke(Grant shown) implements Decision {
        @Override
        public String profile() {
            return shown.key().profile();
        }

        @Override
        public List<SubjectKey> about() {
            return List.of(shown.key());
        }
    }

    /**
     * Take away all that was listed. Who came in since is not touched.
     *
     * @param profile the gateway
     * @param shown the grants as they were on screen
     */
    record RevokeAll(String profile, List<Grant> shown) implements Decision {
        /** Keeps its own copy. */
        public RevokeAll {
            shown = List.copyOf(shown);
        }

        @Override
        public List<SubjectKey> about() {
            return shown.stream().map(Grant::key).toList();
        }
    }
}
