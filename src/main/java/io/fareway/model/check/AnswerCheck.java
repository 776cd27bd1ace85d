package io.fareway.model.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Something that an answer's words have to satisfy. */
public sealed interface AnswerCheck {

    /** The word in files, for example {@code json-schema}. */
    String label();

    /** What is wrong with an answer, in a few words; empty when it passes. */
    Optional<String> objection(String answer);

    /** It says anything at all. */
    record NonEmpty() implements AnswerCheck {

        @Override
        public String label() {
            return "non-empty";
        }

        @Override
        public Optional<String> objection(String answer) {
            return unless(!answer.isBlank(), "it is empty");
        }
    }

    /** It says exactly this, but for blanks around it. */
    record Exact(String text) implements AnswerCheck {

        @Override
        public String label() {
            return "exact";
        }

        @Override
        public Optional<String> objection(String answer) {
            return unless(answer.strip().equals(text.strip()), "it is not \"" + text + "\"");
        }
    }

    /** It says this somewhere, in whatever case. */
    record Contains(String text) implements AnswerCheck {

        @Override
        public String label() {
            return "contains";
        }

        @Override
        public Optional<String> objection(String answer) {
            boolean contained = Pattern.compile(Pattern.quote(text), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                    .matcher(answer)
                    .find();
            return unless(contained, "it does not contain \"" + text + "\"");
        }
    }

    /** A part of it matches this expression. */
    record Matches(Pattern expression) implements AnswerCheck {

        @Override
        public String label() {
            return "regex";
        }

        @Override
        public Optional<String> objection(String answer) {
            return unless(expression.matcher(answer).find(), "nothing in it matches " + expression.pattern());
        }
    }

    /** It is JSON that fits this schema, a code fence around it left out. */
    record Fits(JsonSchema schema) implements AnswerCheck {

        private static final ObjectMapper JSON = new ObjectMapper();
        private static final Pattern FENCE = Pattern.compile("(?s)\\A\\s*```(?:json)?\\s*(.*?)\\s*```\\s*\\z");

        @Override
        public String label() {
            return "json-schema";
        }

        @Override
        public Optional<String> objection(String answer) {
            try {
                JsonNode json = JSON.readTree(FENCE.matcher(answer).replaceAll("$1"));
                Set<ValidationMessage> messages = schema.validate(json);
                return messages.stream().findFirst().map(ValidationMessage::getMessage);
            } catch (JsonProcessingException e) {
                return Optional.of("it is no JSON");
            }
        }
    }

    private static Optional<String> unless(boolean passes, String objection) {
        return passes ? Optional.empty() : Optional.of(objection);
    }
}
