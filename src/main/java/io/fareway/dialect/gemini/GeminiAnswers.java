package io.fareway.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.MalformedAnswerException;
import io.fareway.dialect.usage.GeminiUsage;
import io.fareway.model.conversation.Choice;
import io.fareway.model.conversation.Citation;
import io.fareway.model.conversation.FinishReason;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.WholeAnswer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whole answers.
 *
 * <p>Wire format: <a
 * href="https://ai.google.dev/api/generate-content#generatecontentresponse">GenerateContentResponse</a>.
 */
final class GeminiAnswers {

    private GeminiAnswers() {}

    static WholeAnswer read(JsonNode answer) throws MalformedAnswerException {
        AnswerCallIds ids = new AnswerCallIds();
        ids.begin(Json.text(answer, "responseId"));
        List<Choice> choices = new ArrayList<>();
        for (JsonNode candidate : answer.path("candidates")) {
            choices.add(readChoice(candidate, PartReader.ofAnswer(ids), choices.size()));
        }
        if (choices.isEmpty() && isBlocked(answer)) {
            choices.add(new Choice(0, List.of(), FinishReason.CONTENT_FILTER, "", Optional.empty()));
        }
        if (choices.isEmpty()) {
            throw new MalformedAnswerException(
                    answer.has("error") ? "status 200 with an error inside" : "an answer without candidates");
        }
        return new WholeAnswer(
                Json.text(answer, "responseId"),
                Json.text(answer, "modelVersion"),
                created(answer),
                choices,
                GeminiUsage.read(answer.path("usageMetadata")));
    }

    /** Whether the prompt was not let through to the model. */
    static boolean isBlocked(JsonNode answer) {
        return answer.path("promptFeedback").path("blockReason").isTextual();
    }

    /** Seconds since 1970; 0 when the provider does not say, as AI Studio does not. */
    static long created(JsonNode answer) {
        try {
            return Instant.parse(Json.text(answer, "createTime")).getEpochSecond();
        } catch (DateTimeException unsaid) {
            return 0;
        }
    }

    private static Choice readChoice(JsonNode candidate, PartReader reader, int position)
            throws MalformedAnswerException {
        String finish = Json.text(candidate, "finishReason");
        if (GeminiFinish.isFailure(finish)) {
            throw new MalformedAnswerException("an answer that ended with " + finish);
        }
        List<Part> parts = PartReader.readAll(reader, candidate.path("content"));
        boolean calls = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
        return new Choice(
                candidate.path("index").asInt(position),
                cited(parts, candidate),
                GeminiFinish.read(finish, calls),
                "",
                Logprobs.read(candidate.path("logprobsResult")));
    }

    /** Citations go to the text of the answer's first part: their positions count from its beginning. */
    private static List<Part> cited(List<Part> parts, JsonNode candidate) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.words()));
        List<Citation> citations = Grounding.read(candidate, Grounding.charactersOf(text.toString()));
        if (citations.isEmpty()) {
            return parts;
        }
        List<Part> cited = new ArrayList<>(parts);
        for (int i = 0; i < cited.size(); i++) {
            if (cited.get(i) instanceof Part.Text words) {
                cited.set(i, new Part.Text(words.text(), citations, words.cache()));
                break;
            }
        }
        return cited;
    }

    static ObjectNode write(WholeAnswer answer) {
        ObjectNode written = Json.object();
        ArrayNode candidates = written.putArray("candidates");
        answer.choices().forEach(choice -> writeChoice(choice, candidates.addObject()));
        answer.usage().ifPresent(usage -> written.set("usageMetadata", GeminiUsage.write(usage)));
        written.put("modelVersion", answer.model());
        written.put("responseId", answer.id());
        return written;
    }

    private static void writeChoice(Choice choice, ObjectNode to) {
        ObjectNode content = to.putObject("content");
        ArrayNode parts = content.putArray("parts");
        content.put("role", "model");
        PartWriter writer = PartWriter.forCallers();
        String finish = GeminiFinish.write(choice.finish());
        List<Citation> citations = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Part part : choice.parts()) {
            if (part instanceof Part.ToolCall call
                    && PartWriter.arguments(call.arguments()).isEmpty()) {
                finish = "MALFORMED_FUNCTION_CALL";
                continue;
            }
            if (part instanceof Part.Text words) {
                words.citations().forEach(citation -> citations.add(moved(citation, text.length())));
            }
            text.append(part.words());
            writer.write(part, parts, "");
        }
        to.put("finishReason", finish);
        to.put("index", choice.index());
        if (!citations.isEmpty()) {
            to.set("groundingMetadata", Grounding.write(citations, text.toString()));
        }
        choice.logprobs().ifPresent(logprobs -> to.set("logprobsResult", Logprobs.write(logprobs)));
    }

    private static Citation moved(Citation citation, int offset) {
        boolean placed = citation.start() >= 0;
        return new Citation(
                citation.url(),
                citation.title(),
                citation.cited(),
                placed ? citation.start() + offset : -1,
                placed ? citation.end() + offset : -1);
    }
}
