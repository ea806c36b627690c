package dev.gatehouse.gateway.praisonai;

import java.util.Set;

/** The platforms whose messages PraisonAI compares with its pairings. */
final class Platforms {
    /** Those whose bots ask the store who may write (praisonai-bot 0.1.0, bots/_unknown_user.py). */
    private static final Set<String> WIRED = Set.of("telegram", "discord", "slack");

    private Platforms() {}

    /** Whether an approval for {@code channel} has any effect in the product itself. */
    static boolean wired(String channel) {
        return WIRED.contains(channel);
    }
}
