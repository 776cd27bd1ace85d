package io.fareway.routes;

import org.apache.camel.CamelContext;

/** Lets tests that build a Camel context by hand take part in the route coverage. */
public final class RouteVisits {

    private RouteVisits() {}

    /** Counts the visits of this context's route nodes; to be called before its routes are added. */
    public static void count(CamelContext context) {
        context.getCamelContextExtension().addInterceptStrategy(new NodeVisits());
    }
}
