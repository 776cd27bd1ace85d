package io.fareway.provider;

import io.fareway.dialect.WireRequest;
import io.fareway.model.Attempt;
import io.fareway.model.CallLimits;
import io.fareway.model.Journey;
import io.fareway.model.Provider;
import io.fareway.model.ProviderKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import org.apache.camel.Exchange;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client of one provider: its own connection pool, key and time limits. Never retries, never follows a
 * redirect, keeps no cookies: what happens after a failure is decided by the routes.
 *
 * <p>Not {@link java.io.Closeable} on purpose: Camel closes closeable clients when a route stops, which would cut the
 * streams that run through it.
 */
final class ProviderHttpClient extends ForwardingHttpClient {

    /** Exchange property that holds the {@link ProviderKey} of the call. */
    static final String KEY_PROPERTY = "providerKey";

    /** Exchange property that is true when the next call with the same key will show a new token. */
    static final String TOKEN_RENEWED = "tokenRenewed";

    /** A call without a journey is a health probe, which nobody waits for. */
    private static final Duration LONGEST_PROBE = Duration.ofSeconds(10);

    private final Provider provider;
    private final KeyRing keys;
    private final Authorization authorization;
    private final Timers timers;
    private final LargeAnswers large;

    ProviderHttpClient(Provider provider, KeyRing keys, Timers timers, LargeAnswers large, Clock clock) {
        super(build(provider.limits()));
        this.authorization = Authorization.of(provider, clock);
        this.large = large;
        this.keys = keys;
        this.provider = provider;
        this.timers = timers;
    }

    private static CloseableHttpClient build(CallLimits limits) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(limits.concurrentCalls())
                        .setMaxConnTotal(limits.concurrentCalls())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(limits.connect()))
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .setTimeToLive(TimeValue.ofMinutes(5))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(limits.connect()))
                        .setResponseTimeout(Timeout.DISABLED)
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableDefaultUserAgent()
                .build();
    }

    @Override
    public ClassicHttpResponse executeOpen(HttpHost target, ClassicHttpRequest request, HttpContext context)
            throws IOException {
        HttpUriRequestBase call = (HttpUriRequestBase) request;
        Exchange exchange = (Exchange) context.getAttribute(JourneyInHttpContext.EXCHANGE);
        Optional<WireRequest> wireRequest =
                Optional.ofNullable(exchange.getProperty(ProviderRequest.WIRE_REQUEST, WireRequest.class));
        Optional<Journey> journey = Optional.ofNullable(exchange.getProperty(Journey.PROPERTY, Journey.class));
        journey.ifPresent(way -> passHeaders(call, way));
        address(call, wireRequest);
        authorize(call, exchange, shorter(provider.limits().firstByte(), remaining(journey)));
        Duration remaining = remaining(journey);
        Duration limit = shorter(provider.limits().firstByte(), remaining);
        AtomicBoolean late = new AtomicBoolean();
        CallUnderWay underWay = new CallUnderWay(
                call,
                () -> late.get()
                        || journey.filter(way -> way.ending().isCancelled()).isPresent());
        FollowedCall.Sender sender = further -> sendFurther(further, exchange);
        Optional<FollowedCall> followed = wireRequest
                .flatMap(WireRequest::followUp)
                .map(way ->
                        new FollowedCall(way, provider.baseUrl(), further -> underWay.send(further, sender), sender));
        Runnable abort = () -> {
            underWay.abort();
            followed.ifPresent(FollowedCall::cancel);
        };
        journey.ifPresent(way -> way.ending().callIs(abort));
        Timers.Timer firstByteGuard = timers.after(limit, () -> {
            late.set(true);
            abort.run();
        });
        try {
            ClassicHttpResponse first = forward(target, call, context);
            ClassicHttpResponse response = followed.isPresent() ? followed.get().follow(first) : first;
            boolean unauthorized = response.getCode() == HttpStatus.SC_UNAUTHORIZED;
            exchange.setProperty(TOKEN_RENEWED, unauthorized && authorization.renew(keyOf(exchange)));
            keepOpen(response, abort, shorter(provider.limits().total(), remaining));
            return response;
        } catch (IllegalStateException cancelledWhileConnecting) {
            // HttpClient's word for a call that was aborted between taking a connection and using it
            if (journey.filter(way -> way.ending().isCancelled()).isPresent()) {
                throw new CallerGoneException(cancelledWhileConnecting);
            }
            if (late.get()) {
                throw tooLate(limit, cancelledWhileConnecting);
            }
            throw cancelledWhileConnecting;
        } catch (IOException e) {
            if (journey.filter(way -> way.ending().isCancelled()).isPresent()) {
                throw new CallerGoneException(e);
            }
            if (late.get()) {
                throw tooLate(limit, e);
            }
            throw e;
        } finally {
            firstByteGuard.cancel();
        }
    }

    private static Duration remaining(Optional<Journey> journey) {
        return journey.map(way -> way.remaining(System.nanoTime())).orElse(LONGEST_PROBE);
    }

    private static ProviderKey keyOf(Exchange exchange) {
        return exchange.getProperty(KEY_PROPERTY, ProviderKey.NONE, ProviderKey.class);
    }

    /** A further request of the same attempt, with the same key. */
    private ClassicHttpResponse sendFurther(HttpUriRequestBase further, Exchange exchange) throws IOException {
        show(further, keyOf(exchange), provider.limits().firstByte());
        HttpHost host = new HttpHost(further.getScheme(), further.getAuthority());
        return forward(host, further, HttpClientContext.create());
    }

    private static SocketTimeoutException tooLate(Duration limit, Exception cause) {
        SocketTimeoutException timeout = new SocketTimeoutException("no answer within " + FailureWords.seconds(limit));
        timeout.initCause(cause);
        return timeout;
    }

    /**
     * The route knows the provider's base address; where below it and with which headers, the wire format says. A probe
     * has its address already.
     */
    private void address(HttpUriRequestBase call, Optional<WireRequest> request) {
        String base = call.getPath().endsWith("/")
                ? call.getPath().substring(0, call.getPath().length() - 1)
                : call.getPath();
        StringBuilder path =
                new StringBuilder(base).append(request.map(WireRequest::path).orElse(""));
        provider.access().query().forEach((name, value) -> path.append(path.indexOf("?") < 0 ? '?' : '&')
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        call.setPath(path.toString());
        request.ifPresent(written -> written.headers().forEach(call::setHeader));
    }

    /** Before our own headers, which count more. */
    private void passHeaders(HttpUriRequestBase call, Journey journey) {
        journey.origin().headers().forEach((name, value) -> {
            if (provider.rules().headersToProvider().contains(name)) {
                call.setHeader(name, value);
            }
        });
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** A probe has no journey and counts nowhere. */
    private ProviderKey keyFor(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(Journey.PROPERTY, Journey.class))
                .flatMap(Journey::lastAttempt)
                .map(Attempt::key)
                .orElseGet(() -> keys.next(provider));
    }

    private void authorize(HttpUriRequestBase call, Exchange exchange, Duration patience) throws IOException {
        ProviderKey key = keyFor(exchange);
        exchange.setProperty(KEY_PROPERTY, key);
        show(call, key, patience);
    }

    private void show(HttpUriRequestBase call, ProviderKey key, Duration patience) throws IOException {
        provider.headers().forEach(call::setHeader);
        letIn(call, key, patience);
    }

    /**
     * Adds what lets a call in that may wait so long for it.
     *
     * @throws IOException when it takes a token and none is given
     */
    void letIn(HttpUriRequestBase call, ProviderKey key, Duration patience) throws IOException {
        if (!key.secret().isPresent()) {
            return;
        }
        try {
            authorization.authorize(call, key, patience);
        } catch (NoTokenException none) {
            none.refusal().ifPresent(status -> keys.setAside(provider, key, status));
            throw none;
        }
    }

    /** Replaces the entity by one that Camel hands on untouched instead of reading it to its end. */
    private void keepOpen(ClassicHttpResponse response, Runnable abort, Duration total) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return;
        }
        InputStream content = entity.getContent();
        if ("gzip".equalsIgnoreCase(entity.getContentEncoding())) {
            content = new GZIPInputStream(content);
            response.removeHeaders(HttpHeaders.CONTENT_ENCODING);
        }
        LiveBody body =
                new LiveBody(content, abort, timers, large, provider.limits().idle(), total);
        response.setEntity(new LiveEntity(entity, body));
    }

    private static final class LiveEntity extends HttpEntityWrapper {

        private final LiveBody body;

        LiveEntity(HttpEntity entity, LiveBody body) {
            super(entity);
            this.body = body;
        }

        @Override
        public boolean isStreaming() {
            return false;
        }

        @Override
        public InputStream getContent() {
            return body;
        }
    }
}
