package io.fareway.batch;

/** How a line got its result. */
enum Way {
    /** By a call of its own, as any request. */
    LIVE,
    /** The same, in an hour in which it costs less than when its job came. */
    OFF_PEAK,
    /** Inside a batch of a provider's batch API. */
    PROVIDER_BATCH,
    /** It was never sent: the line is bad, or its job was cancelled. */
    NONE
}
