package io.fareway.dialect;

import io.fareway.model.conversation.Source;

/** Addresses that carry their content, <a href="https://www.rfc-editor.org/rfc/rfc2397">RFC 2397</a>, base64 only. */
public final class DataUrl {

    private static final String BASE64 = ";base64,";

    private DataUrl() {}

    /**
     * Where the bytes of this address are: in it, or at a remote place.
     *
     * @param mediaType what the caller says; empty when the address itself has to say it
     */
    public static Source read(String url, String mediaType) {
        int mark = url.startsWith("data:") ? url.indexOf(BASE64) : -1;
        if (mark < 0) {
            return new Source.Remote(url, mediaType);
        }
        return new Source.Inline(url.substring("data:".length(), mark), url.substring(mark + BASE64.length()));
    }

    /** The address that carries this content. */
    public static String write(Source.Inline content) {
        return "data:" + content.mediaType() + BASE64 + content.data();
    }
}
