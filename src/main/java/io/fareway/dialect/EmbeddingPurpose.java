package io.fareway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What vectors are for, in the two vocabularies that there are: the {@code input_type} of <a
 * href="https://docs.cohere.com/reference/embed">Cohere</a>, which hosts of OpenAI's form have taken over, and the {@code
 * taskType} of <a href="https://ai.google.dev/api/embeddings#tasktype">Google</a>, which knows some more.
 */
public enum EmbeddingPurpose {
    /** Texts that will be searched. */
    SEARCH_DOCUMENT("RETRIEVAL_DOCUMENT"),
    /** What is searched for. */
    SEARCH_QUERY("RETRIEVAL_QUERY"),
    /** Input of a classifier. */
    CLASSIFICATION("CLASSIFICATION"),
    /** Texts that will be grouped. */
    CLUSTERING("CLUSTERING");

    /** Cohere's field. */
    public static final String OF_COHERE = "input_type";

    /** Google's field. */
    public static final String OF_GOOGLE = "taskType";

    private final String googlesWord;

    EmbeddingPurpose(String googlesWord) {
        this.googlesWord = googlesWord;
    }

    /** Cohere's word. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private String googlesWord() {
        return googlesWord;
    }

    /** What this field of a request says, in Cohere's words; empty when it says something else. */
    public static Optional<String> inCoheresWords(String field, JsonNode value) {
        return said(field, value, OF_COHERE, OF_GOOGLE, EmbeddingPurpose::googlesWord, EmbeddingPurpose::label);
    }

    /** What this field of a request says, in Google's words; empty when it says something else. */
    public static Optional<String> inGooglesWords(String field, JsonNode value) {
        return said(field, value, OF_GOOGLE, OF_COHERE, EmbeddingPurpose::label, EmbeddingPurpose::googlesWord);
    }

    private static Optional<String> said(
            String field,
            JsonNode value,
            String ownField,
            String otherField,
            Function<EmbeddingPurpose, String> otherWord,
            Function<EmbeddingPurpose, String> ownWord) {
        if (field.equals(ownField) && value.isTextual()) {
            return Optional.of(value.textValue());
        }
        return Arrays.stream(values())
                .filter(purpose ->
                        field.equals(otherField) && otherWord.apply(purpose).equals(value.asText()))
                .map(ownWord)
                .findFirst();
    }
}
