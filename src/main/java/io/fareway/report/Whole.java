package io.fareway.report;

/**
 * What shares are parts of.
 *
 * @param requests all of them
 * @param costPico what they cost, as far as prices are known, in pico-dollars
 */
record Whole(long requests, long costPico) {}
