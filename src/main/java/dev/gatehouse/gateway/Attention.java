package dev.gatehouse.gateway;

/** Whether the operator looks at the window. */
public enum Attention {
    /** The window is on screen. */
    WATCHED,
    /** Nobody looks. */
    UNWATCHED
}
