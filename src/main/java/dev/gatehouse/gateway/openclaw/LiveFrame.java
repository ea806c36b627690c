package dev.gatehouse.gateway.openclaw;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What a gateway says over its WebSocket (OpenClaw 2026.9.6, gateway-protocol). Prints without its content. */
sealed interface LiveFrame {
    /**
     * The answer to a call.
     *
     * @param id the call's number
     * @param result what the gateway says, empty where it says nothing
     * @param refusal why it did not do it, or null if it did
     */
    record Answer(String id, ObjectNode result, @Nullable LiveError refusal) implements LiveFrame {
        @Override
        public String toString() {
            return "Answer[" + (refusal == null ? "ok" : refusal.toString()) + "]";
        }
    }

    /**
     * Something happened.
     *
     * @param name what sort of thing
     * @param payload the rest, empty where there is none
     */
    record Event(String name, ObjectNode payload) implements LiveFrame {
        @Override
        public String toString() {
            return "Event";
        }
    }

    /** Something that this program does not know, and need not. */
    record Unknown() implements LiveFrame {}
}
