package io.fareway.testing.translation;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.Json;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.OutputFormat;
import io.fareway.model.conversation.Sampling;
import io.fareway.model.conversation.Thinking;
import io.fareway.model.conversation.Tool;
import io.fareway.model.conversation.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What a provider has heard so far, put together piece by piece. */
final class HeardRequest {

    final List<Message> messages = new ArrayList<>();
    final List<Tool> tools = new ArrayList<>();
    ToolChoice choice = new ToolChoice.Unsaid();
    Sampling sampling = Sampling.UNSAID;
    OutputFormat format = new OutputFormat.Text();
    Thinking thinking = Thinking.UNSAID;

    Conversation whole() {
        return new Conversation(
                messages, tools, choice, Optional.empty(), sampling, format, thinking, "", Map.of(), Map.of());
    }

    /**
     * How the answer is to be drawn.
     *
     * @param names the provider's names of: longest answer, temperature, nucleus, most likely tokens, stop texts
     */
    static Sampling sampling(JsonNode fields, List<String> stop, String... names) {
        return new Sampling(
                Json.integer(fields, names[0]),
                Json.decimal(fields, names[1]),
                Json.decimal(fields, names[2]),
                Json.integer(fields, names[3]),
                stop,
                Json.whole(fields, "seed"),
                1,
                Json.decimal(fields, "frequency_penalty"),
                Json.decimal(fields, "presence_penalty"),
                false,
                OptionalInt.empty());
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    static Tool function(JsonNode described, JsonNode schema, Optional<Boolean> strict) {
        return new Tool.Function(
                Json.text(described, "name"), Json.text(described, "description"), schema, strict, Optional.empty());
    }
}
