package io.fareway.model;

import java.util.OptionalInt;

/**
 * What the classifier makes of a task.
 *
 * @param tier where it belongs
 * @param score sum of the points of all rules that apply
 * @param margin by how many points the score misses the next tier up; empty in the highest one
 * @param unsure whether that was so little that the upper tier takes it
 * @param reason the points, for people
 */
public record Classification(String tier, int score, OptionalInt margin, boolean unsure, String reason) {}
