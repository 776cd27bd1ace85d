package io.fareway.batch;

import io.fareway.model.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What a job has cost and saved, from the ledger. */
@Component
class JobCosts {

    private static final String SUMS =
            """
            select coalesce(sum(cost_pico_usd), 0) as cost,
                   coalesce(sum(baseline_pico_usd), 0) as baseline,
                   coalesce(sum(case when baseline_pico_usd is null then 0 else cost_pico_usd end), 0) as compared,
                   coalesce(sum(case when cost_pico_usd is null then 1 else 0 end), 0) as unpriced
            from request where job = ?
            """;
    private static final String SIMULATED =
            "select count(*) from request r join attempt a on a.request_id = r.id where r.job = ? and a.simulated = 1";

    private final JdbcTemplate jdbc;

    JobCosts(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /** One sentence with cost and saving in USD. */
    String of(String job) {
        return Optional.ofNullable(jdbc.queryForObject(
                                SUMS,
                                (row, index) -> new Sums(
                                        row.getLong("cost"),
                                        row.getLong("baseline"),
                                        row.getLong("compared"),
                                        row.getLong("unpriced")),
                                job))
                        .map(Sums::sentence)
                        .orElse("")
                + (isSimulated(job) ? " (simulated: nobody is billed)" : "");
    }

    private boolean isSimulated(String job) {
        return Optional.ofNullable(jdbc.queryForObject(SIMULATED, Long.class, job))
                .map(attempts -> attempts > 0)
                .orElse(false);
    }

    /** In pico-dollars; {@code compared} is the cost of those requests whose baseline is known. */
    private record Sums(long cost, long baseline, long compared, long unpriced) {

        String sentence() {
            String sentence = "cost " + usd(cost) + " USD";
            if (baseline > 0) {
                sentence += ", saved " + usd(baseline - compared) + " USD of " + usd(baseline) + " USD ("
                        + percent(baseline - compared) + " %)";
            }
            return unpriced > 0 ? sentence + ", not counted: " + unpriced + " of unknown cost" : sentence;
        }

        private BigDecimal percent(long saved) {
            return BigDecimal.valueOf(saved)
                    .movePointRight(2)
                    .divide(BigDecimal.valueOf(baseline), 1, RoundingMode.HALF_UP);
        }

        private static String usd(long pico) {
            return Money.format(Money.fromPico(pico));
        }
    }
}
