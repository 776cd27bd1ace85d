package io.fareway.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.CountingClient;
import io.fareway.model.RequestError;
import io.fareway.model.conversation.AnswerForm;
import io.fareway.model.conversation.Asked;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.StreamWriter;
import io.fareway.model.conversation.WholeAnswer;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/**
 * Gemini as callers speak it.
 *
 * <p>Wire format: <a href="https://ai.google.dev/api/generate-content">generateContent</a>.
 */
@Component
public class GeminiClient implements CountingClient {

    @Override
    public Dialect dialect() {
        return Dialect.GEMINI;
    }

    /** Model and method stand in the address; usage is told in every stream. */
    @Override
    public Asked read(JsonNode body, String path) {
        GeminiPath address = GeminiPath.read(path);
        GeminiRequests.check(body);
        return new Asked(
                address.model(),
                address.stream(),
                true,
                body.path("labels").path("task").asText(""),
                GeminiRequests.read(body),
                address.stream() && !address.events() ? AnswerForm.JSON_ARRAY : AnswerForm.USUAL);
    }

    @Override
    public Asked readForCount(JsonNode body, String path) {
        JsonNode request = GeminiCounts.requestIn(body);
        GeminiRequests.check(request);
        return new Asked(GeminiPath.read(path).model(), false, false, "", GeminiRequests.read(request));
    }

    @Override
    public ObjectNode writeCount(long inputTokens) {
        return GeminiCounts.answer(inputTokens);
    }

    @Override
    public ObjectNode write(WholeAnswer answer, Asked asked) {
        return GeminiAnswers.write(answer);
    }

    @Override
    public StreamWriter writer(Asked asked) {
        return new GeminiStreamWriter(asked.form() == AnswerForm.JSON_ARRAY ? new Pieces.Array() : new Pieces.Events());
    }

    @Override
    public ObjectNode error(RequestError error) {
        return GeminiErrors.write(error);
    }

    /** As the next and last element of the array, should it be one: an error is told only after something was said. */
    @Override
    public byte[] errorEvent(RequestError error, Asked asked) {
        return asked.form() == AnswerForm.JSON_ARRAY
                ? (",\r\n" + GeminiErrors.write(error) + "]").getBytes(StandardCharsets.UTF_8)
                : errorEvent(error);
    }
}
