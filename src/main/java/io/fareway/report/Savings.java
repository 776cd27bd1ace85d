package io.fareway.report;

import io.fareway.model.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/**
 * The saving of a group, split into causes that sum to it.
 *
 * @param notSplit of answers whose saving was not split, because a price in question was unknown or they were booked by a
 *     version that did not split
 * @param failedAttempts what attempts without an answer cost, negative
 */
record Savings(SavingSums parts, long notSplit, long failedAttempts) {

    /** One cause: its name in CSV and JSON, and for people. */
    record Part(String label, String title, Function<Savings, Long> pico) {

        BigDecimal usd(Savings savings) {
            return Money.fromPico(pico.apply(savings));
        }
    }

    /** All causes, in the order in which they are told. */
    static final List<Part> PARTS = List.of(
            new Part("saved_routing_usd", "Routing", savings -> savings.parts().routing()),
            new Part("saved_cache_usd", "Providers' caches", savings -> savings.parts()
                    .cache()),
            new Part("saved_batch_usd", "Batch and other service tiers", savings -> savings.parts()
                    .batch()),
            new Part("saved_off_peak_usd", "Off-peak hours", savings -> savings.parts()
                    .offPeak()),
            new Part(
                    "saved_failover_usd", "Failover", savings -> savings.parts().failover()),
            new Part("saved_failed_attempts_usd", "Failed attempts", Savings::failedAttempts),
            new Part("saved_not_split_usd", "Not split", Savings::notSplit));

    /** The split of sums over the same requests and attempts. */
    static Savings of(RequestSums requests, SavingSums parts, AttemptSums attempts) {
        long answers = Math.subtractExact(requests.baselinePico(), attempts.answeringCostPico());
        return new Savings(
                parts,
                Math.subtractExact(answers, parts.total()),
                Math.subtractExact(attempts.answeringCostPico(), attempts.comparedCostPico()));
    }
}
