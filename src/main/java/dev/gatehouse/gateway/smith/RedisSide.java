package dev.gatehouse.gateway.smith;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.LinkProblems;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.io.SecureSockets;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Phrase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;
import tools.jackson.databind.json.JsonMapper;

/**
 * Smith's Redis. It looks through one connection that stays open and acts through others, so that no deed waits for a look.
 * Thread-safe.
 */
final class RedisSide implements AutoCloseable {
    /** Where it came from, for rows and troubles. */
    static final String SOURCE = "redis";

    static final Duration CONNECT = Duration.ofSeconds(4);
    static final Duration ANSWER = Duration.ofSeconds(5);

    /** More keys than this are no longer looked through: Smith shares its Redis with others. */
    private static final int MOST = 100_000;

    private static final Duration SCAN = Duration.ofSeconds(15);
    private static final int PAGE = 1_000;

    private final StoreWay way;
    private final JsonMapper json = new JsonMapper();
    private final ReentrantLock looking = new ReentrantLock();
    private @Nullable Jedis open;
    private volatile boolean closed;

    RedisSide(StoreWay way) {
        this.way = way;
    }

    /**
     * All that is of Smith's pairing.
     *
     * @throws GatewayException if it cannot be read
     */
    RedisView read() throws GatewayException {
        looking.lock();
        boolean well = false;
        try {
            Jedis jedis = open == null ? connect() : open;
            open = jedis;
            RedisView view = guarded(() -> view(jedis));
            well = true;
            return view;
        } finally {
            if (!well || closed) {
                letGo();
            }
            looking.unlock();
        }
    }

    private RedisView view(Jedis jedis) throws GatewayException {
        List<String> keys = new ArrayList<>(keys(jedis));
        List<PendingCode> codes = new ArrayList<>();
        List<ActivePairing> active = new ArrayList<>();
        int leftOut = 0;
        for (int from = 0; from < keys.size(); from += PAGE) {
            List<String> page = keys.subList(from, Math.min(keys.size(), from + PAGE));
            List<Response<String>> values = new ArrayList<>();
            List<Response<Long>> lives = new ArrayList<>();
            try (Pipeline pipeline = jedis.pipelined()) {
                for (String key : page) {
                    values.add(pipeline.get(key));
                    lives.add(pipeline.pttl(key));
                }
            }
            for (int i = 0; i < page.size(); i++) {
                leftOut += entry(page.get(i), values.get(i), lives.get(i), codes, active) ? 0 : 1;
            }
        }
        return new RedisView(codes, active, leftOut);
    }

    /** Sorts one entry in; false if it makes no sense. */
    private boolean entry(
            String key,
            Response<String> valued,
            Response<Long> lives,
            List<PendingCode> codes,
            List<ActivePairing> active) {
        String value;
        try {
            value = valued.get();
        } catch (JedisDataException _) {
            // A list or hash by that name.
            return false;
        }
        if (value == null) {
            // It ended since its key was seen.
            return true;
        }
        if (key.startsWith(PendingCode.CODE)) {
            long left = lives.get();
            if (left != -2) {
                codes.add(PendingCode.of(key, value, left < 0 ? null : Duration.ofMillis(left), json));
            }
            return true;
        }
        var pairing = ActivePairing.of(key, value, json);
        pairing.ifPresent(active::add);
        return pairing.isPresent();
    }

    private Set<String> keys(Jedis jedis) throws GatewayException {
        Set<String> keys = new LinkedHashSet<>();
        long end = System.nanoTime() + SCAN.toNanos();
        for (String prefix : List.of(PendingCode.CODE, Sender.ACTIVE)) {
            ScanParams match = new ScanParams().match(prefix + "*").count(PAGE);
            String cursor = ScanParams.SCAN_POINTER_START;
            do {
                ScanResult<String> found = jedis.scan(cursor, match);
                keys.addAll(found.getResult());
                cursor = found.getCursor();
                if (keys.size() > MOST || System.nanoTime() > end) {
                    throw new GatewayException(new Problem.Particular(
                            Phrase.of("smith.redis.too-much"), Phrase.of("smith.redis.too-much.remedy"), null));
                }
            } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        }
        return keys;
    }

    /**
     * Takes a code away, if it is still what it was.
     *
     * @return whether it was there as it was and is gone now
     */
    boolean cancel(PendingCode code) throws GatewayException {
        return once(jedis -> {
            String key = PendingCode.key(code.text());
            jedis.watch(key);
            String value = jedis.get(key);
            if (value == null) {
                return false;
            }
            PendingCode now = PendingCode.of(key, value, code.left(), json);
            if (!now.equals(code)) {
                return false;
            }
            try (Transaction transaction = jedis.multi()) {
                transaction.del(key);
                return transaction.exec() != null && !jedis.exists(key);
            }
        });
    }

    /** Whether a pairing of {@code who} is cached; nothing is changed. */
    boolean holds(Sender who) throws GatewayException {
        return once(jedis -> jedis.exists(who.activeKey()));
    }

    /**
     * Takes the cached pairing of {@code who} away, and looks twice: a message on its way may bring it back once.
     *
     * @return whether it is gone
     */
    boolean forget(Sender who) throws GatewayException {
        return once(jedis -> {
            for (int i = 0; i < 2; i++) {
                jedis.del(who.activeKey());
                if (!jedis.exists(who.activeKey())) {
                    return true;
                }
            }
            return false;
        });
    }

    private interface Work<T> {
        T on(Jedis jedis) throws GatewayException;
    }

    private interface Guarded<T> {
        T run() throws GatewayException;
    }

    private <T> T once(Work<T> work) throws GatewayException {
        try (Jedis jedis = connect()) {
            return guarded(() -> work.on(jedis));
        }
    }

    private <T> T guarded(Guarded<T> work) throws GatewayException {
        try {
            return work.run();
        } catch (JedisException e) {
            throw new GatewayException(problem(way.url(), e), e);
        }
    }

    private Jedis connect() throws GatewayException {
        StoreUrl url = way.url();
        Secret password = url.password();
        boolean secure = url.secure(way.plainTextTo());
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .resp2()
                .connectionTimeoutMillis((int) CONNECT.toMillis())
                .socketTimeoutMillis((int) ANSWER.toMillis())
                .database(Integer.parseInt(url.database()))
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .ssl(secure);
        if (secure) {
            config.sslSocketFactory(new SecureSockets(way.trust()));
        }
        if (password != null) {
            config.password(password.value());
            if (!url.user().isEmpty()) {
                config.user(url.user());
            }
        }
        try {
            return new Jedis(new HostAndPort(url.address().host(), url.address().port()), config.build());
        } catch (JedisException e) {
            throw new GatewayException(problem(url, e), e);
        }
    }

    private Problem problem(StoreUrl url, JedisException thrown) {
        String said = said(thrown);
        String word = said.replaceFirst(" .*", "");
        return switch (word) {
            case "NOAUTH" -> SmithProblems.noPassword(SmithForm.REDIS_PASSWORD, "Redis");
            case "WRONGPASS" -> SmithProblems.wrongPassword(SmithForm.REDIS_PASSWORD, "Redis");
            case "ERR" ->
                said.contains("AUTH") || said.contains("invalid password")
                        ? SmithProblems.wrongPassword(SmithForm.REDIS_PASSWORD, "Redis")
                        : refused(url, said);
            case "NOPERM", "READONLY", "LOADING", "MISCONF", "OOM" -> refused(url, said);
            default -> LinkProblems.of(new SecureSockets(way.trust()).fault(url.shown(), thrown, ANSWER), url.shown());
        };
    }

    private static Problem refused(StoreUrl url, String said) {
        return new LinkProblem.Failed(url.shown(), Name.of(said).text());
    }

    /** What the server said, if it said anything; its words hold no secret. */
    private static String said(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof JedisDataException) {
                return String.valueOf(t.getMessage());
            }
        }
        return "";
    }

    private void letGo() {
        Jedis old = open;
        open = null;
        if (old != null) {
            try {
                old.close();
            } catch (JedisException _) {
                // It was broken before.
                return;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        // A look that goes on lets go at its end.
        if (looking.tryLock()) {
            try {
                letGo();
            } finally {
                looking.unlock();
            }
        }
    }
}
