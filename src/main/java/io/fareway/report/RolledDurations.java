package io.fareway.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Durations of single rows, and the same added up by the hour, beside the sums of {@link RolledCells}. */
final class RolledDurations {

    private static final Duration HOUR = Duration.ofHours(1);

    private final JdbcClient database;

    RolledDurations(JdbcClient database) {
        this.database = database;
    }

    /** Adds up one hour anew. */
    void replace(Instant hour) {
        for (DurationSource source : DurationSource.ALL) {
            database.sql(source.delete()).param(hour.toEpochMilli()).update();
            Map<CellKey, String[]> groups = encoded(source, hour);
            groups.forEach((key, histograms) -> database.sql(source.insert())
                    .param(hour.toEpochMilli())
                    .params(source.names(key))
                    .params((Object[]) histograms)
                    .update());
        }
    }

    /** One group after the other, so that callers who name every task anew do not fill the memory with histograms. */
    private Map<CellKey, String[]> encoded(DurationSource source, Instant hour) {
        Map<CellKey, String[]> groups = new LinkedHashMap<>();
        Group current = new Group();
        eachRow(source, hour, hour.plus(HOUR), (key, row) -> {
            if (!current.isOf(key)) {
                current.endInto(groups);
                current.begin(key);
            }
            current.durations.measured(row.whole(), row.firstByte());
        });
        current.endInto(groups);
        return groups;
    }

    /** The group whose rows go by. */
    private static final class Group {

        private Optional<CellKey> key = Optional.empty();
        private Durations durations = new Durations();

        boolean isOf(CellKey other) {
            return key.filter(other::equals).isPresent();
        }

        void begin(CellKey next) {
            key = Optional.of(next);
            durations = new Durations();
        }

        void endInto(Map<CellKey, String[]> groups) {
            key.ifPresent(name -> groups.put(name, new String[] {
                durations.whole().encoded(), durations.firstByte().encoded()
            }));
        }
    }

    /** One measurement, in ms. */
    record Measured(long whole, OptionalLong firstByte) {}

    /** Hands over every row of a period. */
    void eachRow(DurationSource source, Instant from, Instant to, BiConsumer<CellKey, Measured> reader) {
        statement(source.ofRows(), from, to).query(row -> {
            reader.accept(source.key(row), new Measured(row.getLong("duration_ms"), firstByte(row)));
        });
    }

    /** Hands over every group of every hour of a period. */
    void eachHour(DurationSource source, Instant from, Instant to, BiConsumer<CellKey, Durations> reader) {
        statement(source.ofHours(), from, to).query(row -> {
            reader.accept(source.key(row), Durations.decoded(row.getString("whole"), row.getString("first_byte")));
        });
    }

    private JdbcClient.StatementSpec statement(String sql, Instant from, Instant to) {
        return database.sql(sql).param("from", from.toEpochMilli()).param("to", to.toEpochMilli());
    }

    private static OptionalLong firstByte(ResultSet row) throws SQLException {
        long millis = row.getLong("first_byte_ms");
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(millis);
    }
}
