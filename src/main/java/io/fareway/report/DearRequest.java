package io.fareway.report;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * One of the requests that cost most.
 *
 * @param deployment that answered; empty for none
 * @param tokensIn prompt tokens of all attempts
 * @param tokensOut answer tokens of all attempts
 * @param costUsd all attempts
 * @param baselineUsd empty when unknown or not answered
 */
record DearRequest(
        String id,
        Instant receivedAt,
        String tier,
        String task,
        String deployment,
        int attempts,
        long tokensIn,
        long tokensOut,
        BigDecimal costUsd,
        Optional<BigDecimal> baselineUsd) {}
