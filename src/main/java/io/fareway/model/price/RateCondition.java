package io.fareway.model.price;

import io.fareway.model.ServiceTier;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/** When other rates hold. */
public sealed interface RateCondition {

    /** Whether it holds for a call. */
    boolean holds(Circumstances call);

    /**
     * The prompt is longer than a limit. The whole call is then charged at the other rates, not only what lies above.
     *
     * @param tokens of the prompt, all classes
     */
    record PromptAbove(long tokens) implements RateCondition {
        @Override
        public boolean holds(Circumstances call) {
            return call.promptTokens() > tokens;
        }
    }

    /** The provider handles the call in a certain way. */
    record HandledAs(ServiceTier tier) implements RateCondition {
        @Override
        public boolean holds(Circumstances call) {
            return call.serviceTier() == tier;
        }
    }

    /** The provider works on the call in one of these regions. */
    record InRegion(Set<String> regions) implements RateCondition {
        public InRegion {
            regions = Set.copyOf(regions);
        }

        @Override
        public boolean holds(Circumstances call) {
            return regions.contains(call.region());
        }
    }

    /**
     * Before this call, the deployment was used for at least so much in the calendar month (UTC). The call that crosses
     * the limit is charged as it began: at the rates below it.
     *
     * @param tokens of all classes
     */
    record MonthAtLeast(long tokens) implements RateCondition {
        @Override
        public boolean holds(Circumstances call) {
            return call.month().tokens() >= tokens;
        }
    }

    /**
     * It is a certain time of the day, on certain days of the week. A window that ends before it begins runs past
     * midnight and belongs to the day on which it begins; one that ends when it begins is the whole day.
     *
     * @param except days on which it does not begin, public holidays for example
     * @param from first moment, by the clock of the zone
     * @param to first moment after it
     * @param decided which moment of the call decides
     */
    record Hours(Set<DayOfWeek> days, Set<LocalDate> except, LocalTime from, LocalTime to, ZoneId zone, Moment decided)
            implements RateCondition {
        public Hours {
            days = Set.copyOf(days);
            except = Set.copyOf(except);
        }

        @Override
        public boolean holds(Circumstances call) {
            return contains(decided == Moment.OPENED ? call.opened() : call.closed());
        }

        private boolean contains(Instant instant) {
            ZonedDateTime there = instant.atZone(zone);
            LocalTime time = there.toLocalTime();
            LocalDate today = there.toLocalDate();
            if (from.isBefore(to)) {
                return beginsOn(today) && !time.isBefore(from) && time.isBefore(to);
            }
            return !time.isBefore(from) ? beginsOn(today) : time.isBefore(to) && beginsOn(today.minusDays(1));
        }

        private boolean beginsOn(LocalDate day) {
            return days.contains(day.getDayOfWeek()) && !except.contains(day);
        }
    }

    /** A moment of a call. */
    enum Moment {
        /** When it is sent. */
        OPENED,
        /** When its answer is whole. */
        CLOSED
    }
}
