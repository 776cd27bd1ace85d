package io.fareway.admission.budget;

import io.fareway.model.Budget;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * One budget of one subject in one day, week or month.
 *
 * @param budget name of the budget
 * @param subject the caller, team, tier or provider; empty for everything
 * @param opensAt first moment
 * @param closesAt first moment that no longer belongs to it
 */
record Window(String budget, Budget.Scope scope, String subject, Instant opensAt, Instant closesAt) {

    /** The window in which a moment lies. */
    static Window of(Budget budget, String subject, Instant moment, ZoneId zone) {
        ZonedDateTime start = budget.period().startOf(moment.atZone(zone));
        return new Window(
                budget.name(),
                budget.scope(),
                subject,
                start.toInstant(),
                budget.period().endOf(start).toInstant());
    }

    /** Names it in the database. */
    String id() {
        return budget + "|" + subject + "|" + opensAt;
    }

    /** Names it for people, for example {@code each-team (team research)}. */
    String title() {
        return subject.isEmpty() ? budget : budget + " (" + scope.label() + " " + subject + ")";
    }
}
