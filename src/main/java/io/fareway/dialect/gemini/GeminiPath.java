package io.fareway.dialect.gemini;

import io.fareway.model.RequestError;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * What the address of a caller's request says, for example {@code
 * /v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse}.
 *
 * @param model as the caller names it
 * @param stream whether the answer is to come in pieces
 * @param events whether the pieces are to be server-sent events; otherwise they are elements of one JSON array
 */
record GeminiPath(String model, boolean stream, boolean events) {

    private static final String MODELS = "/models/";

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
        String method = path.substring(colon + 1);
        if (!method.equals("generateContent") && !method.equals("streamGenerateContent")) {
            throw unknown(path);
        }
        String model = decoded(path.substring(start + MODELS.length(), colon));
        return new GeminiPath(model, method.equals("streamGenerateContent"), ("&" + query + "&").contains("&alt=sse&"));
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
                + ". Use /v1beta/models/{model}:generateContent or /v1beta/models/{model}:streamGenerateContent.");
    }
}
