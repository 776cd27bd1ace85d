package io.fareway.model.check;

/**
 * What is wrong with an answer.
 *
 * @param name the check that failed, and for a JSON schema the place, for example {@code json-schema at $.age}; never words
 *     of the answer, so that it may be kept
 * @param text in a few words, for whoever may read the answer
 */
public record Objection(String name, String text) {}
