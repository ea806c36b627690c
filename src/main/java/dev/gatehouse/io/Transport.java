package dev.gatehouse.io;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.ProxySelector;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The way to other programs, and the one place of its rules: clear text only to this computer or where the operator has
 * allowed it, no proxy to this computer, no redirect, no Origin, a certificate that somebody vouches for, and an end to
 * every wait. One for each gateway; close it when its connections are closed.
 *
 * <p>Its threads are virtual and named, but for the JDK's own "HttpClient-n-SelectorManager", of which each has one.
 */
public final class Transport implements AutoCloseable {
    /** How long connections that are parting keep it open after {@link #close()}. */
    private static final Duration LINGER = SocketMessages.PARTING.multipliedBy(2);

    /** What the JDK says of a body larger than allowed; it has no exception of its own for that (JDK 25). */
    private static final String BEYOND_LIMIT = "body exceeds capacity";

    private final TransportRules rules;
    private final CertificateCheck certificates;
    private final ThreadFactory threads = Thread.ofVirtual().name("net ", 0).factory();
    private final HttpClient client;

    /** Held to {@code rules}; beyond this computer by the system's proxies. */
    public Transport(TransportRules rules) {
        this(rules, ProxySelector.getDefault());
    }

    Transport(TransportRules rules, @Nullable ProxySelector proxies) {
        this.rules = rules;
        this.certificates = new CertificateCheck(rules.trust());
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(rules.connectLimit())
                .proxy(new ProxyChoice(proxies))
                .sslContext(tls(certificates))
                .executor(this::start)
                .build();
    }

    private static SSLContext tls(CertificateCheck certificates) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {certificates}, null);
            return context;
        } catch (GeneralSecurityException e) {
            // Every JDK has it.
            throw new IllegalStateException(e);
        }
    }

    private void start(Runnable task) {
        threads.newThread(task).start();
    }

    /**
     * Opens a connection for messages and waits until it stands.
     *
     * @throws NetworkFault.PlainText if it would be in clear and is not allowed to; then nothing was sent
     * @throws NetworkFault.Untrusted if nobody vouches for the certificate there
     * @throws NetworkFault.Foreign if something else than a WebSocket answers
     * @throws NetworkFault.Silent if nothing answers in time
     * @throws NetworkFault if there is no way
     */
    public Messages openMessages(Address address) throws NetworkFault {
        if (!rules.allow(address)) {
            throw new NetworkFault.PlainText(address.host());
        }
        Incoming incoming = new Incoming(address, rules.largestMessage());
        // On a thread of its own, as the JDK looks up names on the one that asks, without a limit.
        CompletableFuture<WebSocket> opening = CompletableFuture.supplyAsync(
                        () -> client.newWebSocketBuilder()
                                .connectTimeout(rules.handshakeLimit())
                                .buildAsync(address.socket(), incoming),
                        this::start)
                .thenCompose(Function.identity());
        boolean open = false;
        try {
            Duration limit = rules.connectLimit().plus(rules.handshakeLimit());
            WebSocket socket = opening.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            open = true;
            return new SocketMessages(address, socket, incoming, rules.sendLimit());
        } catch (ExecutionException e) {
            throw fault(address, e, rules.handshakeLimit());
        } catch (TimeoutException _) {
            throw new NetworkFault.Silent(rules.handshakeLimit());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NetworkFault.Broken(address.toString(), e);
        } finally {
            if (!open) {
                var _ = opening.thenAccept(WebSocket::abort);
            }
        }
    }

    /**
     * Asks once and waits for the whole answer, whatever its status. Follows no redirect.
     *
     * @throws NetworkFault.PlainText if it would be in clear and is not allowed to; then nothing was sent
     * @throws NetworkFault.Untrusted if nobody vouches for the certificate there
     * @throws NetworkFault.Foreign if what answers does not speak HTTP
     * @throws NetworkFault.Silent if the answer is not there in time; then it may have been done
     * @throws NetworkFault.TooLarge if the answer is larger than any that is read
     * @throws NetworkFault if there is no way, or it broke
     */
    public HttpAnswer ask(HttpAsk question) throws NetworkFault {
        Address there = question.base();
        if (!rules.allow(there)) {
            throw new NetworkFault.PlainText(there.host());
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(question.target()).timeout(question.limit());
        question.headers().forEach(request::header);
        String body = question.body();
        request.method(
                question.method(),
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        BodyHandler<byte[]> bounded =
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), Math.min(rules.largestMessage(), Integer.MAX_VALUE));
        HttpResponse<byte[]> answer = exchange(question, request.build(), bounded);
        return new HttpAnswer(
                answer.statusCode(), answer.headers().map(), new String(answer.body(), StandardCharsets.UTF_8));
    }

    /** Sends {@code request} and waits for the answer; hangs up where that does not come in time. */
    private <T> HttpResponse<T> exchange(HttpAsk question, HttpRequest request, BodyHandler<T> handler)
            throws NetworkFault {
        Address there = question.base();
        // On a thread of its own, as the JDK looks up names on the one that asks, without a limit.
        CompletableFuture<CompletableFuture<HttpResponse<T>>> asked =
                CompletableFuture.supplyAsync(() -> client.sendAsync(request, handler), this::start);
        boolean answered = false;
        try {
            HttpResponse<T> answer =
                    asked.thenCompose(Function.identity()).get(question.limit().toNanos(), TimeUnit.NANOSECONDS);
            answered = true;
            return answer;
        } catch (ExecutionException e) {
            throw fault(there, e, question.limit());
        } catch (TimeoutException _) {
            throw new NetworkFault.Silent(question.limit());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NetworkFault.Broken(there.toString(), e);
        } finally {
            if (!answered) {
                var _ = asked.thenAccept(exchange -> exchange.cancel(true));
            }
        }
    }

    /**
     * Opens a connection on which events come, and waits until the other side has agreed.
     *
     * @param question what is asked; its limit is that of the other side's agreement
     * @param lastId {@link EventStream#lastId()} of the connection before, or empty
     * @throws NetworkFault.PlainText if it would be in clear and is not allowed to; then nothing was sent
     * @throws NetworkFault.Untrusted if nobody vouches for the certificate there
     * @throws NetworkFault.Foreign if something else than a stream of events is answered, a redirect for example; with
     *     the HTTP status
     * @throws NetworkFault.Silent if nothing answers in time
     * @throws NetworkFault if there is no way
     */
    public EventStream openEvents(HttpAsk question, String lastId) throws NetworkFault {
        Address there = question.base();
        if (!rules.allow(there)) {
            throw new NetworkFault.PlainText(there.host());
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(question.target());
        question.headers().forEach(request::header);
        request.setHeader("Accept", "text/event-stream").setHeader("Cache-Control", "no-cache");
        // An id that does not fit into a header is not sent: the next list tells what was missed.
        if (lastId.matches("[\\x21-\\x7e]([\\x20-\\x7e]{0,998}[\\x21-\\x7e])?")) {
            request.setHeader("Last-Event-ID", lastId);
        }
        EventBody body = new EventBody();
        boolean open = false;
        try {
            HttpResponse<EventBody> answer = exchange(question, request.build(), _ -> body);
            if (answer.statusCode() != 200 || !speaksEvents(answer)) {
                throw new NetworkFault.Foreign(there.toString(), answer.statusCode(), null);
            }
            open = true;
            return new EventStream(
                    body, rules.largestMessage(), lastId, failure -> fault(there, failure, question.limit()));
        } finally {
            if (!open) {
                body.close();
            }
        }
    }

    private static boolean speaksEvents(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Content-Type")
                .map(type -> type.replaceFirst(";.*", "").strip())
                .filter("text/event-stream"::equalsIgnoreCase)
                .isPresent();
    }

    /** The certificate that {@code address} has shown and that was accepted last; empty if there was none. */
    public Optional<CertificateFingerprint> certificate(Address address) {
        return certificates.accepted(address.host(), address.port());
    }

    private NetworkFault fault(Address address, Throwable failure, Duration limit) {
        String there = address.toString();
        CertificateCheck.Unknown unknown = find(CertificateCheck.Unknown.class, failure);
        if (unknown != null) {
            String pinned =
                    rules.trust().pin().map(CertificateFingerprint::text).orElse("");
            return new NetworkFault.Untrusted(there, unknown.fingerprint().text(), pinned);
        }
        WebSocketHandshakeException answer = find(WebSocketHandshakeException.class, failure);
        if (answer != null && answer.getResponse() != null) {
            return new NetworkFault.Foreign(there, answer.getResponse().statusCode(), failure);
        }
        if (has(HttpConnectTimeoutException.class, failure)) {
            return new NetworkFault.Silent(rules.connectLimit());
        }
        if (has(HttpTimeoutException.class, failure)) {
            return new NetworkFault.Silent(limit);
        }
        IOException thrown = find(IOException.class, failure);
        if (thrown != null && String.valueOf(thrown.getMessage()).startsWith(BEYOND_LIMIT)) {
            return new NetworkFault.TooLarge(rules.largestMessage());
        }
        if (has(UnresolvedAddressException.class, failure)
                || has(UnknownHostException.class, failure)
                || has(NoRouteToHostException.class, failure)) {
            return new NetworkFault.Unreachable(there, failure);
        }
        ConnectException connecting = find(ConnectException.class, failure);
        if (connecting != null) {
            // The JDK wraps other failures of connecting in one of these.
            return connecting.getCause() instanceof SocketException cause && !(cause instanceof ConnectException)
                    ? new NetworkFault.Unreachable(there, failure)
                    : new NetworkFault.Refused(there, failure);
        }
        // Who hangs up on a TLS greeting has not understood it.
        boolean foreign = has(SSLHandshakeException.class, failure) || has(ProtocolException.class, failure);
        boolean broke = has(EOFException.class, failure) || has(SocketException.class, failure);
        return foreign || !broke && has(SSLException.class, failure)
                ? new NetworkFault.Foreign(there, 0, failure)
                : new NetworkFault.Broken(there, failure);
    }

    private static boolean has(Class<? extends Throwable> type, Throwable failure) {
        return find(type, failure) != null;
    }

    private static <T extends Throwable> @Nullable T find(Class<T> type, Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }

    /**
     * Opens nothing any more. Connections that have been closed have a moment to part; any other is dropped then. Does
     * not wait.
     */
    @Override
    public void close() {
        client.shutdown();
        var _ = Thread.ofVirtual().name("net end").start(this::end);
    }

    private void end() {
        try {
            if (!client.awaitTermination(LINGER)) {
                client.shutdownNow();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            client.shutdownNow();
        }
    }
}
