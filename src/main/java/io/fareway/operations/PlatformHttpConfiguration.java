package io.fareway.operations;

import java.util.concurrent.Executors;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpEngine;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Replaces {@code SpringBootPlatformHttpAutoConfiguration}, which serves the paths of one CamelContext only. */
@Configuration(proxyBeanMethods = false)
class PlatformHttpConfiguration {

    private static final int DEFAULT_PORT = 8080;

    /** The name under which Camel's component looks for it. */
    @Bean("platform-http-engine")
    PlatformHttpEngine platformHttpEngine(ServerProperties server) {
        int port = server.getPort() == null ? DEFAULT_PORT : server.getPort();
        return new SpringBootPlatformHttpEngine(port, Executors.newVirtualThreadPerTaskExecutor());
    }

    @Bean
    PlatformHttpEntry platformHttpEntry(RevisionSwitch live) throws NoSuchMethodException {
        return new PlatformHttpEntry(live);
    }
}
