package io.fareway.provider;

import java.io.IOException;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.protocol.HttpContext;

/** The methods of an HTTP client that Camel never calls: they go to the client behind as they are. */
abstract class ForwardingHttpClient implements HttpClient {

    private final CloseableHttpClient delegate;

    ForwardingHttpClient(CloseableHttpClient delegate) {
        this.delegate = delegate;
    }

    /** Sends and leaves the response open. */
    final ClassicHttpResponse forward(HttpHost target, ClassicHttpRequest request, HttpContext context)
            throws IOException {
        return delegate.executeOpen(target, request, context);
    }

    @Override
    @Deprecated
    public HttpResponse execute(ClassicHttpRequest request) throws IOException {
        return delegate.execute(request);
    }

    @Override
    @Deprecated
    public HttpResponse execute(ClassicHttpRequest request, HttpContext context) throws IOException {
        return delegate.execute(request, context);
    }

    @Override
    @Deprecated
    public ClassicHttpResponse execute(HttpHost target, ClassicHttpRequest request) throws IOException {
        return delegate.execute(target, request);
    }

    @Override
    @Deprecated
    public HttpResponse execute(HttpHost target, ClassicHttpRequest request, HttpContext context) throws IOException {
        return delegate.execute(target, request, context);
    }

    @Override
    public <T> T execute(ClassicHttpRequest request, HttpClientResponseHandler<? extends T> handler)
            throws IOException {
        return delegate.execute(request, handler);
    }

    @Override
    public <T> T execute(
            ClassicHttpRequest request, HttpContext context, HttpClientResponseHandler<? extends T> handler)
            throws IOException {
        return delegate.execute(request, context, handler);
    }

    @Override
    public <T> T execute(HttpHost target, ClassicHttpRequest request, HttpClientResponseHandler<? extends T> handler)
            throws IOException {
        return delegate.execute(target, request, handler);
    }

    @Override
    public <T> T execute(
            HttpHost target,
            ClassicHttpRequest request,
            HttpContext context,
            HttpClientResponseHandler<? extends T> handler)
            throws IOException {
        return delegate.execute(target, request, context, handler);
    }
}
