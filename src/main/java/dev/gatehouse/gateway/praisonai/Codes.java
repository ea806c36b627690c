package dev.gatehouse.gateway.praisonai;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Phrase;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the row that a code belongs to, on this computer alone: the gateway is never asked, for it would use the code up.
 *
 * @param secrets what codes may have been hashed with
 */
record Codes(KnownSecrets secrets) {
    /** What a code looks like: today's alphabet, or the hex of versions until 4.6.162 and of the product's page. */
    private static final String SHAPE = "[A-Za-z0-9]{8}";

    /** What {@code typed} can mean: people type in the other case, and with gaps. */
    static Set<String> readings(String typed) {
        String bare = typed.replaceAll("[\\s\\-]", "");
        Set<String> readings = new LinkedHashSet<>(List.of(bare, bare.toUpperCase(Locale.ROOT)));
        readings.add(bare.toLowerCase(Locale.ROOT));
        readings.remove("");
        return readings;
    }

    /**
     * The row among {@code rows} that {@code typed} belongs to; empty if it is not shaped like a code of this product, or
     * nothing is pending.
     *
     * @throws GatewayException if it belongs to none of them as far as can be told, with the reason
     */
    Optional<PendingRow> find(Collection<PendingRow> rows, String typed) throws GatewayException {
        Optional<PendingRow> match = match(rows, typed);
        boolean hashed = rows.stream().anyMatch(row -> !row.hash().isEmpty());
        if (match.isPresent() || !hashed || !shaped(readings(typed))) {
            return match;
        }
        throw new GatewayException(secrets.all().isEmpty() ? noSecret() : wrong());
    }

    /** The row among {@code rows} that {@code typed} belongs to; empty if none does, or that cannot be told. */
    Optional<PendingRow> match(Collection<PendingRow> rows, String typed) throws GatewayException {
        Set<String> readings = readings(typed);
        if (rows.isEmpty() || !shaped(readings)) {
            return Optional.empty();
        }
        for (PendingRow row : rows) {
            String code = row.code();
            if (code != null && readings.stream().anyMatch(reading -> CodeHash.same(reading, code))) {
                return Optional.of(row);
            }
        }
        for (KnownSecrets.Known secret : secrets.all()) {
            for (PendingRow row : rows) {
                if (!row.hash().isEmpty()
                        && readings.stream().anyMatch(reading -> secret.hash().made(row, reading))) {
                    return Optional.of(row);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean shaped(Set<String> readings) {
        return readings.stream().anyMatch(reading -> reading.matches(SHAPE));
    }

    /** Whether {@code typed} is the code of {@code row}, as far as that can be told here. */
    boolean belongs(PendingRow row, String typed) throws GatewayException {
        return find(List.of(row), typed).isPresent();
    }

    /** No row has that code, or the secret is not the one that the gateway uses. */
    static Problem wrong() {
        return new Problem.Particular(
                Phrase.of("praisonai.code.wrong"), Phrase.of("praisonai.code.wrong.remedy"), null);
    }

    /** Codes are hashed, and nothing to compare them with is known. */
    static Problem noSecret() {
        return new Problem.Particular(
                Phrase.of("praisonai.code.no-secret"), Phrase.of("praisonai.code.no-secret.remedy"), null);
    }
}
