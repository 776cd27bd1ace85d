package bench.chaos;

/**
 * A line of the providers' log: one call as the provider saw it.
 *
 * @param provider its name
 * @param request number of the question
 * @param fault what became of it
 */
record ProviderCall(String provider, int request, Fault fault) {}
