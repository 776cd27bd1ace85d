package io.fareway.testing.translation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.OutputFormat;
import io.fareway.model.conversation.Sampling;
import io.fareway.model.conversation.Thinking;
import io.fareway.model.conversation.Tool;
import io.fareway.model.conversation.ToolChoice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A conversation taken apart into what can be lost one by one, each as a text that is equal where the meaning is. What is
 * everybody's default counts as unsaid: parallel calls, a temperature of 1, penalties of 0. Tools that may not be called are
 * the same as none. A facet that was not said is absent; names of documents are for people, and not compared.
 */
public final class Facets {

    /** The losses that account for a facet that did not arrive. */
    private static final Map<String, Pattern> ACCOUNTED_BY = Map.ofEntries(
            Map.entry("instructions", Pattern.compile("instruction")),
            Map.entry("names", Pattern.compile("\\.name$")),
            Map.entry("calls", Pattern.compile("tool call|arguments")),
            Map.entry("results", Pattern.compile("tool result")),
            Map.entry("failures", Pattern.compile("tool result")),
            Map.entry("images", Pattern.compile("image|tool result")),
            Map.entry("details", Pattern.compile("detail|image|tool result")),
            Map.entry("documents", Pattern.compile("document|tool result")),
            Map.entry("contexts of documents", Pattern.compile("document")),
            Map.entry("citations of documents", Pattern.compile("document")),
            Map.entry("audio", Pattern.compile("audio")),
            Map.entry("no calls", Pattern.compile("^tool_choice")),
            Map.entry("strict tools", Pattern.compile("^tools$")),
            Map.entry("tool_choice", Pattern.compile("^tool_choice|^tools$")),
            Map.entry("parallel_tool_calls", Pattern.compile("^parallel_tool_calls|^tools$")),
            Map.entry("top_logprobs", Pattern.compile("^logprobs")));

    /** What was said is that there is to be none. */
    private static final String NONE = "none";

    private final Map<String, String> said = new LinkedHashMap<>();
    private final Turns turns;

    private Facets(Conversation conversation) {
        turns = new Turns(conversation.messages());
        turns.facets().forEach(this::say);
        sayTools(conversation);
        saySampling(conversation.sampling());
        if (conversation.format() instanceof OutputFormat.JsonSchema schema) {
            say("response_format", sorted(schema.schema()));
        } else if (conversation.format() instanceof OutputFormat.JsonObject) {
            say("response_format", "any object");
        }
        say("reasoning_effort", level(conversation.thinking()));
    }

    /** The facets of this conversation. */
    public static Facets of(Conversation conversation) {
        return new Facets(conversation);
    }

    /** Whether any of this was said; plain texts are documents too. */
    public boolean has(String facet) {
        boolean text = facet.equals("documents") && !turns.textDocuments().isEmpty();
        return text || !said.getOrDefault(facet, NONE).equals(NONE);
    }

    /** What is not the same in what was heard, by facet, and how. */
    public Map<String, String> differencesTo(Facets heard) {
        Map<String, String> differences = new LinkedHashMap<>();
        List<String> documents = turns.textDocuments();
        String words = turns.wordsWithout(documents);
        String heardWords = heard.turns.wordsWithout(documents);
        if (!heardWords.equals(words)) {
            differences.put("words", "said " + words + ", heard " + heardWords);
        }
        for (String document : documents) {
            if (!heard.turns.textDocuments().contains(document)
                    && !heard.turns.wordsWithout(List.of()).contains(document)) {
                differences.put("documents", "lost the text " + document);
            }
        }
        said.forEach((facet, value) -> {
            String arrived = heard.said.getOrDefault(facet, "");
            if (!arrived.equals(value)) {
                differences.put(facet, "said " + value + ", heard " + arrived);
            }
        });
        return differences;
    }

    /** Whether one of these losses says why a facet did not arrive. */
    public static boolean isAccounted(String facet, List<String> losses) {
        Pattern accounts = ACCOUNTED_BY.getOrDefault(facet, Pattern.compile("^" + facet + "( |$)"));
        return losses.stream().anyMatch(loss -> accounts.matcher(loss).find());
    }

    private void say(String facet, String value) {
        if (!value.isEmpty()) {
            said.put(facet, value);
        }
    }

    private void sayTools(Conversation conversation) {
        List<String> tools = new ArrayList<>();
        for (Tool tool : conversation.tools()) {
            if (tool instanceof Tool.Function function && mayBeCalled(function, conversation.toolChoice())) {
                tools.add(function.name() + " | " + function.description() + " | " + sorted(function.parameters()));
            }
        }
        say("tools", String.join("\n", tools));
        if (tools.isEmpty()) {
            say("no calls", "yes");
            return;
        }
        boolean strict = conversation.tools().stream()
                .anyMatch(tool -> tool instanceof Tool.Function function
                        && function.strict().orElse(false));
        boolean demanded = isDemanded(conversation.toolChoice());
        say("strict tools", strict && !demanded ? "yes" : "");
        say("tool_choice", demanded ? "required" : "");
        say("parallel_tool_calls", conversation.parallelToolCalls().orElse(true) ? "" : "no");
    }

    private static boolean mayBeCalled(Tool.Function function, ToolChoice choice) {
        return switch (choice) {
            case ToolChoice.None ignored -> false;
            case ToolChoice.Named named -> named.name().equals(function.name());
            default -> true;
        };
    }

    /** A call that is demanded follows its schema everywhere. */
    private static boolean isDemanded(ToolChoice choice) {
        return choice instanceof ToolChoice.Required || choice instanceof ToolChoice.Named;
    }

    private void saySampling(Sampling sampling) {
        sampling.maxTokens().ifPresent(most -> say("max_tokens", String.valueOf(most)));
        say("temperature", number(sampling.temperature(), BigDecimal.ONE));
        say("top_p", number(sampling.topP(), BigDecimal.ONE));
        sampling.topK().ifPresent(value -> say("top_k", String.valueOf(value)));
        say("stop", String.join(" | ", sampling.stop()));
        sampling.seed().ifPresent(value -> say("seed", String.valueOf(value)));
        say("n", sampling.choices() > 1 ? String.valueOf(sampling.choices()) : "");
        say("frequency_penalty", number(sampling.frequencyPenalty(), BigDecimal.ZERO));
        say("presence_penalty", number(sampling.presencePenalty(), BigDecimal.ZERO));
        say("logprobs", sampling.logprobs() ? "yes" : "");
        if (sampling.logprobs()) {
            sampling.topLogprobs().ifPresent(value -> say("top_logprobs", String.valueOf(value)));
        }
    }

    private static String number(Optional<BigDecimal> value, BigDecimal usual) {
        return value.filter(said -> said.compareTo(usual) != 0)
                .map(said -> said.stripTrailingZeros().toPlainString())
                .orElse("");
    }

    /** Efforts and budgets in three steps, as the dialects translate them. */
    private static String level(Thinking thinking) {
        if (thinking.isOff() || thinking.isUnsaid()) {
            return thinking.effort();
        }
        return switch (thinking.effort()) {
            case "" -> {
                int budget = thinking.budgetTokens().orElseThrow();
                yield budget <= 2048 ? "low" : budget <= 12_288 ? "medium" : "high";
            }
            case "minimal", "low" -> "low";
            case "medium" -> "medium";
            default -> "high";
        };
    }

    /** The same schema, its fields in order. */
    private static String sorted(JsonNode schema) {
        return sortedNode(schema).toString();
    }

    private static JsonNode sortedNode(JsonNode node) {
        if (!node.isObject()) {
            return node;
        }
        Map<String, JsonNode> fields = new TreeMap<>();
        node.properties().forEach(field -> fields.put(field.getKey(), sortedNode(field.getValue())));
        ObjectNode sorted = Json.object();
        fields.forEach(sorted::set);
        return sorted;
    }
}
