package io.fareway.operations;

import io.fareway.batch.LineSender;
import io.fareway.batch.SettingsStart;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every package may ask for. */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SettingsFiles settingsFiles() {
        return new SettingsFiles();
    }

    @Bean
    SettingsStart settingsStart(RevisionSource source) {
        return () -> source.prepare().activate();
    }

    /** Batch lines take the way of every request, through the routes that are live when they are sent. */
    @Bean
    LineSender lineSender(LiveRoutes routes) {
        return prepare -> routes.send("direct:batch-line", prepare);
    }
}
