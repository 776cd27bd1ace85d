package io.fareway.operations;

import org.apache.camel.CamelContext;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.spring.boot.CamelConfigurationProperties;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;

/** Wires the revisions of the routes; needs a {@link RevisionSource}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RouteProperties.class, FolderWatchProperties.class})
@Import(PlatformHttpConfiguration.class)
class RevisionConfiguration {

    @Bean
    RevisionSwitch revisionSwitch() {
        return new RevisionSwitch();
    }

    @Bean
    LiveRoutes liveRoutes(
            ApplicationContext application,
            CamelConfigurationProperties camel,
            PlatformHttpEngine httpEngine,
            RouteProperties routes,
            RevisionSource source,
            RevisionSwitch live) {
        RevisionStaging staging = new RevisionStaging(
                source,
                new RouteFolder(routes.folder()),
                new RouteValidator(routes.allowedSchemes()),
                new RouteRevisionFactory(application, camel, httpEngine, routes));
        return new LiveRoutes(staging, live, new RevisionDrain(live, routes.drainTimeout()));
    }

    @Bean
    FolderWatch folderWatch(RouteProperties routes, FolderWatchProperties watch, LiveRoutes liveRoutes) {
        return new FolderWatch(routes.folder(), watch, liveRoutes);
    }

    @Bean
    @Profile("!" + CommandLauncher.PROFILE)
    RevisionLifecycle revisionLifecycle(LiveRoutes liveRoutes, FolderWatch watch) {
        return new RevisionLifecycle(liveRoutes, watch);
    }

    @Bean
    RouteHealthIndicator routesHealthIndicator(LiveRoutes liveRoutes) {
        return new RouteHealthIndicator(liveRoutes);
    }

    @Bean
    RouteManagement routeManagement(LiveRoutes liveRoutes) {
        return new RouteManagement(liveRoutes);
    }

    /** The context that Camel's starters configure only lends its settings: no routes, and nothing of it in Hawtio. */
    @Bean
    CamelContextConfiguration emptyHostContext(CamelConfigurationProperties camel) {
        camel.getMain().setRoutesCollectorEnabled(false);
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext host) {
                host.disableJMX();
                host.setStartupSummaryLevel(StartupSummaryLevel.Off);
            }

            @Override
            public void afterApplicationStart(CamelContext host) {}
        };
    }
}
