package io.fareway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.RequestError;
import io.fareway.model.Settings;
import io.fareway.model.experiment.Experiment;
import io.fareway.report.ExperimentFigures;
import io.fareway.report.experiments.ComparisonJson;
import io.fareway.routing.experiments.ExperimentChange;
import io.fareway.routing.experiments.ExperimentChanges;
import io.fareway.routing.experiments.ExperimentState;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Answers {@code /admin/experiments}: what experiments show, and who stops and resumes a trial. */
@Component
public class ExperimentAdmin {

    private final Supplier<Settings> settings;
    private final ExperimentChanges changes;
    private final ExperimentFigures figures;
    private final ChatRequestReader reader;
    private final Clock clock;

    ExperimentAdmin(
            Supplier<Settings> settings,
            ExperimentChanges changes,
            ExperimentFigures figures,
            ChatRequestReader reader,
            Clock clock) {
        this.settings = settings;
        this.changes = changes;
        this.figures = figures;
        this.reader = reader;
        this.clock = clock;
    }

    /** Lists the experiments of the settings, with what they have shown since they began. */
    public void list(Exchange exchange) {
        Instant now = clock.instant();
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        settings.get().experiments().all().forEach(experiment -> {
            ObjectNode node = list.addObject();
            describe(experiment, now, node);
            ComparisonJson.write(figures.of(experiment.name(), experiment.from(), experiment.until()), node);
            ArrayNode said = node.putArray("changes");
            changes.of(experiment.name()).forEach(change -> said.add(asJson(change)));
        });
        JsonPages.write(exchange, list);
    }

    private void describe(Experiment experiment, Instant now, ObjectNode node) {
        node.put("name", experiment.name());
        node.put("description", experiment.description());
        node.put("state", ExperimentState.of(experiment, changes, now).label());
        node.put("tier", experiment.tier());
        node.put("share_percent", experiment.sharePercent());
        experiment.deployments().forEach(node.putArray("deployments")::add);
        node.put("split", experiment.split().label());
        node.put("from", experiment.from().toString());
        node.put("until", experiment.until().toString());
    }

    /**
     * Ends a trial.
     *
     * @throws RequestError 404 when there is no such experiment, 409 when it is stopped, 400 without reason or author
     */
    public void stop(Exchange exchange) {
        JsonNode asked = reader.readObject(JsonPages.body(exchange));
        JsonPages.write(
                exchange,
                asJson(changes.stop(
                        name(exchange),
                        asked.path("reason").asText(),
                        JsonPages.author(exchange, asked.path("author").asText()))));
    }

    /**
     * Lets a stopped trial go on.
     *
     * @throws RequestError 404 when there is no such experiment, 409 when it is not stopped, 400 without reason or author
     */
    public void resume(Exchange exchange) {
        JsonNode asked = reader.readObject(JsonPages.body(exchange));
        JsonPages.write(
                exchange,
                asJson(changes.resume(
                        name(exchange),
                        asked.path("reason").asText(),
                        JsonPages.author(exchange, asked.path("author").asText()))));
    }

    private static String name(Exchange exchange) {
        return exchange.getMessage().getHeader("name", "", String.class);
    }

    private static ObjectNode asJson(ExperimentChange change) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("experiment", change.experiment());
        node.put("change", change.stops() ? "stop" : "resume");
        node.put("reason", change.reason());
        node.put("author", change.author());
        node.put("at", change.at().toString());
        return node;
    }
}
