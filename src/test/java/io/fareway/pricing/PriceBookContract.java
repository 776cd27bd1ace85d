package io.fareway.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fareway.model.Price;
import io.fareway.model.TokenClass;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the price book and the record of changes promise on every database. */
abstract class PriceBookContract {

    private static final Instant LATER = Prices.START.plus(Duration.ofDays(10));

    private final Clock clock = Clock.fixed(LATER, ZoneOffset.UTC);
    private final PriceProperties properties = new PriceProperties("", 45, new BigDecimal("3"), Path.of("reports"));
    private JdbcClient jdbc;
    private PriceBook book;

    /** An empty database. */
    abstract DataSource emptyDatabase() throws Exception;

    @BeforeEach
    void openBook() throws Exception {
        DataSource database = emptyDatabase();
        Databases.migrate(database);
        jdbc = JdbcClient.create(database);
        book = reopened();
    }

    @Test
    void at_takesTheLatestRowThatHasBegun() {
        book.configured(List.of(Prices.text("1", "2"), Prices.text(LATER, "3", "4")));

        assertThat(input(Prices.START)).isEqualByComparingTo("1");
        assertThat(input(LATER.minusMillis(1))).isEqualByComparingTo("1");
        assertThat(input(LATER)).isEqualByComparingTo("3");
    }

    @Test
    void at_isEmptyBeforeTheFirstRowAndForOthers() {
        book.configured(List.of(Prices.text("1", "2")));

        assertThat(book.at(Prices.DEPLOYMENT, Prices.START.minusMillis(1))).isEmpty();
        assertThat(book.at("groq/other", LATER)).isEmpty();
    }

    @Test
    void configured_recordsEveryRowBeforeItIsUsed() {
        book.configured(List.of(Prices.text("1.10", "2"), Prices.text(LATER, "3", "4")));

        List<Map<String, Object>> rows =
                jdbc.sql("select * from price order by effective_from").query().listOfRows();
        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst())
                .containsEntry("id", "groq/llama-3.3-70b@2026-08-01T00:00:00Z")
                .containsEntry("usd_per_million", "{\"input\":\"1.10\",\"output\":\"2\"}")
                .containsEntry("source_date", "2026-08-01")
                .containsEntry("origin", "configured");
    }

    @Test
    void configured_replacesTheRowsGivenBeforeButKeepsThemRecorded() {
        book.configured(List.of(Prices.text("1", "2"), Prices.text(LATER, "3", "4")));

        book.configured(List.of(Prices.text("1", "2")));

        assertThat(input(LATER)).isEqualByComparingTo("1");
        assertThat(recordedRows()).isEqualTo(2);
    }

    @Test
    void configured_acceptsTheSameFiguresAgain() {
        book.configured(List.of(Prices.text("1", "2")));

        book.configured(List.of(Prices.text("1.00", "2.0")));

        assertThat(recordedRows()).isEqualTo(1);
    }

    @Test
    void configured_refusesOtherFiguresUnderARecordedId() {
        book.configured(List.of(Prices.text("1", "2")));

        assertThatThrownBy(() -> book.configured(List.of(Prices.text(LATER, "5", "6"), Prices.text("9", "2"))))
                .isInstanceOf(PriceConflictException.class)
                .hasMessageContaining("groq/llama-3.3-70b@2026-08-01T00:00:00Z")
                .hasMessageContaining("{input 1, output 2}")
                .hasMessageContaining("add a row with a later effective_from");
        assertThat(input(LATER)).isEqualByComparingTo("1");
        assertThat(recordedRows()).isEqualTo(1);
    }

    @Test
    void configured_refusesTwoContentsUnderOneIdInOneFile() {
        assertThatThrownBy(() -> book.configured(List.of(Prices.text("1", "2"), Prices.text("1", "3"))))
                .isInstanceOf(PriceConflictException.class);
        assertThat(recordedRows()).isZero();
    }

    @Test
    void configured_refusesTimesFinerThanTheLedgerHolds() {
        assertThatThrownBy(() -> book.configured(List.of(Prices.text(Prices.START.plusNanos(1), "1", "2"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("whole milliseconds");
    }

    @Test
    void refreshed_outlivesARestartAndAReload() {
        book.configured(List.of(Prices.text("1", "2")));
        book.refreshed(Prices.text(LATER, "1.5", "2.5"));

        book = reopened();
        book.configured(List.of(Prices.text("1", "2")));

        assertThat(input(LATER)).isEqualByComparingTo("1.5");
        assertThat(input(LATER.minusMillis(1))).isEqualByComparingTo("1");
    }

    @Test
    void refreshed_keepsTheTermsOfAPriceOverARestart() throws Exception {
        Price price = Prices.withTerms("1", "2", "rates: [{when: {service-tier: batch}, factor: \"0.5\"}]");
        book.refreshed(price);

        book = reopened();

        assertThat(book.at(Prices.DEPLOYMENT, LATER).orElseThrow().terms()).isEqualTo(price.terms());
    }

    @Test
    void configured_refusesOtherTermsUnderARecordedId() throws Exception {
        book.configured(List.of(Prices.withTerms("1", "2", "usd-per-unit: {request: \"0.01\"}")));

        assertThatThrownBy(() -> book.configured(List.of(Prices.text("1", "2"))))
                .isInstanceOf(PriceConflictException.class)
                .hasMessageContaining("request");
    }

    @Test
    void at_isEmptyOnceThePriceHasEnded() throws Exception {
        book.configured(List.of(Prices.withTerms("1", "2", "effective-to: 2026-08-11")));

        assertThat(book.at(Prices.DEPLOYMENT, LATER.minusMillis(1))).isPresent();
        assertThat(book.at(Prices.DEPLOYMENT, LATER)).isEmpty();
        assertThat(book.stateOf(Prices.DEPLOYMENT, LATER)).isEqualTo(PriceState.UNKNOWN);
    }

    @Test
    void removedConfiguredRow_isNotRevivedByARestart() {
        book.configured(List.of(Prices.text("1", "2")));

        book = reopened();
        book.configured(List.of());

        assertThat(book.at(Prices.DEPLOYMENT, LATER)).isEmpty();
    }

    @Test
    void stateOf_turnsStaleTheDayAfterTheSetNumberOfDays() {
        book.configured(List.of(Prices.text("1", "2")));

        assertThat(stateAfterDays(45)).isEqualTo(PriceState.KNOWN);
        assertThat(stateAfterDays(46)).isEqualTo(PriceState.STALE);
    }

    @Test
    void stateOf_isUnknownWithoutAPriceForInputAndOutput() {
        book.configured(List.of(Prices.of(Map.of(TokenClass.INPUT, "1"))));

        assertThat(book.stateOf(Prices.DEPLOYMENT, LATER)).isEqualTo(PriceState.UNKNOWN);
        assertThat(book.stateOf("groq/other", LATER)).isEqualTo(PriceState.UNKNOWN);
    }

    @Test
    void confirmed_keepsAPriceKnownAlsoAfterARestart() {
        Price price = Prices.text("1", "2");
        book.configured(List.of(price));
        book.confirmed(price, "feed", LocalDate.parse("2026-08-20"));
        book.confirmed(price, "feed", LocalDate.parse("2026-09-01"));

        book = reopened();
        book.configured(List.of(price));

        assertThat(stateAfterDays(31 + 45)).isEqualTo(PriceState.KNOWN);
        assertThat(stateAfterDays(31 + 46)).isEqualTo(PriceState.STALE);
    }

    @Test
    void configured_findsWhatAnotherReplicaHasRefreshed() {
        book.configured(List.of(Prices.text("1", "2")));
        reopened().refreshed(Prices.text(LATER, "1.5", "2.5"));

        book.configured(List.of(Prices.text("1", "2")));

        assertThat(input(LATER)).isEqualByComparingTo("1.5");
    }

    @Test
    void changeStore_recordsADifferenceOncePerPriceInForce() {
        ChangeStore changes = new ChangeStore(jdbc);
        PriceChange change = new PriceChange(
                Prices.DEPLOYMENT,
                TokenClass.INPUT,
                Optional.of(new BigDecimal("1.10")),
                Optional.empty(),
                PriceChange.Verdict.QUARANTINED,
                "gone");

        assertThat(changes.record(change, "first row", "feed", LATER)).isTrue();
        assertThat(changes.record(change, "first row", "feed", LATER.plusMillis(1)))
                .isFalse();
        assertThat(changes.record(change, "second row", "feed", LATER)).isTrue();

        assertThat(jdbc.sql("select * from price_change order by id").query().listOfRows())
                .hasSize(2)
                .first()
                .satisfies(row -> assertThat(row)
                        .containsEntry("old_usd", "1.1")
                        .containsEntry("new_usd", "")
                        .containsEntry("verdict", "quarantined")
                        .containsEntry("reason", "gone"));
    }

    private PriceBook reopened() {
        return new PriceBook(jdbc, clock, properties);
    }

    private PriceState stateAfterDays(int days) {
        return book.stateOf(Prices.DEPLOYMENT, Prices.START.plus(Duration.ofDays(days)));
    }

    private BigDecimal input(Instant moment) {
        return book.at(Prices.DEPLOYMENT, moment)
                .flatMap(price -> price.perMillion(TokenClass.INPUT))
                .orElseThrow();
    }

    private int recordedRows() {
        return jdbc.sql("select count(*) from price").query(Integer.class).single();
    }
}
