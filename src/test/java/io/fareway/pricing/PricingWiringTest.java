package io.fareway.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;

class PricingWiringTest {

    @Test
    void application_opensThePriceBookAfterTheMigration(@TempDir Path folder) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class,
                        JdbcClientAutoConfiguration.class,
                        FlywayAutoConfiguration.class))
                .withUserConfiguration(Application.class)
                .withPropertyValues("spring.datasource.url=jdbc:sqlite:" + folder.resolve("fareway.db"))
                .run(context -> {
                    RefreshReport report =
                            context.getBean("priceRefresh", PriceRefresh.class).refresh();

                    assertThat(report.summary()).isEqualTo("no price feed is configured");
                    assertThat(context).hasSingleBean(CostCalculator.class).hasSingleBean(PriceBook.class);
                });
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({PriceProperties.class, FeedProperties.class})
    @ComponentScan(
            basePackageClasses = PriceBook.class,
            excludeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern = {".*Test.*", "io\\.fareway\\.pricing\\.audit\\..*"}))
    static class Application {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        Supplier<Settings> settings() {
            return () -> {
                throw new IllegalStateException("without a feed nobody asks for the settings");
            };
        }
    }
}
