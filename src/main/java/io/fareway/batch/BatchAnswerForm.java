package io.fareway.batch;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.ClientDialect;
import io.fareway.dialect.MalformedAnswerException;
import io.fareway.dialect.ProviderError;
import io.fareway.dialect.Translations;
import io.fareway.dialect.WireFormat;
import io.fareway.model.ChatRequest;
import io.fareway.model.Deployment;
import io.fareway.model.RequestError;
import io.fareway.model.Usage;
import io.fareway.model.conversation.WholeAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/** Puts what a provider has answered inside a batch into the form that its line asked for. */
class BatchAnswerForm {

    private final Translations dialects;
    private final Clock clock;

    BatchAnswerForm(Translations dialects, Clock clock) {
        this.dialects = dialects;
        this.clock = clock;
    }

    /**
     * What the line gets.
     *
     * @param body JSON
     * @param usage what the provider reports; empty when it does not, or has refused the request
     */
    record Told(byte[] body, Optional<Usage> usage) {}

    /**
     * An answer.
     *
     * @param requestId names it where the provider does not
     * @throws MalformedAnswerException when it is none
     */
    Told answer(ChatRequest request, Deployment deployment, JsonNode given, String requestId)
            throws MalformedAnswerException {
        WireFormat wire = dialects.wireOf(deployment);
        WholeAnswer answer = dialects.read(request, deployment, given);
        WholeAnswer identified = answer.identified(
                requestId, deployment.providerModel(), clock.instant().getEpochSecond());
        JsonNode told = wire.passes(request.dialect()) ? given : client(request).write(identified, request.asked());
        return new Told(bytes(told), answer.usage());
    }

    /** A refusal: as it came where the line can read it, else in the provider's words. */
    Told refusal(ChatRequest request, Deployment deployment, int status, JsonNode given) {
        WireFormat wire = dialects.wireOf(deployment);
        ProviderError error = wire.error(status, bytes(given));
        if (wire.passes(request.dialect()) && error.complete()) {
            return new Told(bytes(given), Optional.empty());
        }
        String code = error.code().isEmpty() ? "provider_status_" + status : error.code();
        Optional<String> param = error.param().isEmpty() ? Optional.empty() : Optional.of(error.param());
        RequestError refused = RequestError.refused(status, code, param, error.message());
        return new Told(bytes(client(request).error(refused)), Optional.empty());
    }

    private ClientDialect client(ChatRequest request) {
        return dialects.client(request.dialect());
    }

    private static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
