package io.fareway.model.conversation;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Where the bytes of an image, a document or a sound are. */
public sealed interface Source {

    /**
     * In the request itself.
     *
     * @param mediaType for example {@code image/png}
     * @param data in base64
     */
    record Inline(String mediaType, String data) implements Source {

        /** Plain text in this form. */
        public static Inline ofText(String text) {
            return new Inline("text/plain", Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        }

        /** The bytes read as UTF-8; empty when they are not base64. */
        public Optional<String> text() {
            try {
                return Optional.of(new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException notBase64) {
                return Optional.empty();
            }
        }
    }

    /**
     * At an address that the provider fetches.
     *
     * @param mediaType empty when the caller did not say
     */
    record Remote(String url, String mediaType) implements Source {}

    /** A file that the caller has uploaded to a provider: means nothing to any other provider. */
    record Uploaded(String fileId) implements Source {}
}
