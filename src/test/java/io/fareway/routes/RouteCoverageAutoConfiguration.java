package io.fareway.routes;

import org.apache.camel.spi.CamelContextCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Counts visits in every Camel context of the suite, those of route revisions too. An auto-configuration, because that
 * is what all test applications have in common and what no component scan finds.
 */
@AutoConfiguration
class RouteCoverageAutoConfiguration {

    @Bean
    CamelContextCustomizer nodeVisits() {
        NodeVisits visits = new NodeVisits();
        return context -> context.getCamelContextExtension().addInterceptStrategy(visits);
    }
}
