package io.fareway.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.command.UsageException;
import io.fareway.model.Callers;
import io.fareway.model.check.AnswerCheck;
import io.fareway.model.check.AnswerChecks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a prompt set: JSON lines with {@code id}, {@code prompt} or {@code messages}, {@code checks}, and whatever else an
 * OpenAI chat request may say, such as {@code max_tokens}.
 */
final class PromptSetReader {

    private final ObjectMapper json;

    PromptSetReader(ObjectMapper json) {
        this.json = json;
    }

    /**
     * The set in a file.
     *
     * @throws UsageException that names file and line, when a line cannot be used
     */
    PromptSet read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UsageException(file + " is no file");
        }
        String text = Files.readString(file, StandardCharsets.UTF_8);
        List<Prompt> prompts = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                Prompt prompt = prompt(line, file + ":" + number + ": ", number);
                if (!ids.add(prompt.id())) {
                    throw new UsageException(
                            file + ":" + number + ": the id \"" + prompt.id() + "\" stands there twice");
                }
                prompts.add(prompt);
            }
        }
        if (prompts.isEmpty()) {
            throw new UsageException(file + " holds no prompt");
        }
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
        return new PromptSet(name, Callers.hash(text), prompts);
    }

    private Prompt prompt(String line, String place, int number) {
        ObjectNode body = object(line, place);
        String id = Optional.ofNullable(body.remove("id")).map(JsonNode::asText).orElse("line-" + number);
        Optional<JsonNode> checks = Optional.ofNullable(body.remove("checks"));
        Optional<JsonNode> prompt = Optional.ofNullable(body.remove("prompt"));
        prompt.ifPresent(words ->
                body.putArray("messages").addObject().put("role", "user").put("content", words.asText()));
        if (!body.path("messages").isArray()) {
            throw new UsageException(place + "neither \"prompt\" nor \"messages\" says what to ask");
        }
        body.put("stream", true);
        body.putObject("stream_options").put("include_usage", true);
        try {
            List<AnswerCheck> read = checks.map(AnswerChecks::read).orElse(List.of(new AnswerCheck.NotEmpty()));
            return new Prompt(id, body, read);
        } catch (IllegalArgumentException e) {
            throw new UsageException(place + e.getMessage());
        }
    }

    private ObjectNode object(String line, String place) {
        try {
            if (json.readTree(line) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new UsageException(place + "is no JSON: " + e.getOriginalMessage());
        }
        throw new UsageException(place + "is no JSON object");
    }
}
