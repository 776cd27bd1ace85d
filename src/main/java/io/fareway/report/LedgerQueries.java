package io.fareway.report;

/**
 * The report's SQL, for SQLite and PostgreSQL. Requests belong to the day on which they were received, and an attempt
 * to the day of its request, so that sums over attempts and over requests cover the same ground. Every statement takes
 * {@code :from} and {@code :to}, in ms since 1970.
 */
final class LedgerQueries {

    private static final String OF_THE_DAY = " where r.received_at >= :from and r.received_at < :to ";

    // what an unanswered request cost lessens the saving, so it is compared too, with a baseline of nothing
    private static final String COMPARED =
            "(r.cost_pico_usd is not null and (r.outcome <> 'answered' or r.baseline_pico_usd is not null))";

    private static final String TOKENS_IN =
            """
            coalesce(a.input_tokens, 0) + coalesce(a.cache_read_tokens, 0) + coalesce(a.cache_write_5m_tokens, 0)
            + coalesce(a.cache_write_1h_tokens, 0) + coalesce(a.audio_input_tokens, 0) + coalesce(a.image_input_tokens, 0)
            """;

    private static final String TOKENS_OUT =
            "coalesce(a.output_tokens, 0) + coalesce(a.reasoning_tokens, 0) + coalesce(a.audio_output_tokens, 0)";

    /** Sums over requests by everything they are counted under, the largest cells first. */
    static final String REQUEST_CELLS =
            """
            select coalesce(last.provider, '') as provider, coalesce(last.deployment, '') as deployment,
                   r.tier, r.task, r.job, (r.received_at - :from) / 3600000 as hour, r.baseline,
                   count(*) as requests,
                   count(case when r.outcome = 'answered' then 1 end) as answered,
                   count(case when r.outcome = 'refused' then 1 end) as refused,
                   count(case when r.outcome = 'cancelled' then 1 end) as cancelled,
                   count(case when r.outcome in ('failed', 'uncertain') then 1 end) as failed,
                   count(case when r.outcome = 'answered' and r.cost_pico_usd is not null then 1 end) as priced,
                   count(case when r.outcome = 'answered' and %1$s then 1 end) as compared,
                   cast(sum(case when %1$s then coalesce(r.baseline_pico_usd, 0) else 0 end) as bigint) as baseline_pico
            from request r
            left join attempt last on last.request_id = r.id
                 and last.number = (select max(n.number) from attempt n where n.request_id = r.id)
            """
                            .formatted(COMPARED)
                    + OF_THE_DAY
                    + "group by 1, 2, 3, 4, 5, 6, 7 order by 8 desc, 1, 2, 3, 4, 5, 6, 7";

    /** Sums over attempts by everything they are counted under, the largest cells first. */
    static final String ATTEMPT_CELLS =
            """
            select a.provider, a.deployment, r.tier, r.task, r.job, (r.received_at - :from) / 3600000 as hour,
                   count(*) as attempts,
                   count(case when a.outcome = 'answered' then 1 end) as answered,
                   count(case when a.outcome in ('failed', 'uncertain') then 1 end) as failed,
                   count(case when a.simulated = 1 then 1 end) as simulated,
                   count(case when a.usage_estimated = 1 then 1 end) as estimated,
                   count(case when a.cost_pico_usd is null and (a.outcome = 'answered' or %2$s + %3$s > 0) then 1 end)
                       as unpriced,
                   cast(sum(%2$s) as bigint) as tokens_in,
                   cast(sum(%3$s) as bigint) as tokens_out,
                   cast(sum(coalesce(a.cost_pico_usd, 0)) as bigint) as cost_pico,
                   cast(sum(case when %1$s then coalesce(a.cost_pico_usd, 0) else 0 end) as bigint) as compared_pico,
                   cast(sum(case when a.outcome = 'answered' then 0 else coalesce(a.cost_pico_usd, 0) end) as bigint)
                       as unanswered_pico
            from attempt a join request r on r.id = a.request_id
            """
                            .formatted(COMPARED, TOKENS_IN, TOKENS_OUT)
                    + OF_THE_DAY
                    + "group by 1, 2, 3, 4, 5, 6 order by 7 desc, 1, 2, 3, 4, 5, 6";

    /** Durations of answered requests. */
    static final String REQUEST_DURATIONS =
            "select r.tier, r.task, r.job, r.duration_ms, r.first_byte_ms from request r"
                    + OF_THE_DAY
                    + "and r.outcome = 'answered'";

    /** Durations of answered attempts. */
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
                            .formatted(TOKENS_IN, TOKENS_OUT)
                    + OF_THE_DAY
                    + """
                  and r.cost_pico_usd > 0 order by r.cost_pico_usd desc, r.id limit 10) r
            left join attempt a on a.request_id = r.id
            group by 1, 2, 3, 4, 5, 6, 7 order by 6 desc, 1
            """;

    /** Attempts of the day whose request has not ended. */
    static final String UNDER_WAY =
            """
            select count(*) from attempt a where a.opened_at >= :from and a.opened_at < :to
            and not exists (select 1 from request r where r.id = a.request_id)
            """;

    private LedgerQueries() {}
}
