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
 * @param names of functions, and types of tools that the provider runs itself
 */
public record AllowedTools(boolean demanded, Set<String> names) {

    public AllowedTools {
        names = Set.copyOf(names);
    }

    /**
     * Reads the choice.
     *
     * @param allowed the object with {@code mode} and {@code tools}
     */
    public static AllowedTools read(JsonNode allowed) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode tool : allowed.path("tools")) {
            String inChat = Json.text(tool.path("function"), "name");
            String name = inChat.isEmpty() ? Json.text(tool, "name") : inChat;
            names.add(name.isEmpty() ? Json.text(tool, "type") : name);
        }
        return new AllowedTools(Json.text(allowed, "mode").equals("required"), names);
    }

    /** These tools without those that may not be called. */
    public List<Tool> of(List<Tool> tools) {
        return tools.stream()
                .filter(tool -> switch (tool) {
                    case Tool.Function function -> names.contains(function.name());
                    case Tool.Hosted hosted -> names.contains(hosted.type());
                })
                .toList();
    }

    /** What is left of the choice when no others are offered. */
    public ToolChoice choice() {
        return demanded ? new ToolChoice.Required() : new ToolChoice.Auto();
    }
}
