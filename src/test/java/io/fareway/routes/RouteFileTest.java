package io.fareway.routes;

import io.fareway.model.Journey;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.test.context.TestPropertySource;

/** One file of routes/ alone, with stubs for the beans it names and mocks for the routes it calls. */
@CamelSpringBootTest
@TestPropertySource(properties = "management.endpoint.health.validate-group-membership=false")
abstract class RouteFileTest {

    @Autowired
    CamelContext context;

    @Autowired
    ProducerTemplate template;

    @Autowired
    Events events;

    @BeforeEach
    void forgetEarlierTests() {
        MockEndpoint.resetMocks(context);
        events.forget();
    }

    /** The mock that a neighbour leads to. */
    MockEndpoint mock(String name) {
        return context.getEndpoint("mock:" + name, MockEndpoint.class);
    }

    /** Makes a neighbour note its name when it is called. */
    void noteCallsOf(String... neighbours) {
        for (String name : neighbours) {
            mock(name).whenAnyExchangeReceived(exchange -> events.note(name));
        }
    }

    /** Sends a journey to an endpoint and waits for its end. */
    Exchange send(String endpoint, Journey journey) {
        return send(endpoint, journey, Map.of());
    }

    /** Sends a journey with these headers. */
    Exchange send(String endpoint, Journey journey, Map<String, Object> headers) {
        return template.send(endpoint, exchange -> {
            exchange.setProperty(Journey.PROPERTY, journey);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    /** What made an exchange fail, without the wrappers that Camel and the circuit breaker put around it. */
    static Throwable failure(Exchange ended) {
        return NestedExceptionUtils.getMostSpecificCause(Objects.requireNonNull(ended.getException(), "it went well"));
    }
}
