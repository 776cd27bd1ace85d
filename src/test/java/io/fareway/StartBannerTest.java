package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** The banner of a running gateway appears when it takes requests. */
@ExtendWith(OutputCaptureExtension.class)
class StartBannerTest extends GatewayTest {

    @Autowired
    private ApplicationContext application;

    @LocalServerPort
    private int port;

    @Test
    void banner_tellsTheRealPortAndActiveProvidersOnceReady(CapturedOutput output) {
        AvailabilityChangeEvent.publish(application, ReadinessState.ACCEPTING_TRAFFIC);

        assertThat(output).contains("is ready", "http://localhost:" + port + "/v1", "one (", "two (", "three (");
        assertThat(output).doesNotContain("sk-secret-of-one");
    }
}
