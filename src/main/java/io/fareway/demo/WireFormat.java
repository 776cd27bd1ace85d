package io.fareway.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Builds the objects of OpenAI's reference: the <a
 * href="https://platform.openai.com/docs/api-reference/chat/object">chat completion</a> and the <a
 * href="https://platform.openai.com/docs/api-reference/chat/streaming">chat completion chunk</a>.
 */
final class WireFormat {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private WireFormat() {}

    static ObjectNode completion(SimulatedAnswer answer) {
        ObjectNode completion = head(answer, "chat.completion");
        ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        if (answer.tool().isPresent()) {
            message.putNull("content");
            message.putArray("tool_calls").add(toolCall(answer.tool().get(), answer.text()));
        } else {
            message.put("content", answer.text());
        }
        message.putNull("refusal");
        choice.putNull("logprobs").put("finish_reason", answer.finishReason());
        completion.set("usage", usage(answer));
        return completion;
    }

    /** A chunk with one choice; {@code finishReason} is null until the last one. */
    static ObjectNode chunk(SimulatedAnswer answer, ObjectNode delta, @Nullable String finishReason) {
        ObjectNode chunk = head(answer, "chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finishReason);
        return chunk;
    }

    /** The chunk that follows the last choice when the caller asked for usage. */
    static ObjectNode usageChunk(SimulatedAnswer answer) {
        ObjectNode chunk = head(answer, "chat.completion.chunk");
        chunk.putArray("choices");
        chunk.set("usage", usage(answer));
        return chunk;
    }

    /** What the first chunk says: who speaks, and which function is called, if any. */
    static ObjectNode openingDelta(SimulatedAnswer answer) {
        ObjectNode delta = NODES.objectNode().put("role", "assistant");
        if (answer.tool().isPresent()) {
            delta.putNull("content");
            delta.putArray("tool_calls").add(toolCall(answer.tool().get(), "").put("index", 0));
        } else {
            delta.put("content", "");
        }
        return delta;
    }

    /** What a further chunk says. */
    static ObjectNode pieceDelta(SimulatedAnswer answer, String piece) {
        ObjectNode delta = NODES.objectNode();
        if (answer.tool().isPresent()) {
            ObjectNode call = delta.putArray("tool_calls").addObject().put("index", 0);
            call.putObject("function").put("arguments", piece);
            return delta;
        }
        return delta.put("content", piece);
    }

    private static ObjectNode head(SimulatedAnswer answer, String object) {
        return NODES.objectNode()
                .put("id", answer.id())
                .put("object", object)
                .put("created", answer.created())
                .put("model", answer.model())
                .put("system_fingerprint", "simulated");
    }

    private static ObjectNode toolCall(SimulatedAnswer.Tool tool, String arguments) {
        ObjectNode call = NODES.objectNode().put("id", tool.callId()).put("type", "function");
        call.putObject("function").put("name", tool.name()).put("arguments", arguments);
        return call;
    }

    private static ObjectNode usage(SimulatedAnswer answer) {
        ObjectNode usage = NODES.objectNode()
                .put("prompt_tokens", answer.promptTokens())
                .put("completion_tokens", answer.completionTokens())
                .put("total_tokens", answer.promptTokens() + answer.completionTokens());
        usage.putObject("prompt_tokens_details").put("cached_tokens", answer.cachedTokens());
        usage.putObject("completion_tokens_details").put("reasoning_tokens", answer.reasoningTokens());
        return usage;
    }
}
