package io.fareway.report;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far our own token counts are from those that providers reported, by model. */
@Component
public class CountErrors {

    private static final String BY_MODEL =
            """
            select provider, model, sum(prompts) as prompts, sum(prompt_reported) as prompt_reported,
                   sum(prompt_own) as prompt_own, sum(prompt_apart) as prompt_apart, sum(answers) as answers,
                   sum(answer_reported) as answer_reported, sum(answer_own) as answer_own,
                   sum(answer_apart) as answer_apart
              from count_error_hour
             where hour >= :from and hour < :to
             group by provider, model
             order by provider, model
            """;

    private final JdbcClient database;
    private final Clock clock;

    /** Reads from that database, up to the hour of that clock. */
    public CountErrors(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Counts compared with the providers' word.
     *
     * @param compared how many attempts
     * @param reported tokens that providers reported for them
     * @param own tokens that we counted
     * @param apart sum of the differences, each without its sign
     */
    public record Comparison(long compared, long reported, long own, long apart) {

        /** How much too much we count in all, as a part of what was reported; negative for too little, empty for nothing. */
        public Optional<BigDecimal> bias() {
            return new Ratio(own - reported, reported).value();
        }

        /** How far apart single counts are, as a part of what was reported; empty for nothing. */
        public Optional<BigDecimal> error() {
            return new Ratio(apart, reported).value();
        }
    }

    /**
     * The counts of one model at one provider.
     *
     * @param prompt of prompts
     * @param answer of the text of answers, for which a sample is counted
     */
    public record ModelError(String provider, String model, Comparison prompt, Comparison answer) {}

    /** All models of which anything was compared, in hours that have been added up and are younger than this. */
    public List<ModelError> of(Duration last) {
        Instant now = clock.instant();
        return between(database, now.minus(last), now.plusMillis(1));
    }

    /** The same for the hours that begin from one moment on and before another. */
    static List<ModelError> between(JdbcClient database, Instant from, Instant to) {
        return database.sql(BY_MODEL)
                .param("from", from.toEpochMilli())
                .param("to", to.toEpochMilli())
                .query((row, number) -> new ModelError(
                        row.getString("provider"),
                        row.getString("model"),
                        comparison(row, "prompts", "prompt"),
                        comparison(row, "answers", "answer")))
                .list();
    }

    private static Comparison comparison(ResultSet row, String count, String part) throws SQLException {
        return new Comparison(
                row.getLong(count),
                row.getLong(part + "_reported"),
                row.getLong(part + "_own"),
                row.getLong(part + "_apart"));
    }
}
