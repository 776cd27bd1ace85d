package io.fareway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DemoPropertiesTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ValidationAutoConfiguration.class))
            .withBean(Clock.class, Clock::systemUTC)
            .withUserConfiguration(DemoConfiguration.class);

    @Test
    void file_isReadAndOtherPropertiesOutrankIt() {
        runner.withPropertyValues("demo.time-factor=0", "demo.providers.demo-swift.first-token-ms=7")
                .run(context -> {
                    DemoProperties properties = context.getBean(DemoProperties.class);

                    assertThat(properties.timeFactor()).isZero();
                    assertThat(properties.providers())
                            .containsOnlyKeys("demo-swift", "demo-thrifty", "demo-steady", "demo-genius");
                    assertThat(properties.providers().get("demo-swift"))
                            .extracting(DemoProperties.Profile::firstTokenMs)
                            .isEqualTo(7);
                });
    }

    @Test
    void speedOfZero_isRefused() {
        runner.withPropertyValues("demo.providers.demo-swift.tokens-per-second=0")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("providers[demo-swift].tokensPerSecond"));
    }

    @Test
    void misspeltSetting_isRefused() {
        runner.withPropertyValues("demo.time-facter=0")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("demo.time-facter"));
    }

    @Test
    void missingFile_isNamed() {
        runner.withPropertyValues("demo.file=file:config/nowhere.yaml")
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining("nowhere.yaml"));
    }
}
