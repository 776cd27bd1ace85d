package io.fareway.dialect.replicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.Losses;
import io.fareway.dialect.MalformedAnswerException;
import io.fareway.dialect.ProviderError;
import io.fareway.dialect.StreamReader;
import io.fareway.dialect.WireFormat;
import io.fareway.dialect.WireRequest;
import io.fareway.dialect.WireTarget;
import io.fareway.dialect.usage.ReplicateUsage;
import io.fareway.model.conversation.Choice;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.FinishReason;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.WholeAnswer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Replicate's predictions. The base URL is {@code https://api.replicate.com/v1}; the provider's name of a model is {@code
 * owner/name}, {@code owner/name:version}, or {@code deployments/owner/name}.
 *
 * <p>Wire format: <a href="https://replicate.com/docs/reference/http#predictions.create">predictions</a>.
 */
@Component
public class ReplicateWire implements WireFormat {

    @Override
    public Dialect dialect() {
        return Dialect.REPLICATE;
    }

    @Override
    public WireRequest write(Conversation conversation, WireTarget target, Losses losses) {
        ObjectNode request = Json.object();
        int colon = target.model().indexOf(':');
        if (colon >= 0) {
            request.put("version", target.model().substring(colon + 1));
        }
        request.set("input", new PredictionInput(conversation, InputFields.of(target.model()), losses).write());
        if (target.stream()) {
            request.put("stream", true);
        }
        Map<String, String> headers = target.stream() ? Map.of() : Map.of("Prefer", "wait");
        return new WireRequest(
                pathOf(target.model()),
                headers,
                request.toString().getBytes(StandardCharsets.UTF_8),
                Optional.of(new PredictionFollowUp(target.stream())));
    }

    private static String pathOf(String model) {
        if (model.indexOf(':') >= 0) {
            return "/predictions";
        }
        return model.startsWith("deployments/") ? "/" + model + "/predictions" : "/models/" + model + "/predictions";
    }

    @Override
    public WholeAnswer read(JsonNode prediction) throws MalformedAnswerException {
        if (!Json.text(prediction, "status").equals("succeeded")) {
            throw new MalformedAnswerException("a prediction that did not succeed");
        }
        Part text = new Part.Text(textOf(prediction.path("output")));
        Choice choice = new Choice(0, List.of(text), FinishReason.STOP, "", Optional.empty());
        return new WholeAnswer(
                Json.text(prediction, "id"),
                Json.text(prediction, "model"),
                0,
                List.of(choice),
                ReplicateUsage.read(prediction.path("metrics")));
    }

    /** Pieces of text, one text, or an object where the form of the answer was prescribed. */
    private static String textOf(JsonNode output) {
        if (output.isObject()) {
            JsonNode json = output.path("json_output");
            return json.isObject() ? json.toString() : Json.text(output, "text");
        }
        StringBuilder text = new StringBuilder(output.isTextual() ? output.textValue() : "");
        output.forEach(piece -> text.append(piece.asText()));
        return text.toString();
    }

    @Override
    public StreamReader reader() {
        return new PredictionStreamReader();
    }

    @Override
    public ProviderError error(int status, byte[] body) {
        Optional<ObjectNode> error = Json.parseObject(body);
        String detail = error.map(object -> Json.text(object, "detail")).orElse("");
        String title = error.map(object -> Json.text(object, "title")).orElse("");
        String field = error.map(
                        object -> Json.text(object.path("invalid_fields").path(0), "field"))
                .orElse("");
        return new ProviderError(ProviderError.Kind.OTHER, title, "", field, detail, error.isPresent());
    }
}
