package io.fareway.batch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a line through the routes until its answer is final. */
final class LineDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(LineDelivery.class);
    private static final Duration ROUTE_PAUSE = Duration.ofSeconds(1);

    private final LineSender sender;
    private final RetryPauses pauses;
    private final ResultLines results;

    LineDelivery(LineSender sender, RetryPauses pauses, ResultLines results) {
        this.sender = sender;
        this.pauses = pauses;
        this.results = results;
    }

    /**
     * The result of a line.
     *
     * @param way what its result says of how it was got
     * @return empty when the signal is set before there is one: the line is sent again when its job goes on
     */
    Optional<Delivered> deliver(BatchLine line, Way way, StopSignal stop) throws InterruptedException {
        int round = 0;
        int busy = 0;
        boolean rateLimited = false;
        LineCost cost = LineCost.NONE;
        while (true) {
            LineAnswer answer = send(line);
            cost = cost.plus(answer.cost());
            rateLimited |= answer.rateLimited();
            if (stop.isSet() && answer.status() >= 500) {
                return Optional.empty();
            }
            Optional<Duration> pause = pauses.after(answer, answer.gatewayBusy() ? busy++ : round++);
            if (pause.isEmpty()) {
                return Optional.of(new Delivered(results.answered(line, answer.costing(cost), way), rateLimited));
            }
            LOG.debug(
                    "Line {} of {} waits {} after status {}", line.number(), line.job(), pause.get(), answer.status());
            if (stop.await(pause.get())) {
                return Optional.empty();
            }
        }
    }

    /**
     * The end of a line.
     *
     * @param rateLimited whether a provider has asked for fewer calls on the way
     */
    record Delivered(LineResult result, boolean rateLimited) {}

    private LineAnswer send(BatchLine line) {
        try {
            Exchange exchange = sender.send(prepared -> prepared.setProperty(BatchLine.PROPERTY, line));
            if (exchange.getException() != null) {
                return failed(line, exchange.getException());
            }
            if (exchange.getMessage().getBody() instanceof LineAnswer answer) {
                return answer;
            }
            return failed(line, new IllegalStateException("it must end with batchLines.conclude"));
        } catch (IllegalStateException noRoutes) {
            return failed(line, noRoutes);
        }
    }

    /** An edited or stopping route may fail like this; waiting gives it time to be mended. */
    private static LineAnswer failed(BatchLine line, Exception cause) {
        LOG.warn(
                "Line {} of {}: route batch-line failed, see routes/70-batch.camel.yaml",
                line.number(),
                line.job(),
                cause);
        String body = "{\"error\":{\"message\":\"The route batch-line of the gateway failed on this line. Its log tells"
                + " why under " + line.job()
                + ".\",\"type\":\"api_error\",\"param\":null,\"code\":\"internal_error\"}}";
        return new LineAnswer(500, "", body.getBytes(StandardCharsets.UTF_8), Optional.of(ROUTE_PAUSE), false);
    }
}
