package io.fareway.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import java.util.OptionalLong;

/** Binds the values of one row from left to right. */
final class Binder {

    private final PreparedStatement statement;
    private int position;

    Binder(PreparedStatement statement) {
        this.statement = statement;
    }

    Binder text(String value) throws SQLException {
        statement.setString(++position, value);
        return this;
    }

    Binder text(Optional<String> value) throws SQLException {
        statement.setString(++position, value.orElse(null));
        return this;
    }

    Binder number(long value) throws SQLException {
        statement.setLong(++position, value);
        return this;
    }

    Binder number(OptionalLong value) throws SQLException {
        if (value.isPresent()) {
            return number(value.getAsLong());
        }
        statement.setNull(++position, Types.BIGINT);
        return this;
    }

    Binder flag(boolean value) throws SQLException {
        statement.setInt(++position, value ? 1 : 0);
        return this;
    }
}
