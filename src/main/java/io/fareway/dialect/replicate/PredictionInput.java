package io.fareway.dialect.replicate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.DataUrl;
import io.fareway.dialect.Json;
import io.fareway.dialect.Losses;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.OutputFormat;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Role;
import io.fareway.model.conversation.Sampling;
import io.fareway.model.conversation.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The {@code input} of a language model at Replicate: a prompt, not a conversation. Several turns become one prompt in
 * which each says who speaks. Names of fields are those of Replicate's <a
 * href="https://replicate.com/collections/language-models">language models</a>.
 */
final class PredictionInput {

    private final Conversation conversation;
    private final Losses losses;
    private final ObjectNode input = Json.object();

    PredictionInput(Conversation conversation, Losses losses) {
        this.conversation = conversation;
        this.losses = losses;
    }

    ObjectNode write() {
        writePrompt();
        writeSampling(conversation.sampling());
        loseWhatHasNoPlace();
        return input;
    }

    private void writePrompt() {
        List<String> instructions = new ArrayList<>();
        List<Message> turns = new ArrayList<>();
        for (int i = 0; i < conversation.messages().size(); i++) {
            Message message = conversation.messages().get(i);
            checkParts(message, "messages[" + i + "]");
            if (message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER) {
                instructions.add(message.text());
            } else {
                turns.add(message);
            }
        }
        if (!instructions.isEmpty()) {
            input.put("system_prompt", String.join("\n\n", instructions));
        }
        input.put("prompt", turns.size() == 1 ? turns.getFirst().text() : transcript(turns));
    }

    private static String transcript(List<Message> turns) {
        return turns.stream()
                        .map(turn -> (turn.role() == Role.ASSISTANT ? "Assistant: " : "User: ") + turn.text())
                        .collect(Collectors.joining("\n\n"))
                + (turns.isEmpty() || turns.getLast().role() == Role.ASSISTANT ? "" : "\n\nAssistant:");
    }

    private void checkParts(Message message, String place) {
        losses.loseIf(!message.name().isEmpty(), place + ".name");
        for (int i = 0; i < message.parts().size(); i++) {
            String at = place + ".content[" + i + "]";
            switch (message.parts().get(i)) {
                case Part.Text ignored -> {}
                case Part.Refusal ignored -> {}
                case Part.Reasoning ignored -> {}
                case Part.Image image -> writeImage(image.source(), at);
                default -> losses.lose(at);
            }
        }
    }

    private void writeImage(Source source, String place) {
        boolean first = !input.has("image");
        switch (source) {
            case Source.Inline inline -> input.put("image", DataUrl.write(inline));
            case Source.Remote remote -> input.put("image", remote.url());
            case Source.Uploaded ignored -> losses.lose(place + " (uploaded image)");
        }
        losses.loseIf(!first, place + " (more than one image)");
    }

    private void writeSampling(Sampling sampling) {
        sampling.maxTokens().ifPresent(most -> input.put("max_tokens", most));
        sampling.temperature().ifPresent(value -> input.put("temperature", value));
        sampling.topP().ifPresent(value -> input.put("top_p", value));
        sampling.topK().ifPresent(value -> input.put("top_k", value));
        sampling.seed().ifPresent(value -> input.put("seed", value));
        sampling.frequencyPenalty().ifPresent(value -> input.put("frequency_penalty", value));
        sampling.presencePenalty().ifPresent(value -> input.put("presence_penalty", value));
        losses.loseIf(sampling.stop().stream().anyMatch(text -> text.contains(",")), "stop (with a comma)");
        if (!sampling.stop().isEmpty()) {
            input.put("stop_sequences", String.join(",", sampling.stop()));
        }
        losses.loseIf(sampling.choices() > 1, "n");
        losses.loseIf(sampling.logprobs(), "logprobs");
    }

    private void loseWhatHasNoPlace() {
        losses.loseIf(!conversation.tools().isEmpty(), "tools");
        losses.loseIf(!(conversation.format() instanceof OutputFormat.Text), "response_format");
        losses.loseIf(!conversation.thinking().isUnsaid(), "reasoning_effort");
        conversation.other().keySet().forEach(losses::lose);
    }
}
