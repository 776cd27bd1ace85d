package io.fareway.operations;

import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpEngine;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Replaces {@code SpringBootPlatformHttpAutoConfiguration}, which serves the paths of one CamelContext only. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ServerProperties.class) // a command has none from a web server
class PlatformHttpConfiguration {

    private static final int DEFAULT_PORT = 8080;

    /**
     * Named as Camel's component looks for it. Routes run on the thread of the request, which is a virtual one already.
     */
    @Bean("platform-http-engine")
    PlatformHttpEngine platformHttpEngine(ServerProperties server) {
        int port = server.getPort() == null ? DEFAULT_PORT : server.getPort();
        return new SpringBootPlatformHttpEngine(port, Runnable::run);
    }

    @Bean
    PlatformHttpEntry platformHttpEntry(RevisionSwitch live) {
        return new PlatformHttpEntry(live);
    }
}
