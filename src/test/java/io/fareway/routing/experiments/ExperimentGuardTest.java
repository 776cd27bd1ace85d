package io.fareway.routing.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fareway.model.RequestError;
import io.fareway.model.Settings;
import io.fareway.model.experiment.Experiment;
import io.fareway.model.experiment.Experiments;
import io.fareway.model.experiment.Guard;
import io.fareway.model.experiment.Split;
import io.fareway.report.ExperimentFigures;
import io.fareway.testing.Journeys;
import io.fareway.testing.MovableClock;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.sqlite.SQLiteDataSource;

/** When a guard stops a trial, that the stop lasts, and that an operator can take it back. */
@ExtendWith(OutputCaptureExtension.class)
class ExperimentGuardTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int ENOUGH = 200;

    private final MovableClock clock = new MovableClock(START.plus(Duration.ofDays(3)));
    private final SQLiteDataSource database = new SQLiteDataSource();
    private final TrialLedger ledger;

    ExperimentGuardTest(@TempDir Path folder) {
        database.setUrl("jdbc:sqlite:" + folder.resolve("test.db"));
        Flyway.configure().dataSource(database).load().migrate();
        ledger = new TrialLedger(database, clock);
    }

    @Test
    void look_stopsATrialThatFailsTooOften(CapturedOutput log) {
        ledger.requests("control", ENOUGH, 4, 100, 500);
        ledger.requests("trial", ENOUGH, 40, 100, 500);

        look(guarded("2", "", ""));

        assertThat(changes().of("try")).singleElement().satisfies(change -> {
            assertThat(change.stops()).isTrue();
            assertThat(change.author()).isEqualTo("guard");
            assertThat(change.reason()).contains("failure rate 0.2 against 0.02", "worse by 18.0 points, allowed 2");
        });
        assertThat(log.getOut()).contains("ERROR", "The trial of experiment try is stopped: failure rate");
    }

    @Test
    void look_stopsATrialThatIsTooDear() {
        ledger.requests("control", ENOUGH, 0, 100, 500);
        ledger.requests("trial", ENOUGH, 0, 150, 500);

        look(guarded("", "25", ""));

        assertThat(changes().of("try").getFirst().reason()).contains("cost per request", "worse by 50", "allowed 25");
    }

    @Test
    void look_stopsATrialThatIsTooSlow() {
        ledger.requests("control", ENOUGH, 0, 100, 500);
        ledger.requests("trial", ENOUGH, 0, 100, 900);

        look(guarded("", "", "50"));

        assertThat(changes().of("try").getFirst().reason()).contains("latency p95", "allowed 50");
    }

    @Test
    void look_stopsATrialWhoseAnswersFailTheirChecks() {
        ledger.requests("control", ENOUGH, 0, 100, 500);
        ledger.checks(ENOUGH, 10, 8);
        ledger.requests("trial", ENOUGH, 0, 100, 500);
        ledger.checks(ENOUGH, 80, 8);

        look(guardedQuality("5", "1"));

        assertThat(changes().of("try").getFirst().reason())
                .contains("share of failed checks 0.4 against 0.05", "worse by 35.0 points, allowed 5");
    }

    @Test
    void look_stopsATrialThatIsJudgedWorse() {
        ledger.requests("control", ENOUGH, 0, 100, 500);
        ledger.checks(ENOUGH, 0, 8);
        ledger.requests("trial", ENOUGH, 0, 100, 500);
        ledger.checks(ENOUGH, 0, 5);

        look(guardedQuality("5", "1"));

        assertThat(changes().of("try").getFirst().reason())
                .contains("points short of the best score", "worse by 3.0 points, allowed 1");
    }

    @Test
    void look_leavesATrialThatIsJudgedALittleWorse() {
        ledger.requests("control", ENOUGH, 0, 100, 500);
        ledger.checks(ENOUGH, 0, 8);
        ledger.requests("trial", ENOUGH, 0, 100, 500);
        ledger.checks(ENOUGH, 0, 7);

        look(guardedQuality("5", "2"));

        assertThat(changes().of("try")).isEmpty();
    }

    @Test
    void look_leavesATrialThatIsWorseByLessThanAllowed() {
        ledger.requests("control", ENOUGH, 0, 100, 500);
        ledger.requests("trial", ENOUGH, 0, 120, 500);

        look(guarded("2", "25", "50"));

        assertThat(changes().of("try")).isEmpty();
    }

    @Test
    void look_leavesATrialThatMayBeWorseByChance() {
        ledger.requests("control", ENOUGH, 4, 100, 500);
        ledger.requests("trial", ENOUGH, 12, 100, 500);

        look(guarded("2", "", ""));

        assertThat(changes().of("try")).isEmpty();
    }

    @Test
    void look_waitsForEnoughRequests() {
        ledger.requests("control", ENOUGH, 0, 100, 500);
        ledger.requests("trial", 99, 99, 100, 500);

        look(guarded("2", "", ""));

        assertThat(changes().of("try")).isEmpty();
    }

    @Test
    void look_leavesOutWhatLiesBeforeTheWindow() {
        ledger.requests("control", ENOUGH, 4, 100, 500);
        ledger.requests("trial", ENOUGH, 150, 100, 500);
        clock.advance(Guard.USUAL_WINDOW.plusHours(1));

        look(guarded("2", "", ""));

        assertThat(changes().of("try")).isEmpty();
    }

    @Test
    void look_goesOnAfterATrialThatNeedsNoStop(CapturedOutput log) {
        ledger.requests("control", ENOUGH, 4, 100, 500);
        ledger.requests("trial", ENOUGH, 40, 100, 500);
        ledger.handTo("gone");
        ledger.requests("control", ENOUGH, 4, 100, 500);
        ledger.requests("trial", ENOUGH, 40, 100, 500);

        look(experiment("gone", guarded("2", "", "")), experiment("try", guarded("2", "", "")));

        assertThat(changes().isStopped("try")).isTrue();
        assertThat(log.getOut()).contains("gone needs no stop").doesNotContain("gone is stopped");
    }

    @Test
    void stop_outlivesARestart() {
        changes().stop("try", "complaints", "ann");

        ExperimentChanges afterRestart = changes();

        assertThat(afterRestart.isStopped("try")).isTrue();
        assertThat(ExperimentState.of(experiment("try", Guard.NONE), afterRestart, clock.instant()))
                .isEqualTo(ExperimentState.STOPPED);
    }

    @Test
    void resume_startsTheGuardsFiguresAnew() {
        ledger.requests("control", ENOUGH, 4, 100, 500);
        ledger.requests("trial", ENOUGH, 150, 100, 500);
        look(guarded("2", "", ""));
        clock.advance(Duration.ofMinutes(5));
        changes().resume("try", "the provider has mended it", "ann");

        look(guarded("2", "", ""));

        assertThat(changes().isStopped("try")).isFalse();
        assertThat(changes().of("try")).hasSize(2);
    }

    @Test
    void change_withoutReasonAuthorOrExperimentIsRefused() {
        assertThat(refusal("try", "", "ann").getMessage()).contains("'reason' is missing");
        assertThat(refusal("try", "why", " ").getMessage()).contains("'author' is missing");
        assertThat(refusal("tri", "why", "ann").getMessage()).contains("did you mean \"try\"?");
        changes().stop("try", "why", "ann");
        assertThat(refusal("try", "why", "ann").status()).isEqualTo(409);
    }

    private RequestError refusal(String experiment, String reason, String author) {
        return catchThrowableOfType(RequestError.class, () -> changes().stop(experiment, reason, author));
    }

    private void look(Guard guard) {
        look(experiment("try", guard));
    }

    private void look(Experiment... experiments) {
        new ExperimentGuard(
                        () -> Journeys.SETTINGS.with(new Experiments(List.of(experiments), List.of())),
                        changes(),
                        new ExperimentFigures(database),
                        clock)
                .look();
    }

    private ExperimentChanges changes() {
        Settings settings = Journeys.SETTINGS.with(new Experiments(List.of(experiment("try", Guard.NONE)), List.of()));
        return new ExperimentChanges(new ExperimentStore(database), () -> settings, clock);
    }

    private static Experiment experiment(String name, Guard guard) {
        return new Experiment(
                name, "", "simple", 50, List.of("b/m"), Split.SESSION, START, START.plus(Duration.ofDays(30)), guard);
    }

    private static Guard guarded(String points, String cost, String latency) {
        return new Guard(
                100,
                number(points),
                number(cost),
                number(latency),
                Optional.empty(),
                Optional.empty(),
                Guard.USUAL_WINDOW);
    }

    private static Guard guardedQuality(String checkPoints, String scorePoints) {
        return new Guard(
                100,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                number(checkPoints),
                number(scorePoints),
                Guard.USUAL_WINDOW);
    }

    private static Optional<BigDecimal> number(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(text));
    }
}
