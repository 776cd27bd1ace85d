package io.fareway.admission;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The key that a request shows, wherever its SDK puts it: {@code Authorization: Bearer} (OpenAI), {@code x-api-key}
 * (Anthropic), {@code x-goog-api-key} or {@code ?key=} (Gemini). See the <a
 * href="https://docs.anthropic.com/en/api/overview">Anthropic</a> and <a
 * href="https://ai.google.dev/gemini-api/docs/api-key">Gemini</a> references.
 */
public final class PresentedKey {

    private static final String BEARER = "bearer ";
    private static final String QUERY_PARAMETER = "key=";

    private PresentedKey() {}

    /** The key without blanks around it; empty when none is shown. */
    public static Optional<String> in(HttpServletRequest request) {
        return Stream.<Supplier<Optional<String>>>of(
                        () -> bearer(request),
                        () -> Optional.ofNullable(request.getHeader("x-api-key")),
                        () -> Optional.ofNullable(request.getHeader("x-goog-api-key")),
                        () -> inQuery(request))
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .findFirst();
    }

    private static Optional<String> bearer(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Authorization"))
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()));
    }

    /** Not by getParameter: that would read a form in the body as well. */
    private static Optional<String> inQuery(HttpServletRequest request) {
        return Optional.ofNullable(request.getQueryString()).stream()
                .flatMap(query -> Stream.of(query.split("&")))
                .filter(parameter -> parameter.startsWith(QUERY_PARAMETER))
                .map(parameter ->
                        URLDecoder.decode(parameter.substring(QUERY_PARAMETER.length()), StandardCharsets.UTF_8))
                .findFirst();
    }
}
