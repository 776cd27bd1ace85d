package io.fareway.routing.experiments;

import io.fareway.model.NearestName;
import io.fareway.model.RequestError;
import io.fareway.model.Settings;
import io.fareway.model.experiment.Experiment;
import io.fareway.routing.SharedCopy;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Which trials are stopped. That stands in the database, so that it survives a restart and holds in every gateway that
 * shares it: at once in the one that was asked, within two seconds in the others.
 */
@Component
public class ExperimentChanges {

    private static final Logger LOG = LoggerFactory.getLogger(ExperimentChanges.class);

    private final ExperimentStore store;
    private final Supplier<Settings> settings;
    private final Clock clock;
    private final SharedCopy<ExperimentChange> latestFirst;

    ExperimentChanges(ExperimentStore store, Supplier<Settings> settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.latestFirst = new SharedCopy<>("stops of experiments", now -> store.all(), clock);
    }

    /** Whether the last word on an experiment was to stop it. */
    boolean isStopped(String experiment) {
        return of(experiment).stream()
                .findFirst()
                .filter(ExperimentChange::stops)
                .isPresent();
    }

    /** What was said about an experiment, the latest first. */
    public List<ExperimentChange> of(String experiment) {
        return latestFirst.entries().stream()
                .filter(change -> change.experiment().equals(experiment))
                .toList();
    }

    /** When an experiment was last resumed; empty when it never was. */
    Optional<Instant> resumedAt(String experiment) {
        return of(experiment).stream()
                .filter(change -> !change.stops())
                .map(ExperimentChange::at)
                .findFirst();
    }

    /**
     * Ends a trial from the next request on.
     *
     * @throws RequestError 404 when there is no such experiment, 409 when it is stopped, 400 without reason or author
     */
    public ExperimentChange stop(String experiment, String reason, String author) {
        return change(experiment, true, reason, author);
    }

    /**
     * Lets a stopped trial go on. Its guard then looks at later requests only.
     *
     * @throws RequestError 404 when there is no such experiment, 409 when it is not stopped, 400 without reason or author
     */
    public ExperimentChange resume(String experiment, String reason, String author) {
        return change(experiment, false, reason, author);
    }

    private ExperimentChange change(String experiment, boolean stops, String reason, String author) {
        present("reason", reason, "Say why, for those who find it so.");
        present("author", author, "Say who is responsible for it.");
        requireKnown(experiment);
        if (isStopped(experiment) == stops) {
            throw RequestError.http(
                    409,
                    "conflict",
                    "The experiment '" + experiment + "' is " + (stops ? "stopped already." : "not stopped."));
        }
        ExperimentChange change = new ExperimentChange(
                UUID.randomUUID().toString(), experiment, stops, reason.strip(), author.strip(), clock.instant());
        store.add(change);
        LOG.warn(
                "Experiment {} {} by {}: {}",
                experiment,
                stops ? "stopped" : "resumed",
                change.author(),
                change.reason());
        latestFirst.refresh();
        return change;
    }

    private void requireKnown(String experiment) {
        List<String> names = settings.get().experiments().all().stream()
                .map(Experiment::name)
                .toList();
        if (!names.contains(experiment)) {
            throw RequestError.notFound("There is no experiment '" + experiment + "'"
                    + NearestName.hint(experiment, names) + ". GET /admin/experiments lists them.");
        }
    }

    private static void present(String field, String text, String advice) {
        if (text.isBlank()) {
            throw RequestError.invalid(field, "'" + field + "' is missing. " + advice);
        }
    }
}
