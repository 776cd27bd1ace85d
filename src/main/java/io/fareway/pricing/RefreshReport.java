package io.fareway.pricing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one refresh of the price table found.
 *
 * @param at when
 * @param feed where the feed was read; empty when none is configured
 * @param problem why nothing of the feed was used; empty when it was
 * @param compared how many deployments were compared with the feed
 * @param changes differences, taken and quarantined, by deployment
 * @param rules rates under conditions that are others than those in force, taken and held, by deployment
 */
public record RefreshReport(
        Instant at,
        String feed,
        Optional<String> problem,
        int compared,
        List<PriceChange> changes,
        List<RuleChange> rules) {

    public RefreshReport {
        changes = List.copyOf(changes);
        rules = List.copyOf(rules);
    }

    /**
     * Rates under conditions, such as those of batches, that the feed gives otherwise.
     *
     * @param taken whether they are in force from now on, or those before stay until a person decides
     * @param reason why, for people
     */
    public record RuleChange(String deployment, boolean taken, String reason) {}

    static RefreshReport nothingToDo(Instant at) {
        return new RefreshReport(at, "", Optional.empty(), 0, List.of(), List.of());
    }

    static RefreshReport broken(Instant at, String feed, String problem) {
        return new RefreshReport(at, feed, Optional.of(problem), 0, List.of(), List.of());
    }

    /** Differences whose new figures are in force. */
    public List<PriceChange> taken() {
        return changes.stream().filter(PriceChange::isTaken).toList();
    }

    /** Differences that wait for a person. */
    public List<PriceChange> quarantined() {
        return changes.stream().filter(change -> !change.isTaken()).toList();
    }

    /** The report in one line. */
    public String summary() {
        if (feed.isEmpty()) {
            return "no price feed is configured";
        }
        return problem.map(why -> "nothing was taken from price feed " + feed + ": " + why)
                .orElseGet(() -> "price feed " + feed + ": " + compared + " deployments compared, " + taken().size()
                        + " prices taken, " + quarantined().size() + " quarantined");
    }
}
