package io.fareway.routes;

import org.springframework.context.annotation.Bean;

/** What the routes of every API need: where the stubs note their calls, and what answers a failure. */
abstract class AnsweringStubs {

    @Bean
    Events events() {
        return new Events();
    }

    @Bean
    ErrorsStub apiErrors(Events events) {
        return new ErrorsStub(events);
    }
}
