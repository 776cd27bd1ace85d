package io.fareway.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;

/** The components find each other, and the settings reach them. */
class ReportsWiringTest {

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(ReportProperties.class)
    @ComponentScan(
            excludeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern = {".*Test.*", "io\\.fareway\\.report\\.[a-z]+\\..*"}))
    static class ReportPackage {

        @Bean
        Clock clock() {
            return Clock.fixed(Instant.parse("2026-03-10T20:00:00Z"), ZoneOffset.UTC);
        }
    }

    @Test
    void properties_setZoneAndFolder(@TempDir Path folder) {
        context(folder)
                .withPropertyValues(
                        "fareway.reports.zone=Asia/Tokyo", "fareway.reports.folder=" + folder.resolve("out"))
                .run(context -> {
                    ReportFiles files =
                            context.getBean("reports", Reports.class).write();

                    assertThat(files.files())
                            .containsExactly(
                                    folder.resolve("out/2026-03-10.html"),
                                    folder.resolve("out/2026-03-10.csv"),
                                    folder.resolve("out/2026-03-10.json"));
                });
    }

    @Test
    void defaults_areUtcAndReports(@TempDir Path folder) {
        context(folder).run(context -> {
            ReportProperties properties = context.getBean(ReportProperties.class);

            assertThat(properties.zone().getId()).isEqualTo("UTC");
            assertThat(properties.folderPath()).isEqualTo(Path.of("reports"));
        });
    }

    private static ApplicationContextRunner context(Path folder) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class,
                        JdbcClientAutoConfiguration.class,
                        DataSourceTransactionManagerAutoConfiguration.class,
                        TransactionAutoConfiguration.class,
                        FlywayAutoConfiguration.class))
                .withUserConfiguration(ReportPackage.class)
                .withPropertyValues("spring.datasource.url=jdbc:sqlite:" + folder.resolve("ledger.db"));
    }
}
