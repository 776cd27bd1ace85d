package io.fareway.operations;

import jakarta.servlet.Filter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpAutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.handler.HandlerMappingIntrospector;

/** A small application with route revisions over a folder of its own, on a random port. */
final class RevisionGateway implements AutoCloseable {

    private final Path folder;
    private final ConfigurableApplicationContext application;
    private final HttpClient client = HttpClient.newHttpClient();

    private RevisionGateway(Path folder, FakeSource source, String... properties) {
        this.folder = folder;
        this.application = new SpringApplicationBuilder(App.class)
                .initializers(context -> context.getBeanFactory().registerSingleton("revisionSource", source))
                .run(arguments(folder, properties));
    }

    /** Arguments, because {@code config/application.yaml} outranks everything weaker. */
    private static String[] arguments(Path folder, String... properties) {
        Map<String, String> arguments = new LinkedHashMap<>();
        Stream.concat(
                        Stream.of(
                                "--server.port=0",
                                "--spring.jmx.enabled=true",
                                "--management.endpoint.health.show-details=always",
                                "--management.endpoint.health.probes.enabled=true",
                                "--management.endpoint.health.group.readiness.include=readinessState,routes",
                                "--fareway.reload.enabled=false",
                                "--fareway.reload.interval=50ms",
                                "--fareway.routes.folder=" + folder.resolve("routes"),
                                "--fareway.reload.folders=" + folder.resolve("config")),
                        Stream.of(properties))
                .forEach(argument -> arguments.put(argument.substring(0, argument.indexOf('=')), argument));
        return arguments.values().toArray(String[]::new);
    }

    /** Writes one route file and starts the application with it. */
    static RevisionGateway start(Path folder, FakeSource source, String firstFile, String... properties)
            throws IOException {
        Files.createDirectories(folder.resolve("routes"));
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(folder.resolve("routes/10-first.camel.yaml"), firstFile);
        return new RevisionGateway(folder, source, properties);
    }

    LiveRoutes routes() {
        return application.getBean(LiveRoutes.class);
    }

    /** Replaces the first route file; the next deploy takes it. */
    void edit(String text) throws IOException {
        write("10-first.camel.yaml", text);
    }

    void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve("routes").resolve(file), text);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path), HttpResponse.BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> getLater(String path) {
        return client.sendAsync(request(path), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path) {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .build();
    }

    boolean isStopping() {
        return application.isClosed();
    }

    /** Stops the application as a signal to the process would. */
    void stopApplication() {
        application.close();
    }

    @Override
    public void close() {
        client.close();
        application.close();
    }

    /** A route that answers GET on a path with a text. */
    static String answering(String id, String path, String text) {
        return """
                - route:
                    id: %s
                    description: Answers with a text
                    from:
                      uri: platform-http:%s
                      parameters:
                        httpMethodRestrict: GET
                      steps:
                        - setBody:
                            id: %s-body
                            constant: "%s"
                """
                .formatted(id, path, id, text);
    }

    @EnableAutoConfiguration(
            exclude = SpringBootPlatformHttpAutoConfiguration.class,
            excludeName = {
                "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
                "org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration",
                "org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration",
                "org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration"
            })
    @Import(RevisionConfiguration.class)
    static class App {

        /** A bean that every revision sees. */
        @Bean
        Supplier<String> sharedGreeting() {
            return () -> "shared";
        }

        /** Spring Security asks like this who serves a request, before it is served. */
        @Bean
        FilterRegistrationBean<Filter> asksWhoServes(HandlerMappingIntrospector introspector) {
            return new FilterRegistrationBean<>(introspector.createCacheFilter());
        }
    }

    /** Settings whose beans a test chooses, and which count what becomes of them. */
    static final class FakeSource implements RevisionSource {

        final Map<String, Object> beans = new HashMap<>();
        final AtomicInteger prepared = new AtomicInteger();
        final AtomicInteger activated = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();
        boolean demo;

        @Override
        public RevisionContents prepare() {
            prepared.incrementAndGet();
            Map<String, Object> now = Map.copyOf(beans);
            boolean demoNow = demo;
            return new RevisionContents() {
                @Override
                public Map<String, Object> beans() {
                    return now;
                }

                @Override
                public boolean demo() {
                    return demoNow;
                }

                @Override
                public void activate() {
                    activated.incrementAndGet();
                }

                @Override
                public void close() {
                    closed.incrementAndGet();
                }
            };
        }
    }
}
