package dev.gatehouse.gateway.clasp;

/** What comes of a PIN. */
enum Tried {
    /** The right one: the operator's decision. */
    RIGHT,
    /** A wrong one. */
    WRONG,
    /** The last wrong one: none is taken any more. */
    LOCKED,
    /** The request has waited too long. */
    EXPIRED,
    /** There is no such request, or it was decided. */
    UNKNOWN,
    /** This address sends too many. */
    TOO_OFTEN
}
