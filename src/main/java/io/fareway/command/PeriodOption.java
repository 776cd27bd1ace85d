package io.fareway.command;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;

/**
 * The period that the options {@code --from} and {@code --to} of a command name: days in a time zone, the second one
 * whole, or moments.
 *
 * @param from first moment
 * @param to first moment that no longer counts
 */
public record PeriodOption(Instant from, Instant to) {

    /**
     * Reads the options.
     *
     * @param usual how long before the end it begins when nothing is said; it ends now
     * @throws UsageException when they are no days or moments, or the period is empty
     */
    public static PeriodOption of(CommandArguments arguments, ZoneId zone, Period usual, Clock clock) {
        Instant to =
                arguments.option("to").map(text -> moment("to", text, zone, 1)).orElseGet(clock::instant);
        Instant from = arguments
                .option("from")
                .map(text -> moment("from", text, zone, 0))
                .orElseGet(() -> to.atZone(zone).minus(usual).toInstant());
        if (!from.isBefore(to)) {
            throw new UsageException("--from must lie before --to and before now");
        }
        return new PeriodOption(from, to);
    }

    private static Instant moment(String option, String text, ZoneId zone, int daysAfter) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text)
                            .plusDays(daysAfter)
                            .atStartOfDay(zone)
                            .toInstant();
        } catch (DateTimeParseException wrong) {
            throw new UsageException(
                    "--" + option + " must be a day such as 2026-07-01 or a moment such as 2026-07-01T14:00:00Z");
        }
    }
}
