package io.fareway.operations;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.springboot.CamelRequestHandlerMapping;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.DefaultConfigurationConfigurer;
import org.apache.camel.spi.CamelContextCustomizer;
import org.apache.camel.spi.Resource;
import org.apache.camel.spring.SpringCamelContext;
import org.apache.camel.spring.boot.CamelConfigurationProperties;
import org.apache.camel.spring.boot.SpringPropertiesParser;
import org.apache.camel.spring.spi.ApplicationContextBeanRepository;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Builds revisions: contexts configured by {@code camel.main.*} and {@code camel.component.*} as Camel on Spring Boot
 * would, but several beside each other.
 *
 * <p>Of the extension points that Camel looks for among the beans of the application, {@link CamelContextCustomizer}
 * and component customizers are called for each revision; single service beans such as a PropertiesComponent are not
 * shared, because the first context to stop would stop them for all.
 */
final class RouteRevisionFactory {

    private final ApplicationContext application;
    private final CamelConfigurationProperties configuration;
    private final PlatformHttpEngine httpEngine;
    private final RouteProperties properties;

    RouteRevisionFactory(
            ApplicationContext application,
            CamelConfigurationProperties configuration,
            PlatformHttpEngine httpEngine,
            RouteProperties properties) {
        this.application = application;
        this.configuration = configuration;
        this.httpEngine = httpEngine;
        this.properties = properties;
    }

    /**
     * Builds a revision that answers when called and has not begun any work by itself.
     *
     * @param visible whether Hawtio shows it; a dry run is not shown
     * @throws InvalidRoutesException when Camel cannot build or start a route; nothing is left behind
     */
    RouteRevision create(int number, List<RouteDocument> documents, RevisionContents contents, boolean visible) {
        RouteErrors errors = new RouteErrors(documents);
        SpringCamelContext context = new SpringCamelContext(application);
        try {
            configure(context, number, contents, visible);
            HandlerMapping http = httpMapping(context);
            PluginHelper.getRoutesLoader(context).loadRoutes(resources(documents));
            context.start();
            refuseForbidden(context, errors);
            RouteRevision revision = new RouteRevision(number, context, contents, http);
            revision.startEntries();
            return revision;
        } catch (InvalidRoutesException e) {
            context.stop();
            throw e;
        } catch (Exception | LinkageError e) { // a component whose library is missing is a fault of the edit, too
            context.stop();
            throw errors.explain(e);
        }
    }

    private void configure(SpringCamelContext context, int number, RevisionContents contents, boolean visible)
            throws Exception {
        context.getCamelContextExtension()
                .setRegistry(new DefaultRegistry(
                        new RevisionBeans(contents.beans(), new ApplicationContextBeanRepository(application))));
        context.build();
        PropertiesComponent placeholderSource = new PropertiesComponent();
        placeholderSource.setPropertiesParser(new SpringPropertiesParser(application.getEnvironment()));
        context.setPropertiesComponent(placeholderSource);
        DefaultConfigurationConfigurer.configure(context, configuration.getMain());
        context.getCamelContextExtension().setName("fareway-" + number);
        context.setAutoStartup(false);
        context.setStreamCaching(false);
        context.setStartupSummaryLevel(StartupSummaryLevel.Off);
        context.getShutdownStrategy().setTimeout(properties.shutdownTimeout().toSeconds());
        if (!visible) {
            context.disableJMX();
        }
        application
                .getBeanProvider(CamelContextCustomizer.class)
                .orderedStream()
                .forEach(customizer -> customizer.configure(context));
    }

    /** Each revision has a mapping of its own, so that swapping all paths is swapping one reference. */
    private HandlerMapping httpMapping(CamelContext context) {
        PlatformHttpComponent component = context.getComponent("platform-http", PlatformHttpComponent.class);
        CamelRequestHandlerMapping mapping = new CamelRequestHandlerMapping(component, httpEngine);
        mapping.setApplicationContext(application);
        mapping.afterPropertiesSet();
        return mapping;
    }

    private static List<Resource> resources(List<RouteDocument> documents) {
        return documents.stream()
                .map(RouteDocument::file)
                .map(file -> ResourceHelper.fromString("file:" + file.name(), file.text()))
                .toList();
    }

    /** A template's {@code {{placeholder}}} may stand for any address; here it is filled in. */
    private void refuseForbidden(CamelContext context, RouteErrors errors) {
        List<RouteProblem> problems = context.getEndpoints().stream()
                .map(Endpoint::getEndpointUri)
                .filter(uri -> !properties.allowedSchemes().contains(RoutePolicy.scheme(uri)))
                .map(uri -> errors.at(
                        uri,
                        RoutePolicy.refusal(RoutePolicy.scheme(uri), properties.allowedSchemes()) + " (" + uri + ")"))
                .toList();
        if (!problems.isEmpty()) {
            throw new InvalidRoutesException(problems);
        }
    }
}
