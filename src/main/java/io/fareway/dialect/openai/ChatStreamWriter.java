package io.fareway.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.usage.OpenAiUsage;
import io.fareway.model.conversation.AnswerEvent;
import io.fareway.model.conversation.Closing;
import io.fareway.model.conversation.Frame;
import io.fareway.model.conversation.StreamWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the chunks of a streamed chat completion. Usage goes into one chunk of its own, last, with empty {@code
 * choices}, and only when the caller asked for it.
 */
final class ChatStreamWriter implements StreamWriter {

    private static final String CHUNK = "chat.completion.chunk";
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] END_MARK = "data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8);

    private final boolean includeUsage;
    private final Set<Integer> begunChoices = new HashSet<>();
    private String id = "";
    private long created;
    private String model = "";
    private Optional<ObjectNode> lastPassed = Optional.empty();
    private Optional<JsonNode> reportedUsage = Optional.empty();

    ChatStreamWriter(boolean includeUsage) {
        this.includeUsage = includeUsage;
    }

    @Override
    public byte[] write(AnswerEvent event) {
        return switch (event) {
            case AnswerEvent.Begin begin -> begin(begin);
            case AnswerEvent.TextDelta text ->
                delta(text.choice(), Json.object().put("content", text.text()));
            case AnswerEvent.ReasoningDelta thoughts ->
                delta(thoughts.choice(), Json.object().put("reasoning_content", thoughts.text()));
            case AnswerEvent.RefusalDelta refusal ->
                delta(refusal.choice(), Json.object().put("refusal", refusal.text()));
            case AnswerEvent.CallBegin call -> callBegin(call);
            case AnswerEvent.CallDelta call -> callDelta(call);
            case AnswerEvent.Cited cited -> cited(cited);
            case AnswerEvent.Logprobs logprobs -> {
                ObjectNode chunk = chunk(logprobs.choice(), Json.object());
                choiceOf(chunk).set("logprobs", logprobs.logprobs());
                yield event(chunk);
            }
            case AnswerEvent.Finish finish -> {
                ObjectNode chunk = chunk(finish.choice(), Json.object());
                choiceOf(chunk).put("finish_reason", ChatFinish.write(finish.reason()));
                yield event(chunk);
            }
            case AnswerEvent.ReasoningSeal ignored -> NOTHING;
            case AnswerEvent.Used ignored -> NOTHING;
            case AnswerEvent.Failed ignored -> NOTHING;
            case AnswerEvent.End ignored -> NOTHING;
        };
    }

    /** The identity under which the answer began stays; the model is the one that speaks now. */
    private byte[] begin(AnswerEvent.Begin begin) {
        if (id.isEmpty()) {
            id = begin.id();
            created = begin.created();
        }
        model = begin.model();
        lastPassed = Optional.empty();
        reportedUsage = Optional.empty();
        return NOTHING;
    }

    private byte[] callBegin(AnswerEvent.CallBegin call) {
        ObjectNode delta = Json.object();
        delta.putArray("tool_calls")
                .addObject()
                .put("index", call.call())
                .put("id", call.id())
                .put("type", "function")
                .putObject("function")
                .put("name", call.name())
                .put("arguments", "");
        return delta(call.choice(), delta);
    }

    private byte[] callDelta(AnswerEvent.CallDelta call) {
        ObjectNode delta = Json.object();
        delta.putArray("tool_calls")
                .addObject()
                .put("index", call.call())
                .putObject("function")
                .put("arguments", call.arguments());
        return delta(call.choice(), delta);
    }

    private byte[] cited(AnswerEvent.Cited cited) {
        ObjectNode delta = Json.object();
        ChatAnswers.writeCitation(cited.citation(), 0, delta.putArray("annotations"));
        return delta.path("annotations").isEmpty() ? NOTHING : delta(cited.choice(), delta);
    }

    private byte[] delta(int choice, ObjectNode delta) {
        return event(chunk(choice, delta));
    }

    private ObjectNode chunk(int choice, ObjectNode delta) {
        ObjectNode chunk = head();
        ObjectNode written = chunk.putArray("choices").addObject();
        written.put("index", choice);
        if (begunChoices.add(choice)) {
            written.putObject("delta").put("role", "assistant").setAll(delta);
        } else {
            written.set("delta", delta);
        }
        written.putNull("finish_reason");
        return chunk;
    }

    private ObjectNode head() {
        return Json.object()
                .put("id", id)
                .put("object", CHUNK)
                .put("created", created)
                .put("model", model);
    }

    private static ObjectNode choiceOf(ObjectNode chunk) {
        return (ObjectNode) chunk.path("choices").path(0);
    }

    @Override
    public byte[] pass(Frame frame, List<AnswerEvent> events) {
        for (AnswerEvent event : events) {
            if (event instanceof AnswerEvent.Begin begin) {
                begin(begin);
            }
        }
        Optional<ObjectNode> chunk = frame.json();
        if (chunk.isEmpty()) {
            return NOTHING;
        }
        boolean tellsUsage = chunk.get().path("usage").isObject();
        if (tellsUsage) {
            reportedUsage = Optional.of(chunk.get().path("usage"));
        }
        if (chunk.get().path("choices").isEmpty()) {
            return NOTHING;
        }
        chunk.get()
                .path("choices")
                .forEach(choice -> begunChoices.add(choice.path("index").asInt()));
        lastPassed = chunk;
        Map<String, JsonNode> missing = new ChatHead(id, CHUNK, created, model).missingIn(chunk.get());
        if (missing.isEmpty() && !tellsUsage) {
            return frame.raw();
        }
        ObjectNode told = chunk.get().deepCopy();
        told.setAll(missing);
        return event(tellsUsage ? told.putNull("usage") : told);
    }

    @Override
    public byte[] close(Closing closing) {
        ByteArrayOutputStream end = new ByteArrayOutputStream();
        if (includeUsage) {
            end.writeBytes(event(usageChunk(closing)));
        }
        end.writeBytes(END_MARK);
        return end.toByteArray();
    }

    private ObjectNode usageChunk(Closing closing) {
        ObjectNode chunk = lastPassed.map(ObjectNode::deepCopy).orElseGet(this::head);
        chunk.put("id", id);
        chunk.put("object", CHUNK);
        chunk.put("created", created);
        chunk.put("model", model);
        chunk.putArray("choices");
        chunk.set("usage", reportedUsage.orElseGet(() -> OpenAiUsage.write(closing.usage())));
        if (!closing.figures().isEmpty()) {
            chunk.set("fareway", closing.figures());
        }
        return chunk;
    }

    private static byte[] event(ObjectNode chunk) {
        return Frame.event(chunk.toString());
    }
}
