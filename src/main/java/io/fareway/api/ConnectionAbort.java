package io.fareway.api;

/**
 * Closes a client's connection at once. A chunked response that ends without its last chunk tells every HTTP client that
 * it is not whole; the servlet API itself knows only the clean end.
 */
@FunctionalInterface
interface ConnectionAbort {

    /** Request attribute that holds it. */
    String ATTRIBUTE = "io.fareway.connection-abort";

    /** Closes the connection. */
    void now();
}
