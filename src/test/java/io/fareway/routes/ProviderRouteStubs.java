package io.fareway.routes;

import io.fareway.dialect.WireRequest;
import io.fareway.provider.JourneyInHttpContext;
import io.fareway.provider.ProviderRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.springframework.context.annotation.Bean;

/** What the route {@code provider} finds in the tests of its file. */
class ProviderRouteStubs extends ProviderRouteParts {

    @Bean
    Events events() {
        return new Events();
    }

    @Bean
    Neighbours neighbours() {
        return new Neighbours("attempt-open", "attempt-close");
    }

    @Bean
    Request providerRequest(Events events) {
        return new Request(events);
    }

    @Bean
    JourneyInHttpContext journeyInHttpContext() {
        return new JourneyInHttpContext();
    }

    @Bean
    Answer providerAnswer(Events events) {
        return new Answer(events);
    }

    /** Stands in for the bean {@code providerRequest}; leaves headers where they are. */
    public static final class Request {

        private final Events events;

        Request(Events events) {
            this.events = events;
        }

        public void prepare(Exchange exchange) {
            events.note("prepare");
            exchange.setProperty(ProviderRequest.WIRE_REQUEST, new WireRequest("/chat/completions", new byte[0]));
            boolean empty = exchange.getMessage().getHeader(ProviderRouteTest.WITHOUT_BODY) != null;
            exchange.getMessage().setBody(empty ? null : "{}".getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Stands in for the bean {@code providerAnswer}. */
    public static final class Answer {

        private final Events events;

        Answer(Events events) {
            this.events = events;
        }

        public void receive(Exchange exchange) throws IOException {
            try (InputStream body = exchange.getMessage().getBody(InputStream.class)) {
                body.readAllBytes();
            }
            if (exchange.getMessage().getHeader("x-of-the-request") != null) {
                events.note("receive with header of the request");
            }
            events.note("receive " + exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE));
        }
    }
}
