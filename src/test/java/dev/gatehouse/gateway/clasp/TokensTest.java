package dev.gatehouse.gateway.clasp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Right;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Keys, ids, tokens and scopes against vectors that Node's OpenSSL made of the format as CLASP 4.5.0 reads it. */
class TokensTest {
    private static final String PUBLIC = "8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c";
    private static final String ID = "clasp:J7CUQvLhdTVhye2SHg6w9K";
    private static final Instant AT = Instant.ofEpochSecond(1_700_000_000);
    private static final String ENTITY_TOKEN =
            "ent_k7xjbGFzcDpKN0NVUXZMaGRUVmh5ZTJTSGc2dzlLzmVT8QDEQKH_blUeJL_OHgpyCIbRBVN8uNJ1-kHaxaCXWknScc56vfcMk94YJam"
                    + "KKM3Nsk-phvqFezqCif3oycL59tuJBQM";
    private static final String CAPABILITY =
            "cap_hqd2ZXJzaW9uAaZpc3N1ZXLcACDMisyIzOPM3XQJzPHMlcz9UszbLTzMul1yzMpnCcy_HcyUEhvM83TMiAHMtA9vXKZzY29wZXOSqHJ"
                    + "lYWQ6LyoqsHdyaXRlOi9saWdodHMvKiqqZXhwaXJlc19hdM5lU_EApW5vbmNl2SQyZjFjNmE1Mi03YzFkLTRkN2MtOWE1MS0wZDZh"
                    + "M2YzZjdjMTGpc2lnbmF0dXJlxECv1CzsUPkje1apEGS6NS9r0KF46WtG39WR70yi7rR9w58Azrw4G-2fUmmttMKOxmJ5ZmO9ZlfBgHs"
                    + "rr553TUAM";

    private static EntityKey ones() throws GeneralSecurityException {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) 1);
        return EntityKey.of(seed, HexFormat.of().parseHex(PUBLIC));
    }

    @Test
    void anEntityIsCalledByTheFirstHalfOfItsKey() throws GeneralSecurityException {
        assertThat(ones().id()).isEqualTo(ID);
        assertThat(Base58.encode(new byte[] {0, 0, 1})).isEqualTo("112");
        assertThat(Base58.encode(new byte[0])).isEmpty();
    }

    @Test
    void aTokenIsWhatTheProductMakesByteForByte() throws GeneralSecurityException {
        assertThat(EntityToken.mint(ones(), AT).value()).isEqualTo(ENTITY_TOKEN);
    }

    @Test
    void aNewKeySignsForItsPublicHalf() {
        EntityKey key = EntityKey.generate();
        byte[] message = {1, 2, 3};
        assertThat(EntityKey.signed(key.publicKey(), message, key.sign(message)))
                .isTrue();
        assertThat(EntityKey.signed(key.publicKey(), new byte[] {1, 2, 4}, key.sign(message)))
                .isFalse();
        assertThat(EntityKey.signed(new byte[32], message, new byte[64])).isFalse();
        assertThat(key.toString()).isEqualTo("EntityKey[" + key.id() + "]");
    }

    @Test
    void aCapabilityTokenTellsItsScopesAndItsEnd() {
        assertThat(CapabilityToken.read(CAPABILITY)).hasValueSatisfying(token -> {
            assertThat(token.permissions().texts()).containsExactly("read:/**", "write:/lights/**");
            assertThat(token.expiresAt()).isEqualTo(AT);
        });
    }

    @Test
    void whatIsNoCapabilityTokenIsNone() {
        assertThat(CapabilityToken.read("cap_")).isEmpty();
        assertThat(CapabilityToken.read("cap_!!")).isEmpty();
        assertThat(CapabilityToken.read("cpsk_0")).isEmpty();
        byte[] packed = Base64.getUrlDecoder().decode(CAPABILITY.substring(4));
        long seed = System.nanoTime();
        System.out.println("mutated with seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] mutated = Arrays.copyOf(packed, random.nextInt(packed.length + 1));
            if (mutated.length > 0) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            var _ = CapabilityToken.read("cap_" + Base64.getUrlEncoder().encodeToString(mutated));
        }
    }

    @Test
    void scopesAreThoseThatTheRouterTakes() {
        assertThat(Scope.parse("r:/a/*").map(Scope::toString)).contains("read:/a/*");
        assertThat(Scope.parse("*:/**").map(scope -> scope.right().weight())).contains(Right.Weight.ADMIN);
        for (String wrong : List.of(
                "read:*",
                "subscribe:/a",
                "read",
                "",
                "read:",
                "read:/a b",
                "read:/a,/b",
                "read:/a**",
                "read:/a\u202eb\n",
                "read:/**/**/**/**",
                "read:/" + "a".repeat(300))) {
            assertThat(Scope.parse(wrong)).as(wrong).isEmpty();
        }
    }

    @Test
    void aScopeCoversWhatItsPatternCovers() {
        assertThat(covers("write:/**", "read:/a/b")).isTrue();
        assertThat(covers("read:/**", "write:/a")).isFalse();
        assertThat(covers("read:/a/*", "read:/a/b")).isTrue();
        assertThat(covers("read:/a/*", "read:/a/b/c")).isFalse();
        assertThat(covers("read:/a/*", "read:/a/**")).isFalse();
        assertThat(covers("read:/a/**/z", "read:/a/b/c/z")).isTrue();
        assertThat(covers("read:/a/**", "read:/b")).isFalse();
        assertThat(covers("admin:/**", "write:/**")).isTrue();
    }

    private static boolean covers(String wide, String narrow) {
        return Scope.parse(wide).orElseThrow().covers(Scope.parse(narrow).orElseThrow());
    }

    @Test
    void anAccessThatIsNoneHereIsNotTaken() {
        Right foreign = new Right(Right.Type.SCOPE, "operator.admin", Right.Weight.ADMIN);
        Right odd = new Right(Right.Type.SCOPE, "w:/a", Right.Weight.ORDINARY);
        assertThat(ClaspRows.permissions(new Access(List.of(foreign)))).isEmpty();
        assertThat(ClaspRows.permissions(new Access(List.of(odd)))).isEmpty();
        Permissions all = Permissions.of(List.of("/**"), List.of("/**"));
        assertThat(ClaspRows.permissions(all.access())).contains(all);
    }
}
