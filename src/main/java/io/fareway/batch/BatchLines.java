package io.fareway.batch;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.api.CallerDialects;
import io.fareway.api.ChatRequestReader;
import io.fareway.api.RequestIds;
import io.fareway.api.WishesReader;
import io.fareway.model.ChatRequest;
import io.fareway.model.Journey;
import io.fareway.model.RequestError;
import io.fareway.provider.RevisionSettings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** Both ends of the route {@code batch-line}: a line becomes a request, and what was answered becomes its result. */
@Component
public class BatchLines {

    static final String ENDPOINT = "batch";
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private final ChatRequestReader reader;
    private final RequestIds ids;
    private final ObjectMapper json;
    private final Clock clock;

    BatchLines(ChatRequestReader reader, RequestIds ids, ObjectMapper json, Clock clock) {
        this.reader = reader;
        this.ids = ids;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Starts the journey of a line. A line that is sent again is a new request.
     *
     * @throws RequestError when its body is no chat request, or wants a stream
     */
    public void accept(Exchange exchange) {
        long receivedNanos = System.nanoTime();
        BatchLine line = exchange.getProperty(BatchLine.PROPERTY, BatchLine.class);
        CallerDialects.name(exchange, line.endpoint().dialect());
        ChatRequest request = reader.read(line.body(), line.endpoint().dialect(), ENDPOINT, "");
        if (request.stream()) {
            throw RequestError.invalid("stream", "A batch line cannot be streamed. Remove 'stream' from its body.");
        }
        Journey journey = new Journey(
                ids.next(),
                ENDPOINT,
                request,
                RevisionSettings.of(exchange),
                clock.instant(),
                receivedNanos,
                Optional.empty(),
                line.job());
        journey.wishes(WishesReader.read(line.headers(), request.json(), journey.settings()));
        exchange.setProperty(Journey.PROPERTY, journey);
    }

    /** Takes the answer or the error as the API would have sent it, and leaves it as the result of the line. */
    public void conclude(Exchange exchange) {
        Message message = exchange.getMessage();
        int status = Optional.ofNullable(message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class))
                .orElse(SERVER_ERROR);
        byte[] body = Optional.ofNullable(message.getBody(byte[].class)).orElse(new byte[0]);
        String requestId = Optional.ofNullable(exchange.getProperty(Journey.PROPERTY, Journey.class))
                .map(Journey::id)
                .orElse("");
        Optional<Duration> retryAfter = Optional.ofNullable(message.getHeader("Retry-After", Long.class))
                .map(Duration::ofSeconds);
        message.removeHeaders("*");
        Optional<Journey> journey = Optional.ofNullable(exchange.getProperty(Journey.PROPERTY, Journey.class));
        message.setBody(new LineAnswer(
                status,
                requestId,
                body,
                retryAfter,
                isGatewayBusy(status, body),
                journey.map(BatchLines::wasRateLimited).orElse(false),
                journey.map(way -> new LineCost(way.costUsd(), way.baselineUsd()))
                        .orElse(LineCost.NONE)));
    }

    private static boolean wasRateLimited(Journey journey) {
        return journey.attempts().stream().anyMatch(attempt -> attempt.httpStatus() == TOO_MANY);
    }

    /** Not the providers but the gateway cannot take the line now: too many requests, or no books to write. */
    private boolean isGatewayBusy(int status, byte[] body) {
        return status == TOO_MANY || (status == 503 && errorCode(body).equals("gateway_unavailable"));
    }

    private String errorCode(byte[] body) {
        try {
            return Optional.ofNullable(json.readTree(body))
                    .map(error -> error.at("/error/code").asText(""))
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
