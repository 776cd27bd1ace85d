package io.fareway.batch;

import io.fareway.admission.PresentedKey;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;

/**
 * Whose a file or batch is: a fingerprint of the key that the caller has sent, so that one caller's files are no
 * business of another. Without a key (callers on this machine) everybody is the same owner.
 */
final class FileOwner {

    private static final int FINGERPRINT_BYTES = 12;

    private FileOwner() {}

    /** The owner of what comes with a request that has passed admission. */
    static String of(HttpServletRequest request) {
        return PresentedKey.in(request).map(FileOwner::fingerprint).orElse("");
    }

    /** The same, by the message that a route was given. */
    static String of(Message message) {
        return of(message.getExchange().getMessage(PlatformHttpMessage.class).getRequest());
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
