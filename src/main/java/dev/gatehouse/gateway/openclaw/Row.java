package dev.gatehouse.gateway.openclaw;

import tools.jackson.databind.node.ObjectNode;

/**
 * What stands in one entry of a store file.
 *
 * @param what what it says
 * @param node the entry itself, with all that this program does not know
 * @param <T> request or grant
 */
record Row<T>(T what, ObjectNode node) {
    /** Without the entry, which can hold a code or a token. */
    @Override
    public String toString() {
        return "Row[" + what.getClass().getSimpleName() + "]";
    }
}
