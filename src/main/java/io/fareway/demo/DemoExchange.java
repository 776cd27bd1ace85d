package io.fareway.demo;

import io.fareway.model.ConnectionAbort;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;

/** The exchange properties of the demo routes, by type. The routes themselves read {@code demoStream} and the like. */
record DemoExchange(Exchange exchange) {

    private static final String RESPONSE = "demoResponse";
    private static final String RESET = "demoReset";
    private static final String ACCEPTED = "demoAcceptedNanos";
    private static final String CALL = "demoCall";
    private static final String ANSWER = "demoAnswer";
    private static final String ARMED = "demoArmedFault";
    private static final String TRANSMISSION = "demoTransmission";

    /** Takes hold of the response and marks it as simulated. */
    void open(PlatformHttpMessage http) {
        http.getResponse().setHeader("x-fareway-simulated", "true");
        exchange.setProperty(RESPONSE, http.getResponse());
        exchange.setProperty(RESET, ConnectionAbort.of(http.getRequest().getAttribute(ConnectionAbort.ATTRIBUTE)));
        exchange.setProperty(ACCEPTED, System.nanoTime());
    }

    HttpServletResponse response() {
        return required(RESPONSE, HttpServletResponse.class);
    }

    ConnectionAbort connectionAbort() {
        return required(RESET, ConnectionAbort.class);
    }

    long acceptedNanos() {
        return required(ACCEPTED, Long.class);
    }

    void setCall(ChatCall call) {
        exchange.setProperty(CALL, call);
        exchange.setProperty("demoProvider", call.provider());
        exchange.setProperty("demoStream", call.stream());
    }

    ChatCall call() {
        return required(CALL, ChatCall.class);
    }

    void setAnswer(SimulatedAnswer answer) {
        exchange.setProperty(ANSWER, answer);
        exchange.setProperty("demoTokens", answer.promptTokens() + "+" + answer.completionTokens());
    }

    SimulatedAnswer answer() {
        return required(ANSWER, SimulatedAnswer.class);
    }

    void setFault(ArmedFault fault) {
        exchange.setProperty(ARMED, fault);
        exchange.setProperty("demoFault", fault.fault().label());
    }

    ArmedFault fault() {
        return required(ARMED, ArmedFault.class);
    }

    void setTransmission(Transmission transmission) {
        exchange.setProperty(TRANSMISSION, transmission);
    }

    Transmission transmission() {
        return required(TRANSMISSION, Transmission.class);
    }

    private <T> T required(String property, Class<T> type) {
        return Optional.ofNullable(exchange.getProperty(property, type))
                .orElseThrow(
                        () -> new IllegalStateException("no " + property + ": a step before is missing in the route"));
    }
}
