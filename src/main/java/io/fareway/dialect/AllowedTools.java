package io.fareway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.conversation.Tool;
import io.fareway.model.conversation.ToolChoice;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * OpenAI's choice among some of the tools, which says the same as offering no others.
 *
 * <p>Source: <a href="https://platform.openai.com/docs/guides/function-calling#tool-choice">allowed tools</a>.
 *
 * @param demanded whether one of them must be called
 * @param functions names of the caller's functions
 * @param others types of all other tools, which only their own dialect knows further
 */
public record AllowedTools(boolean demanded, Set<String> functions, Set<String> others) {

    public AllowedTools {
        functions = Set.copyOf(functions);
        others = Set.copyOf(others);
    }

    /**
     * Reads the choice.
     *
     * @param allowed the object with {@code mode} and {@code tools}
     */
    public static AllowedTools read(JsonNode allowed) {
        Set<String> functions = new LinkedHashSet<>();
        Set<String> others = new LinkedHashSet<>();
        for (JsonNode tool : allowed.path("tools")) {
            String type = Json.text(tool, "type");
            if (type.equals("function")) {
                String inChat = Json.text(tool.path("function"), "name");
                functions.add(inChat.isEmpty() ? Json.text(tool, "name") : inChat);
            } else {
                others.add(type);
            }
        }
        return new AllowedTools(Json.text(allowed, "mode").equals("required"), functions, others);
    }

    /** These tools without those that may not be called. */
    public List<Tool> of(List<Tool> tools) {
        return tools.stream()
                .filter(tool -> switch (tool) {
                    case Tool.Function function -> functions.contains(function.name());
                    case Tool.Hosted hosted -> others.contains(hosted.type());
                })
                .toList();
    }

    /** What is left of the choice when no others are offered. */
    public ToolChoice choice() {
        return demanded ? new ToolChoice.Required() : new ToolChoice.Auto();
    }
}
