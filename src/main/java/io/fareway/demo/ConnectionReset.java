package io.fareway.demo;

import jakarta.servlet.http.HttpServletRequest;

/** Closes the caller's connection at once, which the servlet API cannot do: it knows only the clean end. */
@FunctionalInterface
interface ConnectionReset {

    /** Request attribute that holds it. */
    String ATTRIBUTE = "io.fareway.demo.connection-reset";

    /** Closes the connection without another byte. */
    void now();

    /** What closes the connection of this request. */
    static ConnectionReset of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof ConnectionReset reset) {
            return reset;
        }
        throw new IllegalStateException(
                "this server cannot reset a connection: the faults reset, hang and cut need Tomcat");
    }
}
