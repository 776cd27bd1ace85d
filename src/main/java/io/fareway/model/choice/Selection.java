package io.fareway.model.choice;

import java.util.List;
import java.util.OptionalLong;

/**
 * Who may answer a request, in which order, and why the others may not. Kept with the request.
 *
 * @param profile the profile in force; empty for none
 * @param policy what ordered the candidates
 * @param policyReason who asked for that policy, for example {@code tier simple}
 * @param kept in the order in which they are tried
 * @param dropped in the order of the configuration
 */
public record Selection(String profile, Policy policy, String policyReason, List<Kept> kept, List<Dropped> dropped) {

    /** Before the choice. */
    public static final Selection NONE = new Selection("", Policy.FIXED, "", List.of(), List.of());

    public Selection {
        kept = List.copyOf(kept);
        dropped = List.copyOf(dropped);
    }

    /**
     * A candidate.
     *
     * @param deployment its name
     * @param expectedPicoUsd what an answer is expected to cost, retries included; empty when its price is unknown
     * @param expectedMillis until the first token of a stream, until the end of a plain answer
     * @param note why it stands so far back, for example {@code out of service}; empty for no reason
     */
    public record Kept(String deployment, OptionalLong expectedPicoUsd, long expectedMillis, String note) {}

    /**
     * A deployment that may not answer.
     *
     * @param deployment its name
     * @param rule the first rule that dropped it, for example {@code region}
     * @param reason what it lacks, for people
     */
    public record Dropped(String deployment, String rule, String reason) {}
}
