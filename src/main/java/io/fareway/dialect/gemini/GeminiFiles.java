package io.fareway.dialect.gemini;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Addresses in {@code fileData}: files in Google's own stores, which mean nothing elsewhere, or anywhere on the web.
 *
 * <p>Source: <a href="https://ai.google.dev/gemini-api/docs/file-input-methods">file input methods</a>.
 */
final class GeminiFiles {

    private static final List<String> STORES = List.of("https://generativelanguage.googleapis.com/", "gs://", "files/");

    private static final Map<String, String> TYPES = Map.of(
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg",
            "png", "image/png",
            "webp", "image/webp",
            "heic", "image/heic",
            "heif", "image/heif",
            "pdf", "application/pdf",
            "txt", "text/plain",
            "mp3", "audio/mp3",
            "wav", "audio/wav");

    private static final Pattern QUERY = Pattern.compile("[?#].*$");

    private GeminiFiles() {}

    /** Whether the file was uploaded to Google. */
    static boolean isUploaded(String uri) {
        return STORES.stream().anyMatch(uri::startsWith);
    }

    /** The media type by the ending of an address; empty when that does not tell. */
    static String typeOf(String url) {
        String path = QUERY.matcher(url).replaceFirst("");
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(ending, "");
    }
}
