package dev.gatehouse.gateway.praisonai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.Secret;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors were made by the real product. */
class CodeHashTest {
    @ParameterizedTest
    @CsvSource({
        PraisonFixture.SECRET + ", ABCD2345, " + PraisonFixture.SIGNATURE + ", " + PraisonFixture.HASH,
        "s3cret, ZZZZ9999, 41bd2c082cf21982af4f60ccd441c11a5a63c03a63df0b50b8a1e9428d24f8c2,"
                + " 7c295bd5dbe1cd70a3240025f2fcb978ebf157a0b8e1ccb2e278996af8e4a1cb"
    })
    void makesWhatTheProductMakes(String secret, String code, String signature, String hash) {
        CodeHash made = new CodeHash(new Secret(secret));
        assertThat(made.signature(code)).isEqualTo(signature);
        assertThat(made.hash(code)).isEqualTo(hash);
        assertThat(made.toString()).doesNotContain(secret);
    }

    @Test
    void tellsItsOwnRowFromOthers() {
        PendingRow row = row(PraisonFixture.HASH, PraisonFixture.SIGNATURE);
        CodeHash mine = new CodeHash(new Secret(PraisonFixture.SECRET));
        assertThat(mine.made(row, "ABCD2345")).isTrue();
        assertThat(mine.made(row, "ABCD2346")).isFalse();
        assertThat(new CodeHash(new Secret("s3cret")).made(row, "ABCD2345")).isFalse();
        // A hash that fits beside a signature that does not is somebody's work, not the product's.
        assertThat(mine.made(row(PraisonFixture.HASH, PraisonFixture.HASH), "ABCD2345"))
                .isFalse();
        assertThat(row.toString()).doesNotContain(PraisonFixture.HASH).doesNotContain(PraisonFixture.SIGNATURE);
    }

    private static PendingRow row(String hash, String signature) {
        return new PendingRow(
                "telegram",
                null,
                Moment.of(new BigDecimal("1795181109.85822")).orElseThrow(),
                null,
                hash,
                signature,
                false);
    }
}
