package io.fareway.admission;

/** Which addresses belong to the API: what SDKs call, and what costs money. */
public final class ApiPaths {

    private ApiPaths() {}

    /** Whether a path belongs to it: {@code /v1/...}, and {@code /v1beta/...} of the Gemini SDKs. */
    public static boolean contain(String path) {
        return path.startsWith("/v1/") || path.startsWith("/v1beta/");
    }
}
