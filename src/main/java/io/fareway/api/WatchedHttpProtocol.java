package io.fareway.api;

import java.io.IOException;
import java.util.Optional;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's HTTP protocol, with the connection of the request at hand within reach of a valve. Tomcat itself notices that
 * a client has left only when it next writes, which for a plain answer is too late to save its tokens.
 */
public final class WatchedHttpProtocol extends Http11NioProtocol {

    @SuppressWarnings("ThreadLocalUsage") // one per server, which lives as long as its threads
    private final ThreadLocal<SocketWrapperBase<?>> connection = new ThreadLocal<>();

    @Override
    protected Processor createProcessor() {
        return new Http11Processor(this, getAdapter()) {
            @Override
            public SocketState service(SocketWrapperBase<?> wrapper) throws IOException {
                connection.set(wrapper);
                try {
                    return super.service(wrapper);
                } finally {
                    connection.remove();
                }
            }
        };
    }

    /** The connection whose request this thread is dispatching; empty outside of a request. */
    Optional<SocketWrapperBase<?>> connection() {
        return Optional.ofNullable(connection.get());
    }
}
