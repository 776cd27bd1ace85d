package io.fareway.dialect.replicate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.DataUrl;
import io.fareway.dialect.Json;
import io.fareway.dialect.Losses;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.OutputFormat;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Role;
import io.fareway.model.conversation.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The {@code input} of a language model at Replicate: mostly a prompt, not a conversation. Several turns become messages
 * where the model takes those, else one prompt in which each says who speaks.
 */
final class PredictionInput {

    private final Conversation conversation;
    private final InputFields fields;
    private final Losses losses;
    private final ObjectNode input = Json.object();

    PredictionInput(Conversation conversation, InputFields fields, Losses losses) {
        this.conversation = conversation;
        this.fields = fields;
        this.losses = losses;
    }

    ObjectNode write() {
        writeMessages();
        new SamplingFields(fields, losses, input).write(conversation.sampling());
        new ThinkingInput(fields.thinking(), losses, input).write(conversation.thinking());
        writeFormat();
        losses.loseIf(!conversation.tools().isEmpty(), "tools");
        conversation.other().keySet().forEach(losses::lose);
        return input;
    }

    private void writeMessages() {
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
        boolean asMessages = fields.messages() && turns.size() > 1;
        if (asMessages) {
            losses.loseIf(input.has(fields.image()), "messages (images in a conversation of several turns)");
            writeTurns(instructions, turns, input.putArray("messages"));
            return;
        }
        if (!instructions.isEmpty()) {
            input.put(fields.system(), String.join("\n\n", instructions));
        }
        input.put("prompt", turns.size() == 1 ? turns.getFirst().text() : transcript(turns));
    }

    /** Instructions come first: with messages, the field for them is ignored. */
    private static void writeTurns(List<String> instructions, List<Message> turns, ArrayNode messages) {
        if (!instructions.isEmpty()) {
            messages.addObject().put("role", "system").put("content", String.join("\n\n", instructions));
        }
        turns.forEach(turn -> messages.addObject()
                .put("role", turn.role() == Role.ASSISTANT ? "assistant" : "user")
                .put("content", turn.text()));
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
                case Part.Image image -> writeImage(image, at);
                default -> losses.lose(at + " (" + message.parts().get(i).kind() + ")");
            }
        }
    }

    private void writeImage(Part.Image image, String place) {
        boolean wantsDetail = image.detail().equals("low") || image.detail().equals("high");
        losses.loseIf(wantsDetail, place + " (detail of the image)");
        addressOf(image.source())
                .ifPresentOrElse(url -> writeImage(url, place), () -> losses.lose(place + " (uploaded image)"));
    }

    private static Optional<String> addressOf(Source source) {
        return switch (source) {
            case Source.Inline inline -> Optional.of(DataUrl.write(inline));
            case Source.Remote remote -> Optional.of(remote.url());
            case Source.Uploaded ignored -> Optional.empty();
        };
    }

    private void writeImage(String url, String place) {
        if (fields.manyImages()) {
            input.withArray(fields.image()).add(url);
        } else if (input.has(fields.image())) {
            losses.lose(place + " (more than one image)");
        } else {
            input.put(fields.image(), url);
        }
    }

    private void writeFormat() {
        if (conversation.format() instanceof OutputFormat.JsonSchema schema && fields.jsonSchema()) {
            input.putObject("json_schema")
                    .putObject("format")
                    .put("type", "json_schema")
                    .put("name", schema.name())
                    .set("schema", schema.schema());
        } else {
            losses.loseIf(!(conversation.format() instanceof OutputFormat.Text), "response_format");
        }
    }
}
