package io.fareway.routes;

import java.util.List;
import org.apache.camel.builder.RouteBuilder;

/** Stands in for the routes of other files: each {@code direct:NAME} leads to {@code mock:NAME}. */
final class Neighbours extends RouteBuilder {

    private final List<String> names;

    Neighbours(String... names) {
        this.names = List.of(names);
    }

    @Override
    public void configure() {
        for (String name : names) {
            from("direct:" + name).errorHandler(noErrorHandler()).to("mock:" + name);
        }
    }
}
