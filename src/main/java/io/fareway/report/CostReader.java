package io.fareway.report;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers questions about cost from the ledger's tables. */
@Component
class CostReader {

    /** Rows that are told apart while the ledger is read; callers choose names freely, memory is finite. */
    private static final int MOST_KEYS = 50_000;

    private static final Comparator<CostTable.Row> DEAREST_FIRST = Comparator.comparing(
                    (CostTable.Row row) -> row.group().attempts().costPico())
            .reversed();

    private final LedgerSnapshot ledger;

    CostReader(LedgerSnapshot ledger) {
        this.ledger = ledger;
    }

    /** The table, both its periods as the ledger knows them at one moment. */
    CostTable read(CostQuery query) {
        return ledger.read(jdbc -> {
            Count count = new Count(query);
            count.read(jdbc);
            Count before = new Count(query.before());
            before.read(jdbc);
            return table(query, count, before);
        });
    }

    private static CostTable table(CostQuery query, Count count, Count before) {
        Whole whole = count.total.whole();
        Whole wholeBefore = before.total.whole();
        List<CostTable.Row> rows = new ArrayList<>();
        count.groups.forEach((key, group) -> rows.add(new CostTable.Row(
                names(key, query),
                group.byRequest("", whole),
                Optional.ofNullable(before.groups.get(key))
                        .map(earlier -> earlier.byRequest("", wholeBefore).cost())
                        .orElse(Optional.of(BigDecimal.ZERO)))));
        rows.sort(
                query.step().isPresent() ? Comparator.comparing(row -> String.join("\0", row.names())) : DEAREST_FIRST);
        return new CostTable(
                query,
                shortened(rows, query, count),
                count.total.byRequest("all", whole),
                before.total.byRequest("all", wholeBefore),
                List.copyOf(count.baselines));
    }

    private static List<String> names(Key key, CostQuery query) {
        if (key.equals(Key.OTHERS)) {
            return query.columns().stream().map(column -> Breakdown.OTHERS).toList();
        }
        List<String> names = new ArrayList<>();
        query.step().ifPresent(step -> names.add(step.name(key.step(), query.from(), query.zone())));
        for (int i = 0; i < key.names().size(); i++) {
            names.add(query.dimensions().get(i).shown(key.names().get(i)));
        }
        return names;
    }

    /** The rows asked for, and one that adds up the others, so that no figure is lost. */
    private static List<CostTable.Row> shortened(List<CostTable.Row> rows, CostQuery query, Count count) {
        if (rows.size() <= query.rows()) {
            return rows;
        }
        GroupCount others = new GroupCount();
        BigDecimal before = BigDecimal.ZERO;
        for (CostTable.Row row : rows.subList(query.rows(), rows.size())) {
            others.add(row.group().requests());
            others.add(row.group().attempts());
            others.add(row.group().savingParts());
            before = before.add(row.beforeUsd().orElse(BigDecimal.ZERO));
        }
        CostTable.Row rest = new CostTable.Row(
                query.columns().stream().map(column -> Breakdown.OTHERS).toList(),
                others.byRequest("", count.total.whole()),
                Optional.of(before));
        return Stream.concat(rows.subList(0, query.rows()).stream(), Stream.of(rest))
                .toList();
    }

    /** What a row is told apart by: names as stored, and the step of time; 0 without steps. */
    private record Key(List<String> names, int step) {

        static final Key OTHERS = new Key(List.of(Breakdown.OTHERS), -1);

        Key {
            names = List.copyOf(names);
        }
    }

    /** Adds up one period. */
    private static final class Count {

        private final CostQuery query;
        private final Cells cells;
        private final Instant base;
        private final Map<Key, GroupCount> groups = new HashMap<>();
        private final GroupCount total = new GroupCount();
        private final Set<String> baselines = new TreeSet<>();

        Count(CostQuery query) {
            this.query = query;
            this.cells = query.cells();
            this.base = query.step()
                    .map(step -> step.startOf(query.from(), query.zone()))
                    .orElse(query.from());
        }

        /** From the sums by the hour as far as they go, where the period is long; the rest from single rows. */
        void read(JdbcClient jdbc) {
            RolledCells rolled = new RolledCells(cells);
            Instant start = RolledHours.firstOf(query.from());
            Instant end = rolled.canAnswer() && (query.step().isEmpty() || RolledHours.fit(base, query.zone()))
                    ? RolledHours.end(jdbc, query.to())
                    : Instant.MIN;
            if (!RolledHours.areWorthReading(start, end)) {
                read(jdbc, cells.ofRequests(), cells.ofAttempts(), query.from(), query.to());
                return;
            }
            read(jdbc, cells.ofRequests(), cells.ofAttempts(), query.from(), start);
            read(jdbc, rolled.ofRequests(), rolled.ofAttempts(), start, end);
            read(jdbc, cells.ofRequests(), cells.ofAttempts(), end, query.to());
        }

        private void read(JdbcClient jdbc, String ofRequests, String ofAttempts, Instant from, Instant to) {
            if (!from.isBefore(to)) {
                return;
            }
            run(jdbc, ofRequests, from, to, row -> {
                RequestSums sums = Cells.requestSums(row);
                SavingSums savings = Cells.savingSums(row);
                baselines.add(row.getString("baseline"));
                total.add(sums);
                total.add(savings);
                GroupCount group = group(cells.key(row));
                group.add(sums);
                group.add(savings);
            });
            run(jdbc, ofAttempts, from, to, row -> {
                AttemptSums sums = Cells.attemptSums(row);
                total.add(sums);
                group(cells.key(row)).add(sums);
            });
        }

        private void run(JdbcClient jdbc, String sql, Instant from, Instant to, RowCallbackHandler row) {
            jdbc.sql(sql)
                    .param("from", from.toEpochMilli())
                    .param("to", to.toEpochMilli())
                    .param("base", base.toEpochMilli())
                    .param("slot", TimeStep.SLOT_MILLIS)
                    .params(cells.parameters())
                    .query(row);
        }

        private GroupCount group(CellKey cell) {
            List<String> names = query.dimensions().stream().map(cell::name).toList();
            int index = query.step()
                    .map(step -> step.indexOf(
                            base.plusMillis(cell.slot() * TimeStep.SLOT_MILLIS), query.from(), query.zone()))
                    .orElse(0);
            Key key = new Key(names, index);
            boolean full = groups.size() >= MOST_KEYS && !groups.containsKey(key);
            return groups.computeIfAbsent(full ? Key.OTHERS : key, added -> new GroupCount());
        }
    }
}
