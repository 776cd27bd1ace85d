package io.fareway.model.price;

import java.time.LocalDate;

/**
 * Who said so, and when.
 *
 * @param source where the figure was read
 * @param date the day on which the source said so
 */
public record Provenance(String source, LocalDate date) {}
