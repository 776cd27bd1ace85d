package io.fareway.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.dialect.ClientDialect;
import io.fareway.dialect.MalformedAnswerException;
import io.fareway.dialect.Translations;
import io.fareway.dialect.WireFormat;
import io.fareway.model.Answer;
import io.fareway.model.Attempt;
import io.fareway.model.ChatRequest;
import io.fareway.model.Journey;
import io.fareway.model.Outcome;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.WholeAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/**
 * Takes in what a provider sends, inside its circuit breaker. Returns normally when the request is dealt with (answered,
 * refused as the caller's fault, or the caller is gone) and throws {@link ProviderFault} when another candidate should
 * be asked.
 */
@Component
public class ProviderAnswer {

    private final ObjectMapper json;
    private final StreamRelay relay;
    private final ErrorAnswers errors;
    private final Translations translations;
    private final Availability availability;

    ProviderAnswer(
            ObjectMapper json,
            StreamRelay relay,
            Translations translations,
            ErrorAnswers errors,
            Availability availability) {
        this.errors = errors;
        this.translations = translations;
        this.json = json;
        this.relay = relay;
        this.availability = availability;
    }

    /**
     * Reads the response that the HTTP component has left in the exchange.
     *
     * @throws ProviderFault when this deployment did not answer
     */
    public void receive(Exchange exchange, @ExchangeProperty(Journey.PROPERTY) Journey journey) throws ProviderFault {
        Message response = exchange.getMessage();
        Attempt attempt = journey.lastAttempt().orElseThrow();
        int status = response.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        attempt.httpStatus(status);
        attempt.headersForCaller(allowed(response, journey, attempt));
        if (!(response.getBody() instanceof LiveBody body)) {
            throw ProviderFault.broken(status, "status " + status + " without a body");
        }
        try (body) {
            if (status == 200 || status == 201) {
                takeAnswer(response, status, body, journey, attempt);
            } else {
                errors.judge(exchange, journey, status, body);
            }
        } catch (IOException e) {
            if (journey.ending().isCancelled()) {
                attempt.end(Outcome.CANCELLED, "the caller went away");
                return;
            }
            throw ProviderFault.transport("the answer broke off: " + FailureWords.of(e), e);
        } finally {
            availability.learn(attempt, name -> response.getHeader(name, "", String.class));
            response.setBody(null);
            response.removeHeaders("*");
        }
    }

    private static Map<String, String> allowed(Message response, Journey journey, Attempt attempt) {
        Map<String, String> allowed = new LinkedHashMap<>();
        for (String name :
                journey.settings().providerOf(attempt.deployment()).rules().headersToCaller()) {
            Optional.ofNullable(response.getHeader(name, String.class)).ifPresent(value -> allowed.put(name, value));
        }
        return allowed;
    }

    private void takeAnswer(Message response, int status, LiveBody body, Journey journey, Attempt attempt)
            throws ProviderFault, IOException {
        WireFormat wire = translations.wireOf(attempt.deployment());
        String contentType = response.getHeader(Exchange.CONTENT_TYPE, "", String.class);
        if (journey.request().stream() && contentType.startsWith(wire.streamType())) {
            relay.relay(journey, attempt, body, wire);
            return;
        }
        body.guardIdle();
        byte[] whole = body.readWhole();
        attempt.firstByteAt(System.nanoTime());
        JsonNode parsed = parse(whole, status);
        WholeAnswer answer = read(wire, parsed, whole, journey, attempt);
        if (journey.request().stream()) {
            throw ProviderFault.broken(status, "no event stream although one was asked for");
        }
        availability.goesWell(journey);
        attempt.usage(relay.usageOrEstimate(answer.usage(), journey, answer.text()));
        WholeAnswer identified = answer.identified(
                journey.id(),
                attempt.deployment().providerModel(),
                journey.receivedAt().getEpochSecond());
        ChatRequest request = journey.request();
        ClientDialect caller = translations.client(request.dialect());
        byte[] told = wire.passes(request.dialect())
                ? caller.completed(whole, parsed, identified)
                : caller.write(identified, request.asked()).toString().getBytes(StandardCharsets.UTF_8);
        journey.answer(new Answer(status, "application/json", told));
        if (journey.checks().isPresent()) {
            attempt.said(wordsOf(answer));
        }
        attempt.end(Outcome.ANSWERED, "");
    }

    /** Who calls a tool has not answered yet. */
    private static List<String> wordsOf(WholeAnswer answer) {
        return answer.choices().stream()
                .filter(choice -> choice.parts().stream().noneMatch(Part.ToolCall.class::isInstance))
                .map(choice -> choice.parts().stream().map(Part::words).collect(Collectors.joining()))
                .toList();
    }

    private WholeAnswer read(WireFormat wire, JsonNode answer, byte[] whole, Journey journey, Attempt attempt)
            throws ProviderFault {
        try {
            return translations.read(journey.request(), attempt.deployment(), answer);
        } catch (MalformedAnswerException e) {
            if (answer.has("error")) {
                ErrorNotes.keep(journey, attempt, wire.error(attempt.httpStatus(), whole), whole);
            }
            throw ProviderFault.broken(attempt.httpStatus(), String.valueOf(e.getMessage()));
        }
    }

    private JsonNode parse(byte[] body, int status) throws ProviderFault {
        try {
            JsonNode parsed = json.readTree(body);
            if (parsed != null && parsed.isObject()) {
                return parsed;
            }
            throw ProviderFault.broken(status, "an answer that is not a JSON object");
        } catch (IOException e) {
            throw ProviderFault.broken(status, "an answer that is not JSON");
        }
    }
}
