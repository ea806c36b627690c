package dev.gatehouse.console;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/**
 * When the operator has to type the code that the asker has told them before a request of a gateway is approved. What a
 * file says that nobody knows here asks for the most.
 */
public enum ApprovalPolicy {
    /** Never: one click approves. */
    ONE_CLICK,
    /** For who would administer the gateway, run commands or be its owner. */
    CODE_FOR_GRAVE,
    /**
     * For who was never let in there before: whom Access does not list, and of whom no approval stands in this console's
     * history.
     */
    CODE_FOR_FIRST,
    /** For everybody. */
    @JsonEnumDefaultValue
    CODE_FOR_ALL
}
