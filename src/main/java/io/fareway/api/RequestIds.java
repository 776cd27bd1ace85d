package io.fareway.api;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Ids of requests: UUID version 7 (<a href="https://www.rfc-editor.org/rfc/rfc9562#section-5.7">RFC 9562</a>), sorted
 * by time, so that rows written together lie together in the ledger's index.
 */
@Component
public class RequestIds {

    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000000000000000L;

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    RequestIds(Clock clock) {
        this.clock = clock;
    }

    /** A fresh id. */
    public String next() {
        long high = clock.millis() << 16 | VERSION_7 | random.nextInt(0x1000);
        long low = VARIANT | random.nextLong() >>> 2;
        return new UUID(high, low).toString();
    }
}
