package io.fareway.batch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.camel.Message;

/**
 * Whose a file or batch is: a fingerprint of the key that the caller has sent, so that one caller's files are no
 * business of another. Without a key (callers on this machine) everybody is the same owner.
 */
final class FileOwner {

    private static final int FINGERPRINT_BYTES = 12;
    private static final String BEARER = "Bearer ";

    private FileOwner() {}

    /** The owner by the headers of a request that has passed admission. */
    static String of(Message request) {
        String bearer = request.getHeader("Authorization", "", String.class);
        String key = bearer.startsWith(BEARER)
                ? bearer.substring(BEARER.length()).trim()
                : request.getHeader("x-api-key", "", String.class);
        return key.isEmpty() ? "" : fingerprint(key);
    }

    private static String fingerprint(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
