package io.fareway.routing;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Splits requests into shares, always in the same way: what falls into a share now does so after a restart too. */
public final class RequestShare {

    private static final int STEPS = 10_000;

    private RequestShare() {}

    /**
     * Where a key falls, in percent from 0 up to but not including 100, in steps of a hundredth.
     *
     * @param purpose different purposes split the same keys in different ways
     * @param key what is told apart: a request, a session, a caller
     */
    public static double of(String purpose, String key) {
        CRC32 checksum = new CRC32();
        checksum.update((purpose + '\n' + key).getBytes(StandardCharsets.UTF_8));
        return checksum.getValue() % STEPS * 100.0 / STEPS;
    }
}
