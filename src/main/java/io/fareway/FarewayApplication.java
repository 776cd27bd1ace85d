package io.fareway;

import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpAutoConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the gateway. */
// HTTP paths belong to revisions of the routes: operations/PlatformHttpConfiguration
@SpringBootApplication(exclude = SpringBootPlatformHttpAutoConfiguration.class)
@ConfigurationPropertiesScan
public class FarewayApplication {

    /**
     * Starts the gateway and returns when it is up.
     *
     * @param args Spring Boot arguments, such as {@code --server.port=8090}
     */
    public static void main(String[] args) {
        SpringApplication.run(FarewayApplication.class, args);
    }
}
