package dev.gatehouse.ui.requests;

/**
 * How much waits for the operator.
 *
 * @param all at the chosen gateways
 * @param messages of those, people
 * @param devices of those, devices and nodes
 * @param everywhere at all gateways
 * @param total rows of any sort at all gateways, what is over included
 */
record Counts(int all, int messages, int devices, int everywhere, int total) {
    static final Counts NOTHING = new Counts(0, 0, 0, 0, 0);
}
