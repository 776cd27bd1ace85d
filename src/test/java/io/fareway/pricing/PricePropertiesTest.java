package io.fareway.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class PricePropertiesTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Bound.class);

    @Test
    void properties_haveDefaults() {
        application.run(context -> {
            PriceProperties properties = context.getBean(PriceProperties.class);

            assertThat(properties.feed()).isEmpty();
            assertThat(properties.staleAfterDays()).isEqualTo(45);
            assertThat(properties.maxFactor()).isEqualByComparingTo("3");
            assertThat(properties.reports()).hasToString("reports");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"fareway.prices.stale-after-days=0", "fareway.prices.max-factor=1"})
    void properties_refuseUselessValues(String property) {
        application.withPropertyValues(property).run(context -> assertThat(context.getStartupFailure())
                .rootCause()
                .hasMessageContaining("fareway.prices"));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(PriceProperties.class)
    static class Bound {}
}
