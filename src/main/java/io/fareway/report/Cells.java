package io.fareway.report;

import io.fareway.model.TokenClass;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The one way in which requests and attempts are added up, for reports and for {@code /admin/costs}: SQL, for SQLite and
 * PostgreSQL, that sums them by any dimensions and by slots of time, and the reading of its rows.
 *
 * <p>Requests belong to the moment at which they were received, and an attempt to that of its request, so that sums over
 * attempts and over requests cover the same ground. A request counts where its last attempt went. Every statement takes
 * {@code :from} and {@code :to} in ms since 1970, {@code :base} and {@code :slot} (where slots begin and how long they
 * are, in ms), and {@link #parameters()}.
 *
 * @param dimensions what the cells are told apart by
 * @param bySlot whether also by time
 * @param only the names that count, as stored, of filtered dimensions
 */
record Cells(List<Dimension> dimensions, boolean bySlot, Map<Dimension, Set<String>> only) {

    // what an unanswered request cost lessens the saving, so it is compared too, with a baseline of nothing
    static final String COMPARED =
            "(r.cost_pico_usd is not null and (r.outcome <> 'answered' or r.baseline_pico_usd is not null))";

    static final String TOKENS_IN = tokens(true);
    static final String TOKENS_OUT = tokens(false);

    private static final String TOKENS_BY_CLASS = Stream.of(TokenClass.values())
            .map(Cells::column)
            .map(column -> "cast(sum(coalesce(a." + column + ", 0)) as bigint) as " + column)
            .collect(Collectors.joining(", "));

    private static final String SAVING_PARTS = Stream.of("routing", "failover", "cache", "batch", "off_peak")
            .map(part -> "saved_" + part + "_pico")
            .map(column -> "cast(sum(case when " + COMPARED + " then coalesce(r." + column
                    + ", 0) else 0 end) as bigint)" + " as " + column)
            .collect(Collectors.joining(", "));

    private static final String UNPRICED =
            "a.cost_pico_usd is null and (a.outcome = 'answered' or " + TOKENS_IN + " + " + TOKENS_OUT + " > 0)";

    Cells {
        dimensions = List.copyOf(dimensions);
        only = Map.copyOf(only);
    }

    /** The parameters of both statements besides times. */
    Map<String, Object> parameters() {
        return only.entrySet().stream()
                .collect(Collectors.toMap(entry -> parameter(entry.getKey()), entry -> List.copyOf(entry.getValue())));
    }

    private static String parameter(Dimension dimension) {
        return "only_" + dimension.label();
    }

    /** Sums over requests, the largest cells first. */
    String ofRequests() {
        List<String> keys = keys(Dimension::ofRequest);
        return "select " + String.join(", ", keys)
                + """
                , r.baseline as baseline,
                count(*) as requests,
                count(case when r.outcome = 'answered' then 1 end) as answered,
                count(case when r.outcome = 'refused' then 1 end) as refused,
                count(case when r.outcome = 'cancelled' then 1 end) as cancelled,
                count(case when r.outcome in ('failed', 'uncertain') then 1 end) as failed,
                count(case when r.outcome = 'answered' and r.cost_pico_usd is not null then 1 end) as priced,
                count(case when r.outcome = 'answered' and %1$s then 1 end) as compared,
                cast(sum(case when %1$s then coalesce(r.baseline_pico_usd, 0) else 0 end) as bigint) as baseline_pico,
                %2$s
                from request r
                """
                        .formatted(COMPARED, SAVING_PARTS)
                + lastAttempt()
                + where(Dimension::ofRequest)
                + grouped(keys.size() + 1);
    }

    /** Sums over attempts, the largest cells first. */
    String ofAttempts() {
        List<String> keys = keys(Dimension::ofAttempt);
        return "select " + String.join(", ", keys)
                + """
                , count(*) as attempts,
                count(case when a.outcome = 'answered' then 1 end) as answered,
                count(case when a.outcome in ('failed', 'uncertain') then 1 end) as failed,
                count(case when a.simulated = 1 then 1 end) as simulated,
                count(case when a.usage_estimated = 1 then 1 end) as estimated,
                count(case when %2$s then 1 end) as unpriced,
                %3$s,
                cast(sum(case when %2$s then %4$s + %5$s else 0 end) as bigint) as unpriced_tokens,
                cast(sum(coalesce(a.cost_pico_usd, 0)) as bigint) as cost_pico,
                cast(sum(case when %1$s then coalesce(a.cost_pico_usd, 0) else 0 end) as bigint) as compared_pico,
                cast(sum(case when %1$s and a.outcome = 'answered' then coalesce(a.cost_pico_usd, 0) else 0 end) as bigint)
                    as answering_pico,
                cast(sum(case when a.outcome = 'answered' then 0 else coalesce(a.cost_pico_usd, 0) end) as bigint)
                    as unanswered_pico
                from request r join attempt a on a.request_id = r.id
                """
                        .formatted(COMPARED, UNPRICED, TOKENS_BY_CLASS, TOKENS_IN, TOKENS_OUT)
                + where(Dimension::ofAttempt)
                + grouped(keys.size());
    }

    /** The cell of a row of either statement. */
    CellKey key(ResultSet row) throws SQLException {
        Map<Dimension, String> names = new EnumMap<>(Dimension.class);
        for (Dimension dimension : dimensions) {
            names.put(dimension, row.getString("by_" + dimension.label()));
        }
        return new CellKey(names, row.getInt("slot"));
    }

    /** The sums of a row of {@link #ofRequests()}. */
    static RequestSums requestSums(ResultSet row) throws SQLException {
        return new RequestSums(
                row.getLong("requests"),
                row.getLong("answered"),
                row.getLong("refused"),
                row.getLong("cancelled"),
                row.getLong("failed"),
                row.getLong("priced"),
                row.getLong("compared"),
                row.getLong("baseline_pico"));
    }

    /** Where savings come from, of a row of {@link #ofRequests()}. */
    static SavingSums savingSums(ResultSet row) throws SQLException {
        return new SavingSums(
                row.getLong("saved_routing_pico"),
                row.getLong("saved_failover_pico"),
                row.getLong("saved_cache_pico"),
                row.getLong("saved_batch_pico"),
                row.getLong("saved_off_peak_pico"));
    }

    /** The sums of a row of {@link #ofAttempts()}. */
    static AttemptSums attemptSums(ResultSet row) throws SQLException {
        Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
        for (TokenClass tokenClass : TokenClass.values()) {
            tokens.put(tokenClass, row.getLong(column(tokenClass)));
        }
        return new AttemptSums(
                row.getLong("attempts"),
                row.getLong("answered"),
                row.getLong("failed"),
                row.getLong("simulated"),
                row.getLong("estimated"),
                row.getLong("unpriced"),
                new TokenSums(tokens),
                row.getLong("unpriced_tokens"),
                row.getLong("cost_pico"),
                row.getLong("compared_pico"),
                row.getLong("answering_pico"),
                row.getLong("unanswered_pico"));
    }

    private List<String> keys(Function<Dimension, String> sql) {
        List<String> keys = new ArrayList<>();
        dimensions.forEach(dimension -> keys.add(sql.apply(dimension) + " as by_" + dimension.label()));
        keys.add((bySlot ? "(r.received_at - :base) / :slot" : "0") + " as slot");
        return keys;
    }

    private String lastAttempt() {
        boolean needed =
                Stream.concat(dimensions.stream(), only.keySet().stream()).anyMatch(Dimension::byAttempt);
        return needed
                ? """
                left join attempt last on last.request_id = r.id
                     and last.number = (select max(n.number) from attempt n where n.request_id = r.id)
                """
                : "";
    }

    private String where(Function<Dimension, String> sql) {
        return only.keySet().stream()
                .sorted()
                .map(dimension -> condition(dimension, sql.apply(dimension)))
                .collect(Collectors.joining("", " where r.received_at >= :from and r.received_at < :to", ""));
    }

    /** Where names are given, says so once more: the indexes of rare labels hold only rows that have one. */
    private String condition(Dimension dimension, String sql) {
        boolean named = !only.getOrDefault(dimension, Set.of()).contains("");
        return " and " + sql + " in (:" + parameter(dimension) + ")" + (named ? " and " + sql + " <> ''" : "");
    }

    /** By the leading columns; the count that follows them orders the cells. */
    private static String grouped(int keys) {
        String columns =
                IntStream.rangeClosed(1, keys).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return " group by " + columns + " order by " + (keys + 1) + " desc, " + columns;
    }

    private static String tokens(boolean ofPrompt) {
        return Stream.of(TokenClass.values())
                .filter(tokenClass -> tokenClass.ofPrompt() == ofPrompt)
                .map(tokenClass -> "coalesce(a." + column(tokenClass) + ", 0)")
                .collect(Collectors.joining(" + "));
    }

    private static String column(TokenClass tokenClass) {
        return tokenClass.label() + "_tokens";
    }
}
