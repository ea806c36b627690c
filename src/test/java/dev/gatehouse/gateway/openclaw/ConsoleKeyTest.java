package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.ReadOnlySecrets;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.SecretStore;
import dev.gatehouse.testing.MemorySecrets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConsoleKeyTest {
    private final ConsoleKey key = new ConsoleKey();

    @Test
    void isTheSameFromThenOn() throws Exception {
        MemorySecrets secrets = new MemorySecrets();
        DeviceIdentity made = Objects.requireNonNull(key.in(secrets));
        assertThat(Objects.requireNonNull(key.in(secrets)).id()).isEqualTo(made.id());
    }

    @Test
    void whoOnlyLooksAsksNoGatewayAsANewDevice() throws Exception {
        MemorySecrets secrets = new MemorySecrets();
        assertThat(key.in(new ReadOnlySecrets(secrets))).isNull();
        DeviceIdentity made = Objects.requireNonNull(key.in(secrets));
        assertThat(Objects.requireNonNull(key.in(new ReadOnlySecrets(secrets))).id())
                .isEqualTo(made.id());
    }

    @Test
    void twoThatNeedItAtOnceGetTheSame() throws Exception {
        CountDownLatch looked = new CountDownLatch(1);
        CountDownLatch on = new CountDownLatch(1);
        SlowSecrets secrets = new SlowSecrets(looked, on);
        CompletableFuture<String> first = started(secrets);
        assertThat(looked.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<String> second = started(secrets);
        on.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(second.get(10, TimeUnit.SECONDS));
    }

    private CompletableFuture<String> started(SlowSecrets secrets) {
        CompletableFuture<String> id = new CompletableFuture<>();
        Thread.ofVirtual().name("needs the key").start(() -> {
            try {
                id.complete(Objects.requireNonNull(key.in(secrets)).id());
            } catch (GatewayException | RuntimeException e) {
                id.completeExceptionally(e);
            }
        });
        return id;
    }

    /** Answers the first look only when it is told to. */
    private static final class SlowSecrets implements SecretStore {
        private final MemorySecrets kept = new MemorySecrets();
        private final CountDownLatch looked;
        private final CountDownLatch on;

        SlowSecrets(CountDownLatch looked, CountDownLatch on) {
            this.looked = looked;
            this.on = on;
        }

        @Override
        public Optional<Secret> get(SecretName name) {
            Optional<Secret> found = kept.get(name);
            looked.countDown();
            try {
                assertThat(on.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return found;
        }

        @Override
        public Place put(SecretName name, Secret secret) {
            return kept.put(name, secret);
        }

        @Override
        public void remove(SecretName name) {
            kept.remove(name);
        }

        @Override
        public Optional<Place> placeOf(SecretName name) {
            return kept.placeOf(name);
        }
    }
}
