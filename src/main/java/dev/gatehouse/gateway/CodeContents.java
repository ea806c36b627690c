package dev.gatehouse.gateway;

import dev.gatehouse.pairing.Phrase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in a code, for who shows it. Never a secret.
 *
 * @param urls where who redeems it connects to, the first one first, made safe to show; empty if it holds no address
 * @param secure whether those connections are all encrypted
 * @param token what sort of secret it holds
 * @param who who could use it, and how often
 * @param until when it ends, gateway time, or null if it never does
 * @param grants what whoever uses it may then do
 * @param warnings what the operator should know before it is shown to anybody
 */
public record CodeContents(
        List<String> urls,
        boolean secure,
        Phrase token,
        Phrase who,
        @Nullable Instant until,
        Phrase grants,
        List<Phrase> warnings) {
    /** Keeps its own copies. */
    public CodeContents {
        urls = List.copyOf(urls);
        warnings = List.copyOf(warnings);
    }
}
