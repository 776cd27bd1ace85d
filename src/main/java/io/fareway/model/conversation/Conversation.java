package io.fareway.model.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to a model, free of any vendor's wire format.
 *
 * @param messages all turns, standing instructions included, in the caller's order
 * @param parallelToolCalls whether several calls may be asked for in one turn; empty when not said
 * @param user who asks, as the caller names them; empty when not said
 * @param metadata the caller's own labels
 * @param other top-level fields that only the caller's dialect knows, by their names there
 */
public record Conversation(
        List<Message> messages,
        List<Tool> tools,
        ToolChoice toolChoice,
        Optional<Boolean> parallelToolCalls,
        Sampling sampling,
        OutputFormat format,
        Thinking thinking,
        String user,
        Map<String, String> metadata,
        Map<String, JsonNode> other) {

    public Conversation {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        metadata = Map.copyOf(metadata);
        other = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(other));
    }

    /** These messages and nothing else said. */
    public static Conversation of(List<Message> messages) {
        return new Conversation(
                messages,
                List.of(),
                new ToolChoice.Unsaid(),
                Optional.empty(),
                Sampling.UNSAID,
                new OutputFormat.Text(),
                Thinking.UNSAID,
                "",
                Map.of(),
                Map.of());
    }

    /** The same, drawn like this. */
    public Conversation with(Sampling drawn) {
        return new Conversation(
                messages, tools, toolChoice, parallelToolCalls, drawn, format, thinking, user, metadata, other);
    }

    /** The same with these fields that only the caller's dialect knows. */
    public Conversation with(Map<String, JsonNode> others) {
        return new Conversation(
                messages, tools, toolChoice, parallelToolCalls, sampling, format, thinking, user, metadata, others);
    }

    /** The same with a further turn of the model, which a provider is to continue. */
    public Conversation continuing(String begun) {
        List<Message> more = new ArrayList<>(messages);
        more.add(Message.of(Role.ASSISTANT, begun));
        return new Conversation(
                more, tools, toolChoice, parallelToolCalls, sampling, format, thinking, user, metadata, other);
    }

    /** Words of the last message of the user; empty when there is none. */
    public String lastUserText() {
        return messages.reversed().stream()
                .filter(message -> message.role() == Role.USER)
                .map(Message::text)
                .findFirst()
                .orElse("");
    }
}
