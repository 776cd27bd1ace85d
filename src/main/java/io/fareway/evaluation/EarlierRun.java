package io.fareway.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What the last run of the same prompts gave, as its JSON report says.
 *
 * @param at when it began
 */
record EarlierRun(String at, JsonNode report) {

    /**
     * How a figure has changed since: now less then.
     *
     * @param figure for example {@code passed}
     * @return empty when the deployment took no part then, or either has no such figure
     */
    Optional<BigDecimal> change(String deployment, String figure, Optional<BigDecimal> now) {
        for (JsonNode entry : report.path("deployments")) {
            JsonNode value = entry.path(figure).path("value");
            if (entry.path("deployment").asText().equals(deployment) && !value.isMissingNode()) {
                return now.map(known -> known.subtract(new BigDecimal(value.asText())));
            }
        }
        return Optional.empty();
    }
}
