package io.fareway.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

/** How a cost table is broken down by time. */
enum TimeStep {
    HOUR("hour", ChronoUnit.HOURS) {
        @Override
        int indexOf(Instant moment, Instant from, ZoneId zone) {
            return (int) ChronoUnit.HOURS.between(startOf(from, zone), moment);
        }

        @Override
        String name(int index, Instant from, ZoneId zone) {
            return startOf(from, zone)
                    .plus(index, ChronoUnit.HOURS)
                    .atZone(zone)
                    .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        }
    },
    DAY("day", ChronoUnit.DAYS) {
        @Override
        int indexOf(Instant moment, Instant from, ZoneId zone) {
            return (int) ChronoUnit.DAYS.between(LocalDate.ofInstant(from, zone), LocalDate.ofInstant(moment, zone));
        }

        @Override
        String name(int index, Instant from, ZoneId zone) {
            return LocalDate.ofInstant(from, zone).plusDays(index).toString();
        }
    };

    /** Every hour and every day, in every time zone, is a whole number of these. */
    static final long SLOT_MILLIS = 15 * 60 * 1_000;

    private final String label;
    private final ChronoUnit unit;

    TimeStep(String label, ChronoUnit unit) {
        this.label = label;
        this.unit = unit;
    }

    /** The step of that name. */
    static Optional<TimeStep> named(String label) {
        return Stream.of(values()).filter(step -> step.label.equals(label)).findFirst();
    }

    /** The name in addresses and tables. */
    String label() {
        return label;
    }

    /** The number of the step that a moment lies in; 0 for the one that {@code from} lies in. */
    abstract int indexOf(Instant moment, Instant from, ZoneId zone);

    /** What the step is called: its first moment, or its date. */
    abstract String name(int index, Instant from, ZoneId zone);

    /** The first moment of the step that a moment lies in, by the clock on the wall. */
    Instant startOf(Instant moment, ZoneId zone) {
        ZonedDateTime local = moment.atZone(zone);
        return local.truncatedTo(unit).toInstant();
    }
}
