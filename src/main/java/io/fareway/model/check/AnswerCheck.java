package io.fareway.model.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.networknt.schema.JsonSchemaException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Something that an answer's words have to satisfy. */
public sealed interface AnswerCheck {

    /** The label of {@link Fits}, whose objections name a place besides. */
    String JSON_SCHEMA = "json-schema";

    /** The word in files, for example {@code must-match}. */
    String label();

    /**
     * What is wrong with an answer; empty when it passes.
     *
     * @throws UnusableCheckException when the check cannot say, in the steps that it may take
     */
    Optional<Objection> objection(String answer);

    /** It says anything at all. */
    record NotEmpty() implements AnswerCheck {

        @Override
        public String label() {
            return "not-empty";
        }

        @Override
        public Optional<Objection> objection(String answer) {
            return unless(!answer.isBlank(), this, "it is empty");
        }
    }

    /** It says exactly this, but for blanks around it. */
    record Exact(String text) implements AnswerCheck {

        @Override
        public String label() {
            return "exact";
        }

        @Override
        public Optional<Objection> objection(String answer) {
            return unless(answer.strip().equals(text.strip()), this, "it is not \"" + text + "\"");
        }
    }

    /** It says this somewhere, in whatever case. */
    record Contains(String text) implements AnswerCheck {

        @Override
        public String label() {
            return "contains";
        }

        @Override
        public Optional<Objection> objection(String answer) {
            boolean contained = Pattern.compile(Pattern.quote(text), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                    .matcher(answer)
                    .find();
            return unless(contained, this, "it does not contain \"" + text + "\"");
        }
    }

    /** A part of it matches this expression. */
    record Matches(Pattern expression) implements AnswerCheck {

        @Override
        public String label() {
            return "must-match";
        }

        @Override
        public Optional<Objection> objection(String answer) {
            return unless(found(expression, answer, this), this, "nothing in it matches " + expression.pattern());
        }
    }

    /** No part of it matches this expression. */
    record Refuses(Pattern expression) implements AnswerCheck {

        @Override
        public String label() {
            return "refusals";
        }

        @Override
        public Optional<Objection> objection(String answer) {
            return unless(!found(expression, answer, this), this, "it says " + expression.pattern());
        }
    }

    /**
     * It is JSON that fits a schema. The schema is not followed to other addresses.
     *
     * @param fenced whether a Markdown code fence may stand around it
     */
    record Fits(JsonNode schema, boolean fenced) implements AnswerCheck {

        private static final ObjectReader JSON =
                new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        private static final Optional<Objection> NO_JSON =
                Optional.of(new Objection(JSON_SCHEMA + ": no JSON", "it is no JSON"));
        private static final Pattern FENCE = Pattern.compile("(?s)\\A\\s*```(?:json)?\\s*(.*?)\\s*```\\s*\\z");

        @Override
        public String label() {
            return JSON_SCHEMA;
        }

        /**
         * Reads the schema and forgets it.
         *
         * @throws UnusableCheckException when it cannot be read, or leads elsewhere
         */
        void requireUsable() {
            usable(() -> {
                new BoundedSchema(schema).resolve();
                return Optional.empty();
            });
        }

        @Override
        public Optional<Objection> objection(String answer) {
            JsonNode document;
            try {
                document = JSON.readTree(fenced ? FENCE.matcher(answer).replaceAll("$1") : answer);
            } catch (JsonProcessingException e) {
                return NO_JSON;
            }
            if (document.isMissingNode()) {
                return NO_JSON;
            }
            return usable(() -> new BoundedSchema(schema)
                    .departure(document)
                    .map(found ->
                            new Objection(JSON_SCHEMA + " at " + found.getInstanceLocation(), found.getMessage())));
        }

        private static Optional<Objection> usable(Supplier<Optional<Objection>> look) {
            try {
                return look.get();
            } catch (JsonSchemaException | PatternSyntaxException | Steps.ExhaustedException | StackOverflowError e) {
                throw UnusableCheckException.of(JSON_SCHEMA, e);
            }
        }
    }

    private static boolean found(Pattern expression, String answer, AnswerCheck check) {
        try {
            return expression.matcher(new BoundedText(answer, new Steps())).find();
        } catch (Steps.ExhaustedException | StackOverflowError e) {
            throw UnusableCheckException.of(check.label(), e);
        }
    }

    private static Optional<Objection> unless(boolean passes, AnswerCheck check, String objection) {
        return passes ? Optional.empty() : Optional.of(new Objection(check.label(), objection));
    }
}
