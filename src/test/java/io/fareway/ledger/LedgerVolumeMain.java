package io.fareway.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Fills a ledger with many rows and measures what people and jobs ask of it; bench/ledger runs it. */
final class LedgerVolumeMain {

    private static final Instant END = Instant.parse("2026-11-01T00:00:00Z");
    private static final int DAYS = 90;
    private static final int BLOCK = 250_000;

    /** One attempt and one request a row number; the rows spread evenly over the days. */
    private static final String NUMBERS =
            """
            with recursive n(i) as (select :first union all select i + 1 from n where i + 1 < :end)
            """;

    private static final String ATTEMPTS = NUMBERS
            + """
            insert into attempt (id, request_id, number, endpoint, asked_model, task, tier, tier_reason, deployment,
                provider, model, streamed, simulated, job, instance, opened_at, closed_at, outcome, billing, http_status,
                error, input_tokens, cache_read_tokens, output_tokens, usage_estimated, price_id, cost_pico_usd,
                cost_parts, first_byte_ms, duration_ms, own_prompt_tokens)
            select printf('%036d.1', i), printf('%036d', i), 1, '/v1/chat/completions', 'auto',
                case i % 5 when 0 then 'coding' when 1 then 'faq' else '' end,
                case i % 3 when 0 then 'simple' when 1 then 'medium' else 'complex' end, 'short prompt',
                'provider-' || (i % 8) || '/model-' || (i % 3), 'provider-' || (i % 8), 'model-' || (i % 3),
                i % 2, 0, '', 'bench', :start + i * :step, :start + i * :step + 900,
                case when i % 50 = 0 then 'failed' else 'answered' end,
                case when i % 50 = 0 then 'free' else 'billed' end,
                case when i % 50 = 0 then 503 else 200 end, '', 800 + i % 900, i % 400, 100 + i % 300, 0,
                'provider/model@2026-08-01T00:00:00Z', 748000000 + i % 1000, '{"input":590000000,"output":158000000}',
                180 + i % 100, 900, 790 + i % 900
              from n
            """;

    private static final String REQUESTS = NUMBERS
            + """
            insert into request (id, received_at, endpoint, asked_model, task, tier, tier_reason, streamed, job, outcome,
                status, attempts, deployment, cost_pico_usd, baseline_pico_usd, baseline, first_byte_ms, duration_ms)
            select printf('%036d', i), :start + i * :step, '/v1/chat/completions', 'auto',
                case i % 5 when 0 then 'coding' when 1 then 'faq' else '' end,
                case i % 3 when 0 then 'simple' when 1 then 'medium' else 'complex' end, 'short prompt', i % 2, '',
                case when i % 50 = 0 then 'failed' else 'answered' end, 200, 1,
                'provider-' || (i % 8) || '/model-' || (i % 3), 748000000 + i % 1000, 3100000000, 'openai/gpt-4.1',
                190, 910
              from n
            """;

    private LedgerVolumeMain() {}

    /**
     * Prints a table of times.
     *
     * @param arguments the file of the database, which is made anew, and the number of attempts
     */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]).toAbsolutePath();
        long rows = Long.parseLong(arguments[1]);
        for (String suffix : new String[] {"", "-wal", "-shm"}) {
            Files.deleteIfExists(Path.of(file + suffix));
        }
        try (LedgerFixture books =
                LedgerFixture.on(LedgerFixture.properties("jdbc:sqlite:" + file, ""), Clock.systemUTC())) {
            fill(books.database, rows);
            books.database.sql("pragma wal_checkpoint(truncate)").query().listOfRows();
            System.out.printf(Locale.ROOT, "%,d attempts, %,d requests, %,d MB%n", rows, rows, Files.size(file) >> 20);
            ask(books, rows);
            keepUp(books);
        }
    }

    private static void fill(JdbcClient database, long rows) {
        long begin = System.nanoTime();
        long step = Duration.ofDays(DAYS).toMillis() / rows;
        for (long first = 0; first < rows; first += BLOCK) {
            for (String sql : new String[] {ATTEMPTS, REQUESTS}) {
                database.sql(sql)
                        .param("first", first)
                        .param("end", Math.min(rows, first + BLOCK))
                        .param("start", END.minus(Duration.ofDays(DAYS)).toEpochMilli())
                        .param("step", step)
                        .update();
            }
        }
        print("fill", begin);
    }

    private static void ask(LedgerFixture books, long rows) {
        for (int i = 0; i < 3; i++) {
            long begin = System.nanoTime();
            boolean found = books.queries
                    .request(String.format(Locale.ROOT, "%036d", rows / 2 + i))
                    .isPresent();
            print(found ? "look up one request" : "look up one request, NOT FOUND", begin);
        }
        long day = END.minus(Duration.ofDays(2)).toEpochMilli();
        long begin = System.nanoTime();
        books.database
                .sql("select provider, count(*), sum(cost_pico_usd) from attempt where opened_at >= :from"
                        + " and opened_at < :to group by provider")
                .param("from", day)
                .param("to", day + Duration.ofDays(1).toMillis())
                .query()
                .listOfRows();
        print("cost of a day by provider, from attempts", begin);
    }

    private static void keepUp(LedgerFixture books) {
        HikariDataSource dataSource = (HikariDataSource) books.dataSource();
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        run(books, transaction, 0, "add up every hour, first run");
        run(books, transaction, 0, "add up once more (what changes every hour)");
        long begin = System.nanoTime();
        books.database
                .sql("select provider, sum(attempts), sum(cost_pico_usd) from attempt_hour where hour >= :from"
                        + " group by provider")
                .param("from", END.minus(Duration.ofDays(31)).toEpochMilli())
                .query()
                .listOfRows();
        print("cost of a month by provider, from hours", begin);
        run(books, transaction, DAYS - 1, "delete a day");
    }

    private static void run(LedgerFixture books, TransactionTemplate transaction, int days, String what) {
        long begin = System.nanoTime();
        new LedgerUpkeep(
                        new UpkeepState(books.database),
                        new Rollups(books.database, transaction),
                        new Retention(books.database),
                        new RetentionProperties(days),
                        Clock.fixed(END, ZoneOffset.UTC))
                .run();
        print(what, begin);
    }

    private static void print(String what, long beginNanos) {
        System.out.printf(
                Locale.ROOT,
                "%-45s %,10.1f ms%n",
                what,
                Duration.ofNanos(System.nanoTime() - beginNanos).toNanos() / 1e6);
    }
}
