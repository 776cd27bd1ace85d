package io.fareway.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fareway.demo.Transmission.Frame;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** What each fault does to an answer that was about to be sent. */
@Component("demoFaultEffects")
class FaultEffects {

    private static final int SLOWER = 10;
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(2);

    /** Everything takes ten times as long. */
    public void slowDown(Exchange exchange) {
        DemoExchange demo = new DemoExchange(exchange);
        Transmission planned = demo.transmission();
        List<Frame> slower = planned.frames().stream()
                .map(frame -> new Frame(frame.at().multipliedBy(SLOWER), frame.bytes()))
                .toList();
        demo.setTransmission(new Transmission(planned.status(), planned.headers(), slower, planned.complete()));
    }

    /** Stays silent for two minutes, then closes the connection. */
    public void hang(Exchange exchange) {
        new DemoExchange(exchange).setTransmission(Transmission.silence(LONGEST_SILENCE));
    }

    /** Closes the connection at once. */
    public void reset(Exchange exchange) {
        new DemoExchange(exchange).setTransmission(Transmission.silence(Duration.ZERO));
    }

    /** Sends the first half, then closes the connection. */
    public void cut(Exchange exchange) {
        DemoExchange demo = new DemoExchange(exchange);
        Transmission planned = demo.transmission();
        demo.setTransmission(new Transmission(planned.status(), planned.headers(), firstHalf(planned.frames()), false));
    }

    /** Sends an HTML page with status 200, as a proxy in between might. */
    public void garblePlain(Exchange exchange) {
        byte[] page = "<html><body>Simulated garbage: somebody put a web page here.</body></html>".getBytes(UTF_8);
        DemoExchange demo = new DemoExchange(exchange);
        Duration at = demo.transmission().frames().getLast().at();
        demo.setTransmission(Transmission.whole(200, Transmission.JSON, at, page));
    }

    /** Sends an event that breaks off inside its JSON, and ends as if all were well. */
    public void garbleStream(Exchange exchange) {
        DemoExchange demo = new DemoExchange(exchange);
        List<Frame> planned = demo.transmission().frames();
        Frame broken = new Frame(planned.get(1).at(), "data: {\"id\":\"chatcmpl-garb\n\n".getBytes(UTF_8));
        demo.setTransmission(Transmission.events(List.of(planned.getFirst(), broken, planned.getLast())));
    }

    /** Status 500. */
    public void failInside(Exchange exchange) {
        byte[] body = ErrorObject.of("server_error", "simulated", "Simulated failure inside the provider.");
        new DemoExchange(exchange).setTransmission(Transmission.whole(500, Transmission.JSON, Duration.ZERO, body));
    }

    /** Status 429 with {@code Retry-After} in seconds. */
    public void limitRate(Exchange exchange) {
        DemoExchange demo = new DemoExchange(exchange);
        String seconds = Integer.toString(demo.fault().retryAfterSeconds());
        byte[] body = ErrorObject.of(
                "requests", "rate_limit_exceeded", "Simulated rate limit: try again in " + seconds + " s.");
        Map<String, String> headers = Map.of("Content-Type", Transmission.JSON, "Retry-After", seconds);
        demo.setTransmission(new Transmission(429, headers, List.of(new Frame(Duration.ZERO, body)), true));
    }

    private static List<Frame> firstHalf(List<Frame> frames) {
        if (frames.size() > 1) {
            return frames.subList(0, frames.size() / 2);
        }
        Frame only = frames.getFirst();
        return List.of(new Frame(only.at(), Arrays.copyOf(only.bytes(), only.bytes().length / 2)));
    }
}
