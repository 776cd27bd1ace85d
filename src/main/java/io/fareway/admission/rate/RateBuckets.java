package io.fareway.admission.rate;

import io.github.bucket4j.Bucket;

/** Where the counting is done: in this process, or in a database that several gateways share. */
interface RateBuckets {

    /**
     * The bucket of a limit. It holds what may be asked for at once and refills evenly.
     *
     * @param name whose limit, and of what; the same name and size mean the same bucket
     * @param perMinute its size, and how much flows in within a minute
     */
    Bucket bucket(String name, long perMinute);
}
