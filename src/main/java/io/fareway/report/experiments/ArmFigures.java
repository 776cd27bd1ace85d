package io.fareway.report.experiments;

import io.fareway.report.statistics.Estimate;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * One side of an experiment. A request counts on the side it was drawn to, also when a failover answered it.
 *
 * @param requests all of them, refused and cancelled ones included
 * @param failureRate failed requests by failed and answered ones, with Wilson's interval
 * @param unpriced requests whose cost is not known; they are in no cost
 * @param totalUsd what the others cost
 * @param usdPerRequest the mean of the others, all their attempts, with the interval of Student's t
 * @param latencyP50 ms from receipt to the end of an answer; this and the others with intervals by order statistics
 * @param firstTokenP50 ms from receipt to the first byte of a streamed answer
 * @param quality how good its answers were
 */
public record ArmFigures(
        long requests,
        long answered,
        long failed,
        Optional<Estimate> failureRate,
        long unpriced,
        BigDecimal totalUsd,
        Optional<Estimate> usdPerRequest,
        Optional<Estimate> latencyP50,
        Optional<Estimate> latencyP95,
        Optional<Estimate> firstTokenP50,
        Optional<Estimate> firstTokenP95,
        ArmQuality quality) {}
