package dev.gatehouse.io;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What can go wrong between here and there. Messages name addresses and never a credential. */
public abstract sealed class NetworkFault extends IOException {
    private static final long serialVersionUID = 1L;

    NetworkFault(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Nobody listens at that address: the program there does not run. */
    public static final class Refused extends NetworkFault {
        private static final long serialVersionUID = 1L;

        /** Nobody listens at {@code address}. */
        public Refused(String address, @Nullable Throwable cause) {
            super("refused by " + address, cause);
        }
    }

    /** The host has no address, or no way leads there. */
    public static final class Unreachable extends NetworkFault {
        private static final long serialVersionUID = 1L;

        /** No way to {@code address}. */
        public Unreachable(String address, @Nullable Throwable cause) {
            super("no way to " + address, cause);
        }
    }

    /** Nothing was heard in time. */
    public static final class Silent extends NetworkFault {
        private static final long serialVersionUID = 1L;

        private final Duration limit;

        /** Nothing was heard within {@code limit}. */
        public Silent(Duration limit) {
            super("nothing heard for " + limit.toMillis() + " ms", null);
            this.limit = limit;
        }

        /** How long was waited. */
        public Duration limit() {
            return limit;
        }
    }

    /** The other side closed the connection. */
    public static final class Closed extends NetworkFault {
        private static final long serialVersionUID = 1L;

        private final int code;
        private final String reason;

        /** Closed with a code of RFC 6455, section 7.4 (1006 without a word) and the other side's reason. */
        public Closed(int code, String reason) {
            super("closed with " + code, null);
            this.code = code;
            this.reason = reason;
        }

        /** The close code. */
        public int code() {
            return code;
        }

        /** The other side's words, not to be trusted; may be empty. */
        public String reason() {
            return reason;
        }
    }

    /** What answers there does not speak the protocol, or answered the upgrade with an HTTP status. */
    public static final class Foreign extends NetworkFault {
        private static final long serialVersionUID = 1L;

        private final int status;

        /** {@code status} is the HTTP status, or 0 if it was not even HTTP. */
        public Foreign(String address, int status, @Nullable Throwable cause) {
            super(address + " answered with status " + status, cause);
            this.status = status;
        }

        /** The HTTP status, or 0. */
        public int status() {
            return status;
        }
    }

    /** A message was larger than is accepted. */
    public static final class TooLarge extends NetworkFault {
        private static final long serialVersionUID = 1L;

        private final long limit;

        /** More than {@code limit} bytes. */
        public TooLarge(long limit) {
            super("a message of more than " + limit + " bytes", null);
            this.limit = limit;
        }

        /** The most that is accepted, in bytes. */
        public long limit() {
            return limit;
        }
    }

    /** The certificate there is vouched for neither by the system nor by the operator. */
    public static final class Untrusted extends NetworkFault {
        private static final long serialVersionUID = 1L;

        private final String fingerprint;
        private final String expected;

        /**
         * An unknown certificate.
         *
         * @param fingerprint its SHA-256, hex in pairs with colons
         * @param expected the one that the operator has pinned, or empty
         */
        public Untrusted(String address, String fingerprint, String expected) {
            super("certificate of " + address + " is not trusted", null);
            this.fingerprint = fingerprint;
            this.expected = expected;
        }

        /** SHA-256 of the certificate there, hex in pairs with colons. */
        public String fingerprint() {
            return fingerprint;
        }

        /** The pinned one, or empty. */
        public String expected() {
            return expected;
        }
    }

    /** The connection would be in clear text to another computer, and the operator has not allowed that for this host. */
    public static final class PlainText extends NetworkFault {
        private static final long serialVersionUID = 1L;

        private final String host;

        /** In clear to {@code host}. */
        public PlainText(String host) {
            super("clear text to " + host, null);
            this.host = host;
        }

        /** The host. */
        public String host() {
            return host;
        }
    }

    /** The connection broke. */
    public static final class Broken extends NetworkFault {
        private static final long serialVersionUID = 1L;

        /** Broke because of {@code cause}. */
        public Broken(String address, @Nullable Throwable cause) {
            super("connection to " + address + " broke", cause);
        }
    }
}
