package io.fareway.demo;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
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
class DemoConfiguration {}
