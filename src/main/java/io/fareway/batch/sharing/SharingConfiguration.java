package io.fareway.batch.sharing;

import com.zaxxer.hikari.HikariDataSource;
import io.fareway.ledger.GatewayInstance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses how work is shared by what the database can do. */
@Configuration(proxyBeanMethods = false)
class SharingConfiguration {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Bean
    WorkClaims workClaims(
            @Value("${fareway.batch.inbox:inbox}") Path inbox, HikariDataSource dataSource, GatewayInstance instance) {
        if (dataSource.getJdbcUrl().startsWith("jdbc:sqlite:")) {
            return WorkClaims.ofOne(inbox);
        }
        return WorkClaims.ofMany(
                dataSource, instance.id(), instance.id() + "#" + UUID.randomUUID(), PATIENCE, System::nanoTime);
    }
}
