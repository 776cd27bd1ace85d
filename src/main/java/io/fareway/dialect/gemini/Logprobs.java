package io.fareway.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Log probabilities between Gemini's <a
 * href="https://ai.google.dev/api/generate-content#LogprobsResult">LogprobsResult</a> and OpenAI's form.
 */
final class Logprobs {

    private Logprobs() {}

    /** In OpenAI's form; empty when there are none. */
    static Optional<JsonNode> read(JsonNode result) {
        JsonNode chosen = result.path("chosenCandidates");
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode written = Json.object();
        ArrayNode content = written.putArray("content");
        for (int i = 0; i < chosen.size(); i++) {
            ObjectNode token = readToken(chosen.get(i), content.addObject());
            ArrayNode top = token.putArray("top_logprobs");
            result.path("topCandidates")
                    .path(i)
                    .path("candidates")
                    .forEach(alternative -> readToken(alternative, top.addObject()));
        }
        return Optional.of(written);
    }

    private static ObjectNode readToken(JsonNode token, ObjectNode to) {
        String text = Json.text(token, "token");
        to.put("token", text);
        to.set("logprob", token.path("logProbability"));
        ArrayNode bytes = to.putArray("bytes");
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(one & 0xff);
        }
        return to;
    }

    /** In Gemini's form. */
    static ObjectNode write(JsonNode logprobs) {
        ObjectNode result = Json.object();
        ArrayNode top = result.putArray("topCandidates");
        ArrayNode chosen = result.putArray("chosenCandidates");
        for (JsonNode token : logprobs.path("content")) {
            writeToken(token, chosen.addObject());
            ArrayNode alternatives = top.addObject().putArray("candidates");
            token.path("top_logprobs").forEach(other -> writeToken(other, alternatives.addObject()));
        }
        return result;
    }

    private static void writeToken(JsonNode token, ObjectNode to) {
        to.put("token", Json.text(token, "token"));
        to.set("logProbability", token.path("logprob"));
    }
}
