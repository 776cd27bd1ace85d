package io.fareway.demo;

import java.time.Duration;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Turns what went wrong in a demo route into an OpenAI-shaped error. */
@Component("demoErrors")
class DemoErrors {

    private static final Logger LOG = LoggerFactory.getLogger(DemoErrors.class);

    /** A request that was refused: 400 or 404. */
    public void refuse(Exchange exchange) {
        Refusal refusal = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Refusal.class);
        new DemoExchange(exchange)
                .setTransmission(Transmission.whole(
                        refusal.status(), Transmission.JSON, Duration.ZERO, ErrorObject.of(refusal)));
    }

    /** Anything else is a defect of the simulation: 500, or a cut answer when it has begun, and the cause in the log. */
    public void admitDefect(Exchange exchange) {
        LOG.error("A demo route failed", exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
        DemoExchange demo = new DemoExchange(exchange);
        byte[] body =
                ErrorObject.of("server_error", "simulation_failed", "The simulation itself failed: its log tells why.");
        demo.setTransmission(
                demo.response().isCommitted()
                        ? Transmission.silence(Duration.ZERO)
                        : Transmission.whole(500, Transmission.JSON, Duration.ZERO, body));
    }
}
