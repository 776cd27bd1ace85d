package io.fareway.testing.translation;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.DataUrl;
import io.fareway.dialect.Json;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Role;
import io.fareway.model.conversation.Thinking;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Inputs of those language models at Replicate that take a prompt, in which several turns stand, and do not think.
 *
 * <p>Wire format: <a href="https://replicate.com/docs/reference/http#predictions.create">predictions</a>.
 */
final class PredictionRequests {

    private static final Pattern TURN =
            Pattern.compile("(?:^|\n\n)(User|Assistant):(.*?)(?=\n\n(?:User|Assistant):|$)", Pattern.DOTALL);

    private PredictionRequests() {}

    static Conversation read(JsonNode request) {
        JsonNode input = request.path("input");
        HeardRequest heard = new HeardRequest();
        if (input.has("system_prompt")) {
            heard.messages.add(Message.of(Role.SYSTEM, Json.text(input, "system_prompt")));
        }
        readPrompt(Json.text(input, "prompt"), heard);
        if (input.has("image")) {
            Part image = new Part.Image(DataUrl.read(Json.text(input, "image"), ""), "", Optional.empty());
            heard.messages.add(Message.of(Role.USER, List.of(image)));
        }
        String stopTexts = Json.text(input, "stop_sequences");
        List<String> stop = stopTexts.isEmpty() ? List.of() : List.of(stopTexts.split(","));
        heard.sampling = HeardRequest.sampling(input, stop, "max_tokens", "temperature", "top_p", "top_k");
        heard.thinking = Thinking.OFF;
        return heard.whole();
    }

    private static void readPrompt(String prompt, HeardRequest heard) {
        List<Message> turns = new ArrayList<>();
        Matcher turn = TURN.matcher(prompt);
        while (turn.find()) {
            String words = turn.group(2).strip();
            if (!words.isEmpty()) {
                turns.add(Message.of(turn.group(1).equals("User") ? Role.USER : Role.ASSISTANT, words));
            }
        }
        if (turns.isEmpty()) {
            turns.add(Message.of(Role.USER, prompt));
        }
        heard.messages.addAll(turns);
    }
}
