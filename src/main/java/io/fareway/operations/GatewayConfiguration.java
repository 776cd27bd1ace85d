package io.fareway.operations;

import io.fareway.batch.LineSender;
import io.fareway.batch.SettingsStart;
import io.fareway.command.SettingsReading;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

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

    @Bean
    SettingsReading settingsReading(
            SettingsFiles files, SettingsProperties properties, Environment environment, GatewayPort port) {
        return instead -> files.load(properties.folder(), instead, environment, port.getAsInt());
    }

    /** Batch lines take the way of every request, through the routes that are live when they are sent. */
    @Bean
    LineSender lineSender(LiveRoutes routes) {
        return prepare -> routes.send("direct:batch-line", prepare);
    }
}
