package io.fareway.routing.whatif;

import io.fareway.model.choice.Policy;
import java.util.ArrayList;
import java.util.List;

/**
 * A period as it was and as it would have been.
 *
 * @param volumesMattered whether a price depends on what was used before in the month
 */
record WhatIf(Question question, Side booked, Side otherwise, Coverage coverage, boolean volumesMattered) {

    /** What the figures rest on, in sentences. */
    List<String> assumptions() {
        List<String> lines = new ArrayList<>();
        lines.add("Requests whose first choice stays the same stand as booked, with their failures and latencies"
                + (question.repriced() ? ", at the other prices." : "."));
        if (coverage.replayed() > 0) {
            lines.add("Replayed requests: success, latency and the cost of failed calls are those that each deployment"
                    + " showed in the period; every deployment of the plan is asked once, in order.");
            lines.add(
                    "Prompt tokens are as booked, divided between cache and fresh as each deployment's cache did in the"
                            + " period; answers as long as booked, times what the models' mean lengths in the tier say.");
            lines.add("Limits that dropped a deployment drop it still; a deployment that is new to a tier is taken to"
                    + " satisfy them. Tiers and tasks are as booked, batches of providers stand.");
        }
        if (question.replays(Policy.WEIGHTED)) {
            lines.add(
                    "Weighted: each request draws its order by its id, in every run alike; with few requests the shares"
                            + " are met only roughly.");
        }
        if (question.replays(Policy.LEAST_BUSY)) {
            lines.add(
                    "Least busy: calls under way are those of this comparison, of all gateways together; replayed ones"
                            + " last as long as the deployment's answers did in the mean. Batches and shadows do not count.");
        }
        if (coverage.bookedLengths() > 0) {
            lines.add(coverage.bookedLengths() + " answers keep their booked length: too few answers of both models.");
        }
        if (coverage.meanTokens() > 0) {
            lines.add(
                    coverage.meanTokens() + " failed requests booked no answer: the mean tokens of their tier count.");
        }
        if (coverage.nobody() > 0) {
            lines.add(coverage.nobody() + " requests nobody could have answered: they count as failed.");
        }
        if (!coverage.unmeasured().isEmpty()) {
            lines.add("Not called in the period, so usual figures are assumed (98 % success, 50 tokens/s): "
                    + String.join(", ", coverage.unmeasured()) + ".");
        }
        if (volumesMattered) {
            lines.add("Volume steps and quotas are counted from the beginning of the period: begin it with a month.");
        }
        lines.add("Monthly fees are in neither bill.");
        return lines;
    }
}
