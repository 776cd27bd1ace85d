package io.fareway.operations;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Dates as settings files write them: a day, or a moment in UTC. */
final class SettingsDates {

    private SettingsDates() {}

    /**
     * The first moment of a day in UTC, or the moment itself.
     *
     * @param text for example {@code 2026-08-01} or {@code 2026-08-01T16:00:00Z}
     * @throws java.time.DateTimeException when there is no such date
     */
    static Instant firstMoment(String text) {
        return text.contains("T")
                ? Instant.parse(text)
                : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
