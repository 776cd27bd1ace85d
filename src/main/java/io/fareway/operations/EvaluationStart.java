package io.fareway.operations;

import io.fareway.evaluation.EvaluationGateway;
import io.fareway.model.Journey;
import io.fareway.model.Settings;
import org.apache.camel.Exchange;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Puts the routes in use for an evaluation: what is called runs, what begins work by itself does not. */
@Component
final class EvaluationStart implements EvaluationGateway, DisposableBean {

    private static final String CALL = "direct:call-apart";
    private static final String CANDIDATE_ROUTE = "candidateRoute";

    private final LiveRoutes routes;
    private final CurrentSettings settings;

    EvaluationStart(LiveRoutes routes, CurrentSettings settings) {
        this.routes = routes;
        this.settings = settings;
    }

    @Override
    public Settings start() {
        routes.deployWithoutTriggers();
        return settings.get();
    }

    @Override
    public void destroy() {
        routes.stop();
    }

    @Override
    public String call(Journey journey) {
        Exchange ended = routes.send(CALL, exchange -> {
            exchange.setProperty(Journey.PROPERTY, journey);
            exchange.setProperty(
                    CANDIDATE_ROUTE, journey.candidate().orElseThrow().routeName());
        });
        Exception thrown = ended.getException();
        return thrown == null ? "" : String.valueOf(thrown.getMessage());
    }
}
