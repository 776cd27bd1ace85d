package io.fareway.report.experiments;

import io.fareway.report.statistics.Estimate;
import java.util.Optional;

/**
 * Both sides of an experiment.
 *
 * @param usdMorePerRequest by how much the trial is dearer a request, negative when it is cheaper, with the interval of
 *     Welch's t; empty when either side has fewer than two requests of known cost
 */
public record Comparison(
        String experiment, ArmFigures control, ArmFigures trial, Optional<Estimate> usdMorePerRequest) {}
