package io.fareway.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.Losses;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Tool;
import io.fareway.model.conversation.ToolChoice;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes conversations as requests. Cache marks and the caller's own labels are left out: Gemini caches without the former,
 * and the latter change nothing in the answer.
 */
final class GeminiRequestWriter {

    /** Earlier generations neither demand signatures nor are told to ignore them. */
    private static final Pattern WITHOUT_SIGNATURES = Pattern.compile("gemini-[12]\\.");

    private final Conversation conversation;
    private final String model;
    private final Losses losses;
    private final ObjectNode request = Json.object();

    GeminiRequestWriter(Conversation conversation, String model, Losses losses) {
        this.conversation = conversation;
        this.model = model;
        this.losses = losses;
    }

    ObjectNode write() {
        boolean signaturesDemanded =
                model.contains("gemini-") && !WITHOUT_SIGNATURES.matcher(model).find();
        new ContentWriter(losses, signaturesDemanded).write(conversation.messages(), request);
        writeTools();
        writeToolChoice();
        ObjectNode config = new GenerationWriter(conversation, model, losses).write();
        if (!config.isEmpty()) {
            request.set("generationConfig", config);
        }
        losses.loseIf(
                conversation.parallelToolCalls().filter(parallel -> !parallel).isPresent(), "parallel_tool_calls");
        conversation.other().keySet().forEach(losses::lose);
        return request;
    }

    private void writeTools() {
        ArrayNode functions = Json.object().putArray("functions");
        for (Tool tool : conversation.tools()) {
            switch (tool) {
                case Tool.Hosted hosted -> losses.lose("tools (" + hosted.type() + ")");
                case Tool.Function function -> writeFunction(function, functions.addObject());
            }
        }
        if (!functions.isEmpty()) {
            request.putArray("tools").addObject().set("functionDeclarations", functions);
        }
    }

    private static void writeFunction(Tool.Function function, ObjectNode to) {
        to.put("name", function.name());
        if (!function.description().isEmpty()) {
            to.put("description", function.description());
        }
        boolean takesNothing = function.parameters().path("properties").isEmpty()
                && !function.parameters().has("$ref")
                && !function.parameters().has("anyOf");
        if (!takesNothing) {
            to.set("parametersJsonSchema", function.parameters());
        }
    }

    /** Where arguments must follow their schema, Gemini's mode {@code VALIDATED} is what others call automatic. */
    private void writeToolChoice() {
        switch (conversation.toolChoice()) {
            case ToolChoice.Unsaid ignored -> {
                if (isStrict()) {
                    choose("VALIDATED", List.of());
                }
            }
            case ToolChoice.Auto ignored -> choose(isStrict() ? "VALIDATED" : "AUTO", List.of());
            case ToolChoice.None ignored -> choose("NONE", List.of());
            case ToolChoice.Required ignored -> choose("ANY", List.of());
            case ToolChoice.Named named -> choose("ANY", List.of(named.name()));
        }
    }

    private boolean isStrict() {
        return conversation.tools().stream()
                .anyMatch(tool -> tool instanceof Tool.Function function
                        && function.strict().orElse(false));
    }

    private void choose(String mode, List<String> allowed) {
        ObjectNode calling = request.putObject("toolConfig")
                .putObject("functionCallingConfig")
                .put("mode", mode);
        if (!allowed.isEmpty()) {
            allowed.forEach(calling.putArray("allowedFunctionNames")::add);
        }
    }
}
