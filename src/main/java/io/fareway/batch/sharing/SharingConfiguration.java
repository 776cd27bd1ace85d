package io.fareway.batch.sharing;

import io.fareway.ledger.GatewayInstance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses how work is shared by what the database can do. */
@Configuration(proxyBeanMethods = false)
class SharingConfiguration {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Bean
    WorkClaims workClaims(
            @Value("${fareway.database.url}") String database,
            @Value("${fareway.batch.inbox}") Path inbox,
            DataSource dataSource,
            GatewayInstance instance) {
        if (database.startsWith("jdbc:sqlite:")) {
            return WorkClaims.ofOne(inbox);
        }
        return WorkClaims.ofMany(
                dataSource, instance.id(), instance.id() + "#" + UUID.randomUUID(), PATIENCE, System::nanoTime);
    }
}
