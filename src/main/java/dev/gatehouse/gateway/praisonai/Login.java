package dev.gatehouse.gateway.praisonai;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.io.HttpAnswer;
import dev.gatehouse.io.HttpAsk;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Phrase;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Gets into a gateway, and finds out that it is one. It is asked without any credential first: a gateway of this computer
 * usually lets everybody in from here (loopback bypass), whatever token they show, and then none need be shown.
 *
 * @param wire asks
 * @param credentials what there is to show
 * @param memory the sessions that magic links were redeemed for
 * @param misses the magic links that failed
 */
record Login(HttpWire wire, Credentials credentials, Map<String, String> memory, MissCount misses) {
    /** Tells what it is, and counts for no limit. */
    static final String INFO = "/info";

    private static final String NAME = "PraisonAI";

    /**
     * A standing with the gateway.
     *
     * @param credential what is shown
     * @param bypass whether everybody is let in from here, so that nothing is proven by it
     * @param known whether it has said that it is PraisonAI; a server that carries the pairing API alone cannot
     * @param version what it says of its version, may be empty
     * @param where where the credential is from
     */
    record Session(Credential credential, boolean bypass, boolean known, String version, Phrase where) {}

    /**
     * Gets in.
     *
     * @throws GatewayException why not
     */
    Session enter(Instant now) throws GatewayException {
        HttpAnswer bare = wire.ask(HttpAsk.get(wire.address(), INFO));
        if (bare.status() == 200) {
            return new Session(
                    new Credential.None(), true, true, version(bare), Phrase.of("praisonai.secret.not-needed"));
        }
        if (bare.status() == 404) {
            Credentials.Found found = credential(now);
            return new Session(found.credential(), false, false, "", found.where());
        }
        if (bare.status() != 401) {
            throw unexpected(bare, new Credential.None());
        }
        Credentials.Found found = credential(now);
        if (found.credential() instanceof Credential.None) {
            throw new GatewayException(new LinkProblem.NoSecret("token"));
        }
        HttpAnswer answer = wire.ask(found.credential().on(HttpAsk.get(wire.address(), INFO)));
        if (answer.status() != 200) {
            throw unexpected(answer, found.credential());
        }
        return new Session(found.credential(), false, true, version(answer), found.where());
    }

    private GatewayException unexpected(HttpAnswer answer, Credential used) {
        boolean speaks = answer.status() == 401
                || answer.status() == 403
                || answer.status() == 429
                || answer.status() >= 500
                || answer.redirects();
        return speaks
                ? wire.problems().exception("GET " + INFO, answer, used)
                : new GatewayException(new LinkProblem.Foreign(wire.problems().address(), answer.status()));
    }

    private String version(HttpAnswer answer) throws GatewayException {
        JsonNode body = HttpProblems.body(answer);
        if (!body.path("name").asString("").startsWith(NAME)) {
            throw new GatewayException(new LinkProblem.Foreign(wire.problems().address(), answer.status()));
        }
        return Name.of(body.path("version").asString("")).text();
    }

    private Credentials.Found credential(Instant now) throws GatewayException {
        Credentials.Found found = credentials.find();
        Secret link = found.link();
        return link == null
                ? found
                : new Credentials.Found(new Credential.Cookie(redeem(link, now)), null, found.where());
    }

    private Secret redeem(Secret link, Instant now) throws GatewayException {
        String key = new CodeHash(link).hash("");
        String before = memory.get(key);
        if (before != null) {
            return new Secret(before);
        }
        Duration wait = misses.left(now);
        if (!wait.isZero()) {
            throw new GatewayException(new Problem.Particular(
                    Phrase.of("praisonai.link.tries", MissCount.MOST, wait.toSeconds()),
                    Phrase.of("praisonai.link.tries.remedy"),
                    null));
        }
        HttpAnswer answer = wire.ask(HttpAsk.get(wire.address(), "/?link=" + link.value()));
        String cookie =
                answer.header("set-cookie").orElse("").replaceFirst(";.*", "").strip();
        if (!answer.redirects() || !cookie.contains("=")) {
            misses.miss(now);
            throw new GatewayException(
                    answer.status() == 401 || answer.redirects() || answer.ok()
                            ? HttpProblems.particular("praisonai.link.used")
                            : wire.problems().of("GET /", answer, new Credential.None()));
        }
        misses.clear();
        memory.put(key, cookie);
        credentials.keep(cookie);
        return new Secret(cookie);
    }
}
