package io.fareway.ledger;

import io.fareway.model.Money;
import io.fareway.model.Outcome;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the columns of one result row without nulls. */
record LedgerRow(ResultSet columns) {

    String text(String column) throws SQLException {
        return optionalText(column).orElse("");
    }

    Optional<String> optionalText(String column) throws SQLException {
        return Optional.ofNullable(columns.getString(column));
    }

    int integer(String column) throws SQLException {
        return columns.getInt(column);
    }

    long number(String column) throws SQLException {
        return columns.getLong(column);
    }

    OptionalLong optionalNumber(String column) throws SQLException {
        long value = columns.getLong(column);
        return columns.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    boolean flag(String column) throws SQLException {
        return columns.getInt(column) == 1;
    }

    Instant instant(String column) throws SQLException {
        return Instant.ofEpochMilli(columns.getLong(column));
    }

    Outcome outcome(String column) throws SQLException {
        return LedgerStatements.outcome(text(column));
    }

    Optional<BigDecimal> usd(String column) throws SQLException {
        OptionalLong pico = optionalNumber(column);
        return pico.isPresent() ? Optional.of(Money.fromPico(pico.getAsLong())) : Optional.empty();
    }
}
