package io.fareway.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.Losses;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes messages as contents. All instructions go into the system instruction, in their order; results of calls of one
 * turn go into one content, because Gemini wants as many of them there as there were calls.
 */
final class ContentWriter {

    private final Losses losses;
    private final PartWriter parts;
    private final boolean signaturesDemanded;
    private final Map<String, String> functions = new HashMap<>();
    private final ArrayNode instructions = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode contents = JsonNodeFactory.instance.arrayNode();
    private boolean lastWasResults;

    /**
     * A writer for one request.
     *
     * @param signaturesDemanded whether the model refuses calls without a thought signature
     */
    ContentWriter(Losses losses, boolean signaturesDemanded) {
        this.losses = losses;
        this.parts = new PartWriter(AnswerCallIds::given, Signatures::own, losses);
        this.signaturesDemanded = signaturesDemanded;
    }

    /** Sets {@code contents} and, where there are instructions, {@code systemInstruction}. */
    void write(List<Message> messages, ObjectNode request) {
        for (int i = 0; i < messages.size(); i++) {
            write(messages.get(i), "messages[" + i + "]");
        }
        if (contents.isEmpty() && !instructions.isEmpty()) {
            addContent("user", instructions);
        } else if (!instructions.isEmpty()) {
            request.putObject("systemInstruction").set("parts", instructions);
        }
        request.set("contents", contents);
    }

    private void write(Message message, String place) {
        losses.loseIf(!message.name().isEmpty(), place + ".name");
        switch (message.role()) {
            case SYSTEM, DEVELOPER -> writeInstruction(message, place);
            case USER -> addContent("user", written(message, place));
            case ASSISTANT -> addContent("model", signed(written(message, place)));
            case TOOL -> writeResults(message, place);
        }
        if (message.role() != Role.SYSTEM && message.role() != Role.DEVELOPER) {
            lastWasResults = message.role() == Role.TOOL;
        }
    }

    private void writeInstruction(Message message, String place) {
        for (Part part : message.parts()) {
            if (part instanceof Part.Text) {
                parts.write(part, instructions, place);
            } else {
                losses.lose(place + " (instructions that are no text)");
            }
        }
    }

    private ArrayNode written(Message message, String place) {
        ArrayNode written = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < message.parts().size(); i++) {
            Part part = message.parts().get(i);
            parts.write(part, written, place + ".content[" + i + "]");
            if (part instanceof Part.ToolCall call) {
                functions.put(call.id(), call.name());
            }
        }
        return written;
    }

    /** Only the first call of a turn needs a signature. */
    private ArrayNode signed(ArrayNode said) {
        if (!signaturesDemanded) {
            return said;
        }
        for (int i = 0; i < said.size(); i++) {
            if (said.get(i).has("functionCall")) {
                ObjectNode call = (ObjectNode) said.get(i);
                if (!call.has("thoughtSignature")) {
                    call.put("thoughtSignature", Signatures.OF_ANOTHER_MODEL);
                }
                return said;
            }
        }
        return said;
    }

    private void addContent(String role, ArrayNode said) {
        if (!said.isEmpty()) {
            contents.addObject().put("role", role).set("parts", said);
        }
    }

    private void writeResults(Message message, String place) {
        ArrayNode results = lastWasResults
                ? (ArrayNode) contents.get(contents.size() - 1).path("parts")
                : contents.addObject().put("role", "user").putArray("parts");
        for (int i = 0; i < message.parts().size(); i++) {
            if (message.parts().get(i) instanceof Part.ToolResult result) {
                writeResult(result, results.addObject().putObject("functionResponse"), place);
            } else {
                losses.lose(place + ".content[" + i + "]");
            }
        }
    }

    private void writeResult(Part.ToolResult result, ObjectNode to, String place) {
        String id = AnswerCallIds.given(result.callId());
        if (!id.isEmpty()) {
            to.put("id", id);
        }
        String function = functions.getOrDefault(result.callId(), result.name());
        losses.loseIf(function.isEmpty(), place + " (result of an unknown call)");
        to.put("name", function);
        StringBuilder text = new StringBuilder();
        ArrayNode more = JsonNodeFactory.instance.arrayNode();
        for (Part part : result.content()) {
            if (part instanceof Part.Text words) {
                text.append(text.isEmpty() ? "" : "\n").append(words.text());
            } else {
                parts.write(part, more, place + ".content");
            }
        }
        to.set("response", response(text.toString(), result.failed()));
        if (!more.isEmpty()) {
            to.set("parts", more);
        }
    }

    /** An object as it is; anything else under the names that Gemini suggests. */
    private static ObjectNode response(String text, boolean failed) {
        Optional<ObjectNode> object = failed ? Optional.empty() : Json.parseObject(text);
        return object.orElseGet(() -> Json.object().put(failed ? "error" : "output", text));
    }
}
