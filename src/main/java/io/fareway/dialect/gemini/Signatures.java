package io.fareway.dialect.gemini;

import io.fareway.dialect.Seals;
import io.fareway.model.conversation.Dialect;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Thought signatures as Gemini's callers and providers see them. The field holds bytes in base64 and some SDKs decode
 * it, so what another vendor has signed is encoded once more, with its origin, before a caller keeps it for us.
 *
 * <p>Source: <a href="https://ai.google.dev/gemini-api/docs/thought-signatures">thought signatures</a>.
 */
final class Signatures {

    /**
     * What Gemini 3 accepts, by its own documentation, in place of the signature of a call that another model has
     * asked for. Without one it refuses the request.
     */
    static final String OF_ANOTHER_MODEL = "skip_thought_signature_validator";

    /** How every encoded signature of another vendor begins, whatever vendor it is. */
    private static final String ENCODED_MARK = "ZmFyZXdheT";

    private Signatures() {}

    /** A signature as a caller sends it. */
    static String read(String signature) {
        if (isForeign(signature)) {
            return new String(Base64.getDecoder().decode(signature), StandardCharsets.UTF_8);
        }
        return Seals.mark(Dialect.GEMINI, signature);
    }

    /** A signature as a caller keeps it. */
    static String write(String signature) {
        if (Seals.isFrom(Dialect.GEMINI, signature) || !Seals.isMarked(signature)) {
            return Seals.unmark(Dialect.GEMINI, signature);
        }
        return Base64.getEncoder().encodeToString(signature.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a caller kept it for a vendor other than Google. */
    static boolean isForeign(String signature) {
        if (!signature.startsWith(ENCODED_MARK)) {
            return false;
        }
        try {
            return Seals.isMarked(new String(Base64.getDecoder().decode(signature), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /** A signature that Google has made, as Google made it; empty for every other. */
    static String own(String signature) {
        return Seals.isFrom(Dialect.GEMINI, signature) ? Seals.unmark(Dialect.GEMINI, signature) : "";
    }
}
