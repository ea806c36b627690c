package dev.gatehouse.gateway.praisonai;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.SecretProblem;
import dev.gatehouse.gateway.SecretStore;
import dev.gatehouse.pairing.Phrase;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what to show to a gateway: the token or session that the operator entered, else the token that the gateway of this
 * computer keeps for itself, and that only while it runs here.
 *
 * @param profile id of the gateway profile
 * @param secrets what the operator entered
 * @param own the token of the gateway of this computer, or nothing
 */
record Credentials(String profile, SecretStore secrets, Own own) {
    /** Fields of the form. */
    static final String TOKEN = "token";

    static final String COOKIE = "cookie";

    /** The name of the session's cookie; the product's page calls it {@code session}. */
    static final String COOKIE_NAME = "praisonai_session";

    private static final Pattern LINK = Pattern.compile("[?&]link=([^&#\\s]+)");
    private static final Pattern NAMED = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+=.+");

    /** What the gateway of this computer keeps for itself. */
    interface Own {
        /** Its token, or null if there is none, or it does not run here. */
        @Nullable
        Secret token();
    }

    /**
     * What was found.
     *
     * @param credential what to show
     * @param link the magic link to redeem first, or null; a secret
     * @param where where it is from
     */
    record Found(Credential credential, @Nullable Secret link, Phrase where) {}

    /**
     * What there is now; {@link Credential.None} if there is nothing.
     *
     * @throws GatewayException if it cannot be got, or cannot be sent
     */
    Found find() throws GatewayException {
        Secret mine = own.token();
        try {
            for (String field : new String[] {TOKEN, COOKIE}) {
                SecretName name = new SecretName(profile, field);
                Optional<Secret> entered = secrets.get(name);
                if (entered.isPresent() && !entered.get().value().isBlank()) {
                    Phrase where = Phrase.of(
                            "praisonai.secret.kept." + secrets.placeOf(name).orElse(SecretStore.Place.MEMORY));
                    return entered(field, entered.get().value().strip(), where);
                }
            }
        } catch (GatewayException e) {
            // Most have nothing entered for a gateway of this computer; a locked keychain must not keep it away.
            if (mine == null || !(e.problem() instanceof SecretProblem)) {
                throw e;
            }
        }
        return mine == null
                ? new Found(new Credential.None(), null, Phrase.of("praisonai.secret.none"))
                : new Found(new Credential.Token(mine), null, Phrase.of("praisonai.secret.own"));
    }

    private static Found entered(String field, String text, Phrase where) throws GatewayException {
        // What cannot stand in a header cannot be right, and must not get into one.
        if (!text.chars().allMatch(unit -> unit >= ' ' && unit <= '~')) {
            throw new GatewayException(new Problem.Particular(
                    Phrase.of("praisonai.form.credential"), Phrase.of("praisonai.form.credential.remedy"), null));
        }
        if (field.equals(TOKEN)) {
            return new Found(new Credential.Token(new Secret(text)), null, where);
        }
        Matcher link = LINK.matcher(text);
        if (link.find()) {
            return new Found(new Credential.None(), new Secret(link.group(1)), where);
        }
        // A value alone begins with a brace, which no name of a cookie can hold.
        String cookie = text.replaceFirst("(?i)^cookie:\\s*", "");
        String whole = NAMED.matcher(cookie).matches() ? cookie : COOKIE_NAME + "=" + cookie;
        return new Found(new Credential.Cookie(new Secret(whole)), null, where);
    }

    /** Keeps the session that a magic link was redeemed for in its place, for it works no second time. */
    void keep(String cookie) throws GatewayException {
        secrets.put(new SecretName(profile, COOKIE), new Secret(cookie));
    }
}
