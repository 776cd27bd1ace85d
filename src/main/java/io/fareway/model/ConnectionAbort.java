package io.fareway.model;

import java.util.Optional;

/**
 * Closes a client's connection at once. A chunked response that ends without its last chunk tells every HTTP client that
 * it is not whole; the servlet API itself knows only the clean end.
 */
@FunctionalInterface
public interface ConnectionAbort {

    /** Servlet request attribute that holds it. */
    String ATTRIBUTE = "io.fareway.connection-abort";

    /** Closes the connection, without another byte, as soon as the work on the request has returned. */
    void now();

    /**
     * What closes the connection of a request.
     *
     * @param attribute value of the request attribute {@link #ATTRIBUTE}
     * @throws IllegalStateException when the server has not set it
     */
    static ConnectionAbort of(Object attribute) {
        return Optional.ofNullable(attribute)
                .filter(ConnectionAbort.class::isInstance)
                .map(ConnectionAbort.class::cast)
                .orElseThrow(() -> new IllegalStateException("this server cannot break a response off: run on Tomcat"));
    }
}
