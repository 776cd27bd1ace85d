package io.fareway.report.experiments;

import io.fareway.report.statistics.Estimate;
import java.util.Optional;

/**
 * How good the answers of one side were. Of a request that was sent a tier up, the answer before that counts.
 *
 * @param checked answers that were held against the checks of their tier
 * @param checkFailureRate the share of them that failed, with Wilson's interval; a judge's word included
 * @param judged answers that a judge gave a score
 * @param score its mean, 0 to 10, with the interval of Student's t
 */
public record ArmQuality(long checked, Optional<Estimate> checkFailureRate, long judged, Optional<Estimate> score) {}
