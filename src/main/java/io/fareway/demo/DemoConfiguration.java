package io.fareway.demo;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

/** Reads {@code config/demo.yaml} and wires the simulated providers; any other property source outranks the file. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@EnableConfigurationProperties(DemoProperties.class)
@PropertySource(
        name = "demo providers",
        value = "${demo.file:file:config/demo.yaml}",
        factory = YamlPropertySourceFactory.class)
class DemoConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> simulatedResetValve() {
        return factory -> factory.addEngineValves(new ConnectionResetValve());
    }
}
