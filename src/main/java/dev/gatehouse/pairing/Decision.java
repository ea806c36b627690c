package dev.gatehouse.pairing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the operator decided, bound to what was on screen when they did. */
public sealed interface Decision {
    /** Id of the gateway profile it is for. */
    String profile();

    /** Whom it is about; decisions about one subject run one after the other. */
    List<SubjectKey> about();

    /** A decision about codes or settings: it concerns nobody in particular. */
    sealed interface AboutNobody extends Decision {
        @Override
        default List<SubjectKey> about() {
            return List.of();
        }
    }

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
            SubjectKey asker = shown.key().about();
            SubjectKey granted = granted();
            return granted.equals(asker) ? List.of(asker) : List.of(asker, granted);
        }

        /** Who is in afterwards: the person whom the operator named, else the asker. */
        public SubjectKey granted() {
            RequestKey key = shown.key();
            return options.person().isEmpty()
                    ? key.about()
                    : new SubjectKey(key.profile(), key.channel(), key.account(), options.person());
        }

        /** What they have afterwards, besides what they had. */
        public Access access() {
            Access other = options.access();
            return other == null ? shown.access() : other;
        }
    }

    /**
     * Turn them away; they may ask again.
     *
     * @param shown the request as it was on screen
     * @param reason what they are told, may be empty
     */
    record Reject(PairingRequest shown, String reason) implements Decision {
        /** Turn them away without a word. */
        public Reject(PairingRequest shown) {
            this(shown, "");
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
     * Make a code for somebody to redeem.
     *
     * @param profile the gateway
     * @param offer what is made, the id of one of the gateway's offers
     * @param values what was filled in, by the keys of the offer's fields
     */
    record IssueCode(String profile, String offer, Map<String, String> values) implements AboutNobody {
        /** Keeps its own copy. */
        public IssueCode {
            values = Map.copyOf(values);
        }
    }

    /**
     * Take back a code that nobody has redeemed.
     *
     * @param shown the code as it was on screen
     */
    record CancelCode(IssuedCode shown) implements AboutNobody {
        @Override
        public String profile() {
            return shown.key().profile();
        }
    }

    /**
     * Change how the gateway pairs.
     *
     * @param profile the gateway
     * @param setting the key of one of its settings
     * @param value the new value; never a secret
     */
    record Configure(String profile, String setting, String value) implements AboutNobody {}

    /**
     * What an approval does besides letting somebody in, and how it differs from what was asked.
     *
     * @param tell whether the gateway tells them
     * @param makeOwner whether they may give the gateway commands as its owner
     * @param person the sender's id, as the operator entered it for a request that does not tell it; else empty
     * @param label the name that the gateway is to keep, may be empty
     * @param code the code that the person has told the operator, or null
     * @param access what they are given instead of what was asked, or null for that
     * @param lasts for how long, or null for good
     */
    record Options(
            boolean tell,
            boolean makeOwner,
            String person,
            String label,
            @Nullable PairingCode code,
            @Nullable Access access,
            @Nullable Duration lasts) {
        /** Nothing besides. */
        public static final Options NONE = new Options(false, false);

        /** What was asked, for good. */
        public Options(boolean tell, boolean makeOwner) {
            this(tell, makeOwner, "", "", null, null, null);
        }
    }
}
