package io.fareway.admission.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** Gateways that share a PostgreSQL database share the limits of their callers. */
class SharedBucketsTest {

    @Test
    void bucket_isSharedByGatewaysAndToldApartByNameAndSize() throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            DataSource database = postgres.getPostgresDatabase();
            Flyway.configure().dataSource(database).load().migrate();
            RateBuckets one = new SharedBuckets(database);
            RateBuckets other = new SharedBuckets(database);

            boolean first = one.bucket("caller ann tokens", 100).tryConsume(80);
            boolean second = other.bucket("caller ann tokens", 100).tryConsume(80);
            one.bucket("caller ann tokens", 100).addTokens(70);

            assertThat(first).isTrue();
            assertThat(second).isFalse();
            assertThat(other.bucket("caller ann tokens", 100).tryConsume(80)).isTrue();
            assertThat(other.bucket("caller bob tokens", 100).tryConsume(80)).isTrue();
            assertThat(other.bucket("caller ann tokens", 200).tryConsume(180)).isTrue();
        }
    }
}
