package io.fareway.routes;

import org.apache.camel.Exchange;

/** Stands in for the bean {@code apiErrors}: answers with status 418. Public, because Camel calls it. */
public final class ErrorsStub {

    private final Events events;

    ErrorsStub(Events events) {
        this.events = events;
    }

    /** Answers the failure of an exchange. */
    public void respond(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        events.note("respond to " + failure.getMessage());
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 418);
        exchange.getMessage().setBody("the error");
    }
}
