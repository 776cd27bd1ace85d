package io.fareway.batch;

import java.util.function.Consumer;
import org.apache.camel.Exchange;

/** Sends one line through the live route {@code direct:batch-line}. */
@FunctionalInterface
public interface LineSender {

    /**
     * Sends a new exchange and waits for its end.
     *
     * @param prepare sets the line as exchange property
     * @return the exchange as the route left it, a failure of the route as its exception
     * @throws IllegalStateException when no routes are live
     */
    Exchange send(Consumer<Exchange> prepare);
}
