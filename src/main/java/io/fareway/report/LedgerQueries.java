package io.fareway.report;

/**
 * What a report asks besides sums ({@link Cells}), in SQL for SQLite and PostgreSQL. Every statement takes {@code :from}
 * and {@code :to}, in ms since 1970.
 */
final class LedgerQueries {

    private static final String OF_THE_DAY = " where r.received_at >= :from and r.received_at < :to ";

    /** Durations of answered requests, with the names of their groups. */
    static final String REQUEST_DURATIONS =
            "select r.tier, r.task, r.job, r.duration_ms, r.first_byte_ms from request r"
                    + OF_THE_DAY
                    + "and r.outcome = 'answered'";

    /** Durations of answered attempts, with the names of their groups. */
    static final String ATTEMPT_DURATIONS =
            """
            select a.provider, a.deployment, a.duration_ms, a.first_byte_ms
            from attempt a join request r on r.id = a.request_id
            """
                    + OF_THE_DAY
                    + "and a.outcome = 'answered' and a.duration_ms is not null";

    /** The ten errors that ended most attempts. */
    static final String FREQUENT_ERRORS =
            """
            select a.deployment, a.outcome, coalesce(a.http_status, 0) as http_status, coalesce(a.error, '') as error,
                   count(*) as attempts
            from attempt a join request r on r.id = a.request_id
            """
                    + OF_THE_DAY
                    + """
            and a.outcome in ('failed', 'uncertain', 'refused')
            group by 1, 2, 3, 4 order by 5 desc, 1, 2, 3, 4 limit 10
            """;

    /** The ten requests that cost most. */
    static final String DEAREST_REQUESTS =
            """
            select r.id, r.received_at, r.tier, r.task, r.deployment, r.cost_pico_usd, r.baseline_pico_usd,
                   count(a.id) as attempts,
                   cast(sum(%1$s) as bigint) as tokens_in, cast(sum(%2$s) as bigint) as tokens_out
            from (select * from request r
            """
                            .formatted(Cells.TOKENS_IN, Cells.TOKENS_OUT)
                    + OF_THE_DAY
                    + """
                  and r.cost_pico_usd > 0 order by r.cost_pico_usd desc, r.id limit 10) r
            left join attempt a on a.request_id = r.id
            group by 1, 2, 3, 4, 5, 6, 7 order by 6 desc, 1
            """;

    /** Attempts of the day whose request has not ended. */
    static final String UNDER_WAY =
            """
            select count(*) from attempt a where a.opened_at >= :from and a.opened_at < :to and a.kind in ('call', 'batch')
            and not exists (select 1 from request r where r.id = a.request_id)
            """;

    private LedgerQueries() {}
}
