package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Issued;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.io.Address;
import dev.gatehouse.io.InvalidAddress;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.Phrase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The setup code of a gateway that makes none that end (Fased 0.1.76, OpenClaw up to 2026.2): its address and its own token
 * or password, put together here as its {@code /pair} does.
 *
 * @param way how the console gets to the gateway, and by what secret
 */
record PermanentCode(LiveWay way) {
    /**
     * Makes it, if the operator has confirmed what is in it.
     *
     * @throws GatewayException if there is none
     */
    Issued make(Decision.IssueCode decision, Instant now) throws GatewayException {
        if (!SetupOffers.CONFIRMED.equals(decision.values().get(SetupOffers.CONFIRM))) {
            throw new GatewayException(new Problem.Particular(
                    Phrase.of("openclaw.setup.unconfirmed"), Phrase.of("openclaw.setup.unconfirmed.remedy"), null));
        }
        SetupPayload.Sort sort;
        Secret secret;
        switch (way.credential()) {
            case LiveCredential.Token token -> {
                sort = SetupPayload.Sort.TOKEN;
                secret = token.secret();
            }
            case LiveCredential.Password password -> {
                sort = SetupPayload.Sort.PASSWORD;
                secret = password.secret();
            }
            case LiveCredential.DeviceToken _, LiveCredential.None _ ->
                throw new GatewayException(new Problem.NotOffered(Phrase.of("openclaw.absent.no-own-secret")));
        }
        String url = url(decision.values().getOrDefault(SetupOffers.URL, ""));
        SetupPayload payload = new SetupPayload(List.of(url), sort, secret, null, false);
        IssuedCode code = new IssuedCode(
                new IssuedCode.Key(decision.profile(), UUID.randomUUID().toString()),
                SetupOffers.PERMANENT,
                payload.code(),
                SetupAccess.PERMANENT.purpose(),
                now,
                null,
                new IssuedCode.State.Open());
        return new Issued(
                code,
                new Receipt(
                        Phrase.of("openclaw.receipt.code-composed", url),
                        List.of(),
                        List.of(Phrase.of("openclaw.absent.cancel-permanent"))));
    }

    private static String url(String typed) throws GatewayException {
        try {
            String url = Address.parse(typed.strip(), LocalSetup.PORT).toString();
            return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        } catch (InvalidAddress e) {
            throw new GatewayException(SetupErrors.badUrl(), e);
        }
    }
}
