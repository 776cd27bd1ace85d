package io.fareway.dialect.gemini;

import io.fareway.model.RequestError;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the address of a caller's request says, for example {@code
 * /v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse}.
 *
 * @param model as the caller names it
 * @param events whether the pieces of a stream are to be server-sent events; otherwise they are elements of one JSON array
 */
record GeminiPath(String model, Method method, boolean events) {

    private static final String MODELS = "/models/";

    /** What is asked of a model. */
    enum Method {
        GENERATE_CONTENT("generateContent"),
        STREAM_GENERATE_CONTENT("streamGenerateContent"),
        COUNT_TOKENS("countTokens"),
        EMBED_CONTENT("embedContent"),
        BATCH_EMBED_CONTENTS("batchEmbedContents");

        private final String word;

        Method(String word) {
            this.word = word;
        }

        static Optional<Method> of(String word) {
            return Arrays.stream(values())
                    .filter(method -> method.word.equals(word))
                    .findFirst();
        }
    }

    /**
     * Reads an address with its query.
     *
     * @throws RequestError when it names no model or a method that is not served
     */
    static GeminiPath read(String address) {
        int question = address.indexOf('?');
        String path = question < 0 ? address : address.substring(0, question);
        String query = question < 0 ? "" : address.substring(question + 1);
        int start = path.indexOf(MODELS);
        int colon = path.lastIndexOf(':');
        if (start < 0 || colon < start + MODELS.length() + 1) {
            throw unknown(path);
        }
        Method method = Method.of(path.substring(colon + 1)).orElseThrow(() -> unknown(path));
        String model = decoded(path.substring(start + MODELS.length(), colon));
        return new GeminiPath(model, method, ("&" + query + "&").contains("&alt=sse&"));
    }

    /** Whether the answer is to come in pieces. */
    boolean stream() {
        return method == Method.STREAM_GENERATE_CONTENT;
    }

    /** How Google names a model: {@code models/gemini-2.5-flash}, or a whole path such as {@code tunedModels/mine}. */
    static String nameOf(String model) {
        return model.contains("/") ? model : "models/" + model;
    }

    private static String decoded(String model) {
        try {
            return URLDecoder.decode(model.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw RequestError.invalid("model", "The model in the address is not percent-encoded correctly.");
        }
    }

    private static RequestError unknown(String path) {
        return RequestError.notFound("There is nothing at " + path
                + ". Behind /v1beta/models/{model} stands one of :generateContent, :streamGenerateContent, :countTokens,"
                + " :embedContent and :batchEmbedContents.");
    }
}
