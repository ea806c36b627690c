package dev.gatehouse.ui.requests;

import dev.gatehouse.ui.common.Chip.Tone;

/**
 * What became of a decision.
 *
 * @param text one or two sentences
 * @param tone good or bad
 * @param stays whether it stands until the operator has read it and takes it away
 */
record Story(String text, Tone tone, boolean stays) {}
