package io.fareway.model.conversation;

/** Where the bytes of an image, a document or a sound are. */
public sealed interface Source {

    /**
     * In the request itself.
     *
     * @param mediaType for example {@code image/png}
     * @param data in base64
     */
    record Inline(String mediaType, String data) implements Source {}

    /**
     * At an address that the provider fetches.
     *
     * @param mediaType empty when the caller did not say
     */
    record Remote(String url, String mediaType) implements Source {}

    /** A file that the caller has uploaded to a provider: means nothing to any other provider. */
    record Uploaded(String fileId) implements Source {}
}
