package io.fareway.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is measured: answered requests from receipt, or answered attempts from sending; and where it stands.
 *
 * @param table of the hours
 * @param single the SQL that selects single rows
 * @param dimensions what the groups are told apart by
 */
record DurationSource(String table, String single, List<Dimension> dimensions) {

    static final DurationSource REQUESTS = new DurationSource(
            "request_duration",
            LedgerQueries.REQUEST_DURATIONS,
            List.of(Dimension.TIER, Dimension.TASK, Dimension.JOB));

    static final DurationSource ATTEMPTS = new DurationSource(
            "attempt_duration", LedgerQueries.ATTEMPT_DURATIONS, List.of(Dimension.PROVIDER, Dimension.DEPLOYMENT));

    static final List<DurationSource> ALL = List.of(REQUESTS, ATTEMPTS);

    DurationSource {
        dimensions = List.copyOf(dimensions);
    }

    /** The single rows received from {@code :from} to {@code :to}, those of one group after the other. */
    String ofRows() {
        return single + " order by "
                + IntStream.rangeClosed(1, dimensions.size())
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(", "));
    }

    /** The hours from {@code :from} to {@code :to}. */
    String ofHours() {
        return "select " + names() + ", whole, first_byte from " + table + " where hour >= :from and hour < :to";
    }

    /** Forgets one hour, the only parameter. */
    String delete() {
        return "delete from " + table + " where hour = ?";
    }

    /** Writes one group of an hour: its hour, its names, and both histograms. */
    String insert() {
        return "insert into " + table + " (hour, " + names() + ", whole, first_byte) values (?, "
                + "?, ".repeat(dimensions.size()) + "?, ?)";
    }

    /** The group of a row of either select. */
    CellKey key(ResultSet row) throws SQLException {
        Map<Dimension, String> names = new EnumMap<>(Dimension.class);
        for (Dimension dimension : dimensions) {
            names.put(dimension, row.getString(dimension.label()));
        }
        return new CellKey(names, 0);
    }

    /** The names of a group, in the order of {@link #insert()}. */
    List<String> names(CellKey key) {
        return dimensions.stream().map(key::name).toList();
    }

    private String names() {
        return dimensions.stream().map(Dimension::label).collect(Collectors.joining(", "));
    }
}
