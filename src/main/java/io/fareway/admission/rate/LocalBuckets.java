package io.fareway.admission.rate;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts in this process. */
final class LocalBuckets implements RateBuckets {

    private final Map<Key, Bucket> buckets = new ConcurrentHashMap<>();
    private final TimeMeter time;

    LocalBuckets(TimeMeter time) {
        this.time = time;
    }

    private record Key(String name, long perMinute) {}

    @Override
    public Bucket bucket(String name, long perMinute) {
        return buckets.computeIfAbsent(new Key(name, perMinute), this::full);
    }

    private Bucket full(Key key) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(key.perMinute).refillGreedy(key.perMinute, Duration.ofMinutes(1)))
                .withCustomTimePrecision(time)
                .build();
    }
}
