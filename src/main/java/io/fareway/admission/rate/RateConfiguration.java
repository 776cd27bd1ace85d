package io.fareway.admission.rate;

import com.zaxxer.hikari.HikariDataSource;
import io.github.bucket4j.TimeMeter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One gateway counts by itself; several that share a PostgreSQL database count there. */
@Configuration(proxyBeanMethods = false)
class RateConfiguration {

    @Bean
    RateBuckets rateBuckets(HikariDataSource database) {
        return database.getJdbcUrl().startsWith("jdbc:postgresql:")
                ? new SharedBuckets(database)
                : new LocalBuckets(TimeMeter.SYSTEM_NANOTIME);
    }
}
