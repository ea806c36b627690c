package dev.gatehouse.io;

/** What was typed is no address. The message does not repeat it: it may hold a password. */
public final class InvalidAddress extends Exception {
    private static final long serialVersionUID = 1L;

    private final Flaw flaw;

    InvalidAddress(Flaw flaw) {
        super("no address: " + flaw.text);
        this.flaw = flaw;
    }

    /** What is wrong with it. */
    public enum Flaw {
        /** Nothing was typed. */
        EMPTY("nothing there"),
        /** It begins with something else than ws, wss, http or https. */
        SCHEME("not ws, wss, http or https"),
        /** It holds a user name or password, which would rest in the settings in clear. */
        USER_INFO("user name or password in it"),
        /** It has a part behind a question mark, where tokens often are. */
        QUERY("something behind a question mark"),
        /** It has a part behind a number sign, where tokens often are. */
        FRAGMENT("something behind a number sign"),
        /** The host is missing or no name; an IPv6 address needs brackets. */
        HOST("no valid host"),
        /** The port is no number from 1 to 65535. */
        PORT("no valid port"),
        /** The path holds what a path cannot hold. */
        PATH("no valid path");

        private final String text;

        Flaw(String text) {
            this.text = text;
        }
    }

    /** What is wrong with it. */
    public Flaw flaw() {
        return flaw;
    }
}
