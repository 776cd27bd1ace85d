package io.fareway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Settings;
import io.fareway.model.experiment.Shadow;
import io.fareway.report.ExperimentFigures;
import io.fareway.report.experiments.ShadowJson;
import io.fareway.routing.experiments.ShadowPlaces;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Answers {@code /admin/shadows}: what shadows have shown. */
@Component
public class ShadowAdmin {

    private final Supplier<Settings> settings;
    private final ExperimentFigures figures;
    private final ShadowPlaces places;
    private final Clock clock;

    ShadowAdmin(Supplier<Settings> settings, ExperimentFigures figures, ShadowPlaces places, Clock clock) {
        this.settings = settings;
        this.figures = figures;
        this.places = places;
        this.clock = clock;
    }

    /** Lists the shadows of the settings, with what they have shown since they began. */
    public void list(Exchange exchange) {
        Instant now = clock.instant();
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        settings.get().experiments().shadows().forEach(shadow -> {
            ObjectNode node = list.addObject();
            describe(shadow, now, node);
            figures.ofShadow(shadow.name(), shadow.from(), now.plusMillis(1))
                    .ifPresent(shown -> ShadowJson.write(shown, node));
        });
        JsonPages.write(exchange, list);
    }

    private void describe(Shadow shadow, Instant now, ObjectNode node) {
        node.put("name", shadow.name());
        node.put("description", shadow.description());
        node.put("on", shadow.isOn(now));
        node.put("tier", shadow.tier());
        node.put("share_percent", shadow.sharePercent());
        node.put("deployment", shadow.deployment().orElse("inactive"));
        node.put("from", shadow.from().toString());
        node.put("until", shadow.until().toString());
        node.put("dropped", places.droppedOf(shadow.name()));
        node.put("withheld", places.withheldOf(shadow.name()));
    }
}
