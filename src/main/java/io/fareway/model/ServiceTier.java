package io.fareway.model;

import java.util.Locale;
import java.util.Optional;

/** How urgently a provider handles a call; most have a price for each. */
public enum ServiceTier {
    /** The ordinary way. */
    STANDARD,
    /** Handed in as a job that is answered within hours. */
    BATCH,
    /** At once but with lower priority, slower or refused when the provider is busy. */
    FLEX,
    /** Ahead of others. */
    PRIORITY;

    /** The tier as configuration files and the ledger write it, for example {@code batch}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The tier by the word of a provider or of a configuration file. OpenAI says {@code default}, Anthropic
     * {@code standard}, Google {@code ON_DEMAND}; what {@code auto} became is told by the answer.
     *
     * @return empty for a word that names no price of its own, {@code auto} and {@code scale} for example
     */
    public static Optional<ServiceTier> named(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "standard", "default", "on_demand" -> Optional.of(STANDARD);
            case "batch" -> Optional.of(BATCH);
            case "flex", "on_demand_flex" -> Optional.of(FLEX);
            case "priority", "on_demand_priority" -> Optional.of(PRIORITY);
            default -> Optional.empty();
        };
    }
}
