package io.fareway.admission.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Budget;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days, weeks and months of budgets, by the calendar of their zone. */
class WindowTest {

    @ParameterizedTest
    @CsvSource({
        "DAY,   UTC,           2026-03-10T12:00:00Z, 2026-03-10T00:00:00Z, 2026-03-11T00:00:00Z",
        "WEEK,  UTC,           2026-03-10T12:00:00Z, 2026-03-09T00:00:00Z, 2026-03-16T00:00:00Z",
        "MONTH, UTC,           2026-03-10T12:00:00Z, 2026-03-01T00:00:00Z, 2026-04-01T00:00:00Z",
        "DAY,   Europe/Berlin, 2026-03-10T23:00:00Z, 2026-03-10T23:00:00Z, 2026-03-11T23:00:00Z",
        "DAY,   Europe/Berlin, 2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        "WEEK,  Asia/Kolkata,  2026-03-08T18:29:59Z, 2026-03-01T18:30:00Z, 2026-03-08T18:30:00Z",
        "MONTH, Europe/Berlin, 2026-03-31T21:59:59Z, 2026-02-28T23:00:00Z, 2026-03-31T22:00:00Z",
    })
    void window_isThatOfTheCalendarInItsZone(
            Budget.Period period, ZoneId zone, Instant moment, Instant opens, Instant closes) {
        Budget budget = new Budget("b", Budget.Scope.TOTAL, "", period, BigDecimal.ONE, List.of(), Optional.empty());

        Window window = Window.of(budget, "", moment, zone);

        assertThat(window.opensAt()).isEqualTo(opens);
        assertThat(window.closesAt()).isEqualTo(closes);
    }
}
