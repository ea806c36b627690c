package dev.gatehouse.gateway.praisonai;

import dev.gatehouse.gateway.Secret;
import dev.gatehouse.io.HttpAsk;

/** What the console shows to a gateway; it prints masked. */
sealed interface Credential {
    /** {@code question} with it. */
    HttpAsk on(HttpAsk question);

    /** Nothing. */
    record None() implements Credential {
        @Override
        public HttpAsk on(HttpAsk question) {
            return question;
        }
    }

    /** The gateway's one token. */
    record Token(Secret value) implements Credential {
        @Override
        public HttpAsk on(HttpAsk question) {
            return question.header("Authorization", "Bearer " + value.value());
        }
    }

    /** A session, as name, equals sign and value; the value is sent back as it came, whatever it looks like. */
    record Cookie(Secret value) implements Credential {
        @Override
        public HttpAsk on(HttpAsk question) {
            return question.header("Cookie", value.value());
        }
    }
}
