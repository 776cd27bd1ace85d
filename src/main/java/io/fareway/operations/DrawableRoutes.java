package io.fareway.operations;

import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.CamelContextCustomizer;
import org.springframework.stereotype.Component;

/**
 * Keeps error handlers out of what the routes tell about themselves. Hawtio 5.2 draws an edge from nowhere to whatever
 * stands before {@code from}, and after one such route it draws no diagram at all. The handlers themselves stay.
 */
@Component
final class DrawableRoutes implements CamelContextCustomizer {

    @Override
    public void configure(CamelContext context) {
        context.getCamelContextExtension()
                .getContextPlugin(Model.class)
                .addModelLifecycleStrategy(new ModelLifecycleStrategySupport() {
                    @Override
                    public void onAddRouteDefinition(RouteDefinition route) {
                        forgetDeclaration(route);
                    }
                });
    }

    private static void forgetDeclaration(RouteDefinition route) {
        if (route.getErrorHandler() != null) {
            route.setErrorHandlerFactory(route.getErrorHandler().getErrorHandlerType());
            route.setErrorHandler(null);
        }
    }
}
