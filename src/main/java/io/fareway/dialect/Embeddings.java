package io.fareway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.Usage;
import io.fareway.model.conversation.Choice;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.FinishReason;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Role;
import io.fareway.model.conversation.WholeAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Embeddings in the vendor-free form: each text is a message, each vector the only part of a choice with the text's
 * position.
 */
public final class Embeddings {

    /** The wish for vectors of a certain length, among the fields that only embeddings have. */
    public static final String DIMENSIONS = "dimensions";

    /** The loss of inputs that are given as tokens. */
    public static final String TOKENS = "input (tokens)";

    /** The loss of all inputs but the first. */
    public static final String FURTHER_TEXTS = "input (more than one text)";

    private static final String VECTOR = "embedding";

    private Embeddings() {}

    /**
     * A request for the vectors of these texts.
     *
     * @param other further fields by their names in the caller's dialect, except {@link #DIMENSIONS}
     */
    public static Conversation of(List<String> texts, Map<String, JsonNode> other) {
        return Conversation.of(
                        texts.stream().map(text -> Message.of(Role.USER, text)).toList())
                .with(other);
    }

    /** The texts of a request. */
    public static List<String> texts(Conversation conversation) {
        return conversation.messages().stream().map(Message::text).toList();
    }

    /**
     * An answer.
     *
     * @param vectors arrays of numbers, one a text, in the texts' order
     */
    public static WholeAnswer answer(String model, List<JsonNode> vectors, Optional<Usage> usage) {
        List<Choice> choices = new ArrayList<>(vectors.size());
        for (int i = 0; i < vectors.size(); i++) {
            List<Part> vector = List.of(new Part.Other(VECTOR, vectors.get(i)));
            choices.add(new Choice(i, vector, FinishReason.STOP, "", Optional.empty()));
        }
        return new WholeAnswer("", model, 0, choices, usage);
    }

    /**
     * The vectors of an answer of one of Cohere's models.
     *
     * @param embeddings its field of that name: the vectors, or an object with one field for each kind of number
     */
    public static List<JsonNode> floats(JsonNode embeddings) throws MalformedAnswerException {
        List<JsonNode> vectors = new ArrayList<>();
        (embeddings.isObject() ? embeddings.path("float") : embeddings).forEach(vectors::add);
        return required(vectors);
    }

    /** These vectors, of which there must be one at least. */
    public static List<JsonNode> required(List<JsonNode> vectors) throws MalformedAnswerException {
        if (vectors.isEmpty() || !vectors.stream().allMatch(JsonNode::isArray)) {
            throw new MalformedAnswerException("an answer without embeddings");
        }
        return vectors;
    }

    /** Whether a loss is one of inputs, each of which wants a vector of its own: no answer can do without. */
    public static boolean isInput(String loss) {
        return loss.equals(TOKENS) || loss.equals(FURTHER_TEXTS);
    }

    /**
     * Makes sure that each text has its vector.
     *
     * @throws MalformedAnswerException when there are more of one than of the other
     */
    public static void requireOneEach(Conversation asked, WholeAnswer answer) throws MalformedAnswerException {
        int texts = asked.messages().size();
        int vectors = vectors(answer).size();
        if (texts != vectors) {
            throw new MalformedAnswerException(vectors + " embeddings for " + texts + " texts");
        }
    }

    /** The vectors of an answer. */
    public static List<JsonNode> vectors(WholeAnswer answer) {
        List<JsonNode> vectors = new ArrayList<>();
        for (Choice choice : answer.choices()) {
            for (Part part : choice.parts()) {
                if (part instanceof Part.Other other && other.type().equals(VECTOR)) {
                    vectors.add(other.json());
                }
            }
        }
        return vectors;
    }
}
