package dev.gatehouse.pairing;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
     * @param options what is done besides
     */
    record Approve(PairingRequest shown, Options options) implements Decision {
        /** Let them in, and do nothing besides. */
        public Approve(PairingRequest shown) {
            this(shown, Options.NONE);
        }

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
     * @param role the one role of a device whose token ends, or null for everything
     */
    record Revoke(Grant shown, @Nullable String role) implements Decision {
        /** Take away everything. */
        public Revoke(Grant shown) {
            this(shown, null);
        }

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

    /**
     * Give a device a new token for a role; the old one ends.
     *
     * @param shown the grant as it was on screen
     * @param role the role
     */
    record RotateToken(DeviceGrant shown, String role) implements Decision {
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
     * Have the gateway call a device by another name.
     *
     * @param shown the grant as it was on screen
     * @param name the new name, not blank
     */
    record Rename(DeviceGrant shown, String name) implements Decision {
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
     * What an approval does besides letting somebody in.
     *
     * @param tell whether the gateway tells them
     * @param makeOwner whether they may give the gateway commands as its owner
     */
    record Options(boolean tell, boolean makeOwner) {
        /** Nothing besides. */
        public static final Options NONE = new Options(false, false);
    }
}
