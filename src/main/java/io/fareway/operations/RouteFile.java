package io.fareway.operations;

/**
 * One route file as it was read; validation and loading see the same text.
 *
 * @param name as a person would type it, such as {@code routes/30-tiers.camel.yaml}
 * @param text the YAML
 */
record RouteFile(String name, String text) {}
