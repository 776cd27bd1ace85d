package io.fareway.admission.rate;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Counts in PostgreSQL, table {@code rate_bucket}, for all gateways that share it; their clocks must agree. The table
 * holds one row a limit and size, so it needs no cleaning.
 */
final class SharedBuckets implements RateBuckets {

    private final ProxyManager<String> proxies;

    SharedBuckets(DataSource database) {
        this.proxies = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("rate_bucket")
                .build();
    }

    @Override
    public Bucket bucket(String name, long perMinute) {
        BucketConfiguration size = BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                .build();
        return proxies.builder().build(name + ":" + perMinute, () -> size);
    }
}
