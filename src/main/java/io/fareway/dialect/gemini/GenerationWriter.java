package io.fareway.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.Losses;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.OutputFormat;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Sampling;
import io.fareway.model.conversation.Thinking;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes {@code generationConfig}.
 *
 * <p>Thinking: <a href="https://ai.google.dev/gemini-api/docs/thinking">models from Gemini 3 on take levels, earlier
 * ones budgets</a>; the budget of an effort is that of <a
 * href="https://ai.google.dev/gemini-api/docs/openai#thinking">Google's own OpenAI endpoint</a>.
 */
final class GenerationWriter {

    private static final Pattern TAKES_BUDGETS = Pattern.compile("gemini-[12]\\.");
    private static final int MOST_STOP_SEQUENCES = 5;

    private final Conversation conversation;
    private final String model;
    private final Losses losses;
    private final ObjectNode config = Json.object();

    GenerationWriter(Conversation conversation, String model, Losses losses) {
        this.conversation = conversation;
        this.model = model;
        this.losses = losses;
    }

    /** The object; empty when nothing is said. */
    ObjectNode write() {
        writeSampling(conversation.sampling());
        writeFormat();
        writeThinking(conversation.thinking());
        writeDetail();
        return config;
    }

    private void writeSampling(Sampling sampling) {
        sampling.maxTokens().ifPresent(most -> config.put("maxOutputTokens", most));
        sampling.temperature().ifPresent(value -> config.put("temperature", value));
        sampling.topP().ifPresent(value -> config.put("topP", value));
        sampling.topK().ifPresent(value -> config.put("topK", value));
        sampling.frequencyPenalty().ifPresent(value -> config.put("frequencyPenalty", value));
        sampling.presencePenalty().ifPresent(value -> config.put("presencePenalty", value));
        sampling.seed().ifPresent(this::writeSeed);
        if (sampling.choices() > 1) {
            config.put("candidateCount", sampling.choices());
        }
        if (sampling.logprobs()) {
            config.put("responseLogprobs", true);
            sampling.topLogprobs().ifPresent(value -> config.put("logprobs", value));
        }
        List<String> stop = sampling.stop();
        losses.loseIf(stop.size() > MOST_STOP_SEQUENCES, "stop (more than " + MOST_STOP_SEQUENCES + ")");
        if (!stop.isEmpty()) {
            ArrayNode texts = config.putArray("stopSequences");
            stop.stream().limit(MOST_STOP_SEQUENCES).forEach(texts::add);
        }
    }

    private void writeSeed(long seed) {
        boolean fits = seed == (int) seed;
        losses.loseIf(!fits, "seed (more than 32 bits)");
        if (fits) {
            config.put("seed", (int) seed);
        }
    }

    /** Gemini follows a schema exactly whether that was asked for or not, and needs no name for it. */
    private void writeFormat() {
        switch (conversation.format()) {
            case OutputFormat.Text ignored -> {}
            case OutputFormat.JsonObject ignored -> config.put("responseMimeType", "application/json");
            case OutputFormat.JsonSchema format -> {
                config.put("responseMimeType", "application/json");
                ObjectNode schema =
                        Schemas.ofAnswer(format.schema(), losses) instanceof ObjectNode object ? object : Json.object();
                if (!format.description().isEmpty() && !schema.has("description")) {
                    schema.put("description", format.description());
                }
                config.set("responseJsonSchema", schema);
            }
        }
    }

    private void writeThinking(Thinking thinking) {
        if (thinking.isUnsaid() && !thinking.show()) {
            return;
        }
        ObjectNode written = Json.object();
        if (thinking.budgetTokens().isPresent()) {
            written.put("thinkingBudget", thinking.budgetTokens().getAsInt());
        } else if (TAKES_BUDGETS.matcher(model).find()) {
            writeBudget(thinking, written);
        } else {
            writeLevel(thinking, written);
        }
        if (thinking.show()) {
            written.put("includeThoughts", true);
        }
        if (!written.isEmpty()) {
            config.set("thinkingConfig", written);
        }
    }

    private static void writeBudget(Thinking thinking, ObjectNode to) {
        switch (thinking.effort()) {
            case "" -> {}
            case "none" -> to.put("thinkingBudget", 0);
            case "minimal", "low" -> to.put("thinkingBudget", 1024);
            case "medium" -> to.put("thinkingBudget", 8192);
            default -> to.put("thinkingBudget", 24_576);
        }
    }

    private void writeLevel(Thinking thinking, ObjectNode to) {
        switch (thinking.effort()) {
            case "" -> {}
            case "none" -> losses.lose("reasoning_effort (none)");
            case "minimal", "low", "medium" ->
                to.put("thinkingLevel", thinking.effort().toUpperCase(Locale.ROOT));
            default -> to.put("thinkingLevel", "HIGH");
        }
    }

    /** Gemini sees all images of a request in one resolution. */
    private void writeDetail() {
        List<String> details = conversation.messages().stream()
                .map(Message::parts)
                .flatMap(List::stream)
                .flatMap(part -> part instanceof Part.ToolResult result ? result.content().stream() : Stream.of(part))
                .filter(Part.Image.class::isInstance)
                .map(part -> ((Part.Image) part).detail())
                .map(detail -> detail.equals("auto") ? "" : detail)
                .distinct()
                .toList();
        if (details.size() > 1) {
            losses.lose("detail (that differs between images)");
        } else if (details.size() == 1 && !details.getFirst().isEmpty()) {
            config.put(
                    "mediaResolution",
                    details.getFirst().equals("low") ? "MEDIA_RESOLUTION_LOW" : "MEDIA_RESOLUTION_HIGH");
        }
    }
}
