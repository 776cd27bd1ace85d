package io.fareway.demo;

import io.fareway.demo.Transmission.Frame;
import io.fareway.model.ConnectionAbort;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Writes what was decided to the caller, frame by frame. */
@Component("demoTransmitter")
class Transmitter {

    private static final Logger LOG = LoggerFactory.getLogger(Transmitter.class);

    private final Pacer pacer;

    Transmitter(Pacer pacer) {
        this.pacer = pacer;
    }

    /** Sends the exchange's transmission; a caller who leaves meanwhile ends it early. */
    public void send(Exchange exchange) throws InterruptedException {
        DemoExchange demo = new DemoExchange(exchange);
        Transmission transmission = demo.transmission();
        try {
            write(transmission, demo.response(), demo.acceptedNanos());
        } catch (IOException e) {
            LOG.info("The caller left before the end of the simulated answer: {}", e.getMessage());
            return;
        }
        if (!transmission.complete()) {
            resetWhenDone(exchange, demo.connectionAbort());
        }
    }

    /** Not before Camel has let go of the response: a reset takes it away. */
    private static void resetWhenDone(Exchange exchange, ConnectionAbort reset) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                reset.now();
            }
        });
    }

    private void write(Transmission transmission, HttpServletResponse response, long acceptedNanos)
            throws IOException, InterruptedException {
        response.setStatus(transmission.status());
        transmission.headers().forEach(response::setHeader);
        for (Frame frame : transmission.frames()) {
            pacer.until(acceptedNanos + frame.at().toNanos());
            if (frame.bytes().length > 0) {
                response.getOutputStream().write(frame.bytes());
                response.flushBuffer();
            }
        }
    }
}
