package io.fareway.report.reconcile;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/** Reads single fields of a row. */
final class Fields {

    private Fields() {}

    static String text(Map<String, String> row, String column) {
        return row.getOrDefault(column, "").strip();
    }

    /** A count; nothing written is 0. */
    static long count(Map<String, String> row, String column) {
        return number(row, column).longValueExact();
    }

    /** A decimal; nothing written is 0. */
    static BigDecimal number(Map<String, String> row, String column) {
        String text = text(row, column).replace(",", "").replace("$", "");
        try {
            return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(column + " is no number: \"" + text(row, column) + "\"", wrong);
        }
    }

    /** The day, in UTC where it is written as seconds since 1970. */
    static LocalDate day(Map<String, String> row, String column) {
        String text = text(row, column);
        try {
            return text.matches("\\d{9,11}")
                    ? LocalDate.ofInstant(Instant.ofEpochSecond(Long.parseLong(text)), ZoneOffset.UTC)
                    : LocalDate.parse(text.substring(0, Math.min(10, text.length())));
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException(column + " is no day such as 2026-07-01: \"" + text + "\"", wrong);
        }
    }
}
