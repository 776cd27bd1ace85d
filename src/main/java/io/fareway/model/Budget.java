package io.fareway.model;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What may be spent, on what, in which time.
 *
 * @param name unique among the budgets
 * @param scope what it bounds
 * @param subject the caller, team, tier or provider it bounds; {@link #EACH} for each of them by itself; empty for all
 * @param period after which it begins anew
 * @param limitUsd most that may be spent in a period, in USD, at most twelve decimals
 * @param warnAt percent of the limit, rising, at which a warning is given once
 * @param restraint what happens to requests before the limit is reached; empty = nothing
 */
public record Budget(
        String name,
        Scope scope,
        String subject,
        Period period,
        BigDecimal limitUsd,
        List<Integer> warnAt,
        Optional<Restraint> restraint) {

    /** The subject of a budget that each caller, team, tier or provider has for itself. */
    public static final String EACH = "*";

    public Budget {
        warnAt = List.copyOf(warnAt);
    }

    /** What a budget bounds. */
    public enum Scope {
        /** Everything. */
        TOTAL,
        /** What one caller asks for. */
        CALLER,
        /** What the callers of one team ask for. */
        TEAM,
        /** The requests of one tier. */
        TIER,
        /** What is paid to one provider. */
        PROVIDER;

        /** As configuration and the database write it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How long a budget holds, by the calendar. Weeks begin on Monday (ISO 8601). */
    public enum Period {
        /** From midnight to midnight. */
        DAY,
        /** From Monday to Sunday. */
        WEEK,
        /** From the first to the last day of the month. */
        MONTH;

        /** As configuration writes it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The first moment of the period in which a moment lies. */
        public ZonedDateTime startOf(ZonedDateTime moment) {
            LocalDate day = moment.toLocalDate();
            LocalDate first =
                    switch (this) {
                        case DAY -> day;
                        case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                        case MONTH -> day.withDayOfMonth(1);
                    };
            return first.atStartOfDay(moment.getZone());
        }

        /** The first moment after the period that begins at a moment. */
        public ZonedDateTime endOf(ZonedDateTime start) {
            LocalDate day = start.toLocalDate();
            LocalDate next =
                    switch (this) {
                        case DAY -> day.plusDays(1);
                        case WEEK -> day.plusWeeks(1);
                        case MONTH -> day.plusMonths(1);
                    };
            return next.atStartOfDay(start.getZone());
        }
    }

    /** What happens to a request when little of a budget is left. */
    public enum Treatment {
        /** It is answered by a cheaper tier. */
        CHEAPER_TIER,
        /** It is answered later, when the budget begins anew. */
        QUEUE,
        /** It is refused. */
        REFUSE;

        /** As configuration writes it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What happens to requests before the limit is reached.
     *
     * @param fromPercent of the limit spent; 1 to 100
     * @param premium callers and teams that go on as before, up to the limit itself
     * @param cheaperTiers for {@link Treatment#CHEAPER_TIER}, the tier that answers instead, by tier; others go on
     */
    public record Restraint(
            int fromPercent, Treatment treatment, Set<String> premium, Map<String, String> cheaperTiers) {
        public Restraint {
            premium = Set.copyOf(premium);
            cheaperTiers = Map.copyOf(cheaperTiers);
        }
    }

    /** Whether it bounds a subject of its scope. */
    public boolean covers(String other) {
        return subject.equals(EACH) ? !other.isEmpty() : subject.equals(other);
    }
}
