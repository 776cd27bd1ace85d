package io.fareway.ledger;

import static io.fareway.testing.Journeys.answered;
import static io.fareway.testing.Journeys.attempt;
import static io.fareway.testing.Journeys.journey;
import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Attempt;
import io.fareway.model.Journey;
import io.fareway.model.Outcome;
import io.fareway.report.CountErrors;
import io.fareway.testing.RecordedSql;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** No statement of the ledger reads a large table from end to end: every one finds its rows by an index. */
class QueryPlanTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:07:00Z");

    private final Path folder;
    private LedgerFixture books;
    private RecordedSql recorded;

    QueryPlanTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void openBooks() {
        books = LedgerFixture.on(
                LedgerFixture.properties("jdbc:sqlite:" + folder.resolve("fareway.db"), ""),
                Clock.fixed(NOW, ZoneOffset.UTC));
        books.lifecycle.start();
        recorded = RecordedSql.of(books.dataSource());
    }

    @AfterEach
    void closeBooks() {
        books.close();
    }

    @Test
    void lookUp_findsARequestByIndex() {
        LedgerQueries queries = new LedgerQueries(recorded.dataSource());

        queries.request("r1");

        assertThat(recorded.statements()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(fullScans()).isEmpty();
    }

    @Test
    void recovery_findsWhatWasLeftBehindByIndex() {
        new LedgerRecovery(recorded.dataSource(), new GatewayInstance("here"), Clock.fixed(NOW, ZoneOffset.UTC)).run();

        assertThat(recorded.statements()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(fullScans()).isEmpty();
    }

    @Test
    void upkeep_findsItsRowsByIndex() {
        Journey journey =
                journey("r1").receivedAt(NOW.minus(Duration.ofDays(3))).build();
        Attempt attempt = attempt(journey);
        books.ledger.open(attempt, journey);
        books.ledger.close(answered(attempt), journey);
        books.ledger.settle(journey, Outcome.ANSWERED, 200);
        DataSource database = recorded.dataSource();
        JdbcClient jdbc = JdbcClient.create(database);

        new LedgerUpkeep(
                        new UpkeepState(jdbc),
                        new Rollups(jdbc, new TransactionTemplate(new JdbcTransactionManager(database))),
                        new Retention(jdbc),
                        new RetentionProperties(2),
                        Clock.fixed(NOW, ZoneOffset.UTC))
                .run();

        assertThat(recorded.statements()).hasSizeGreaterThanOrEqualTo(8);
        assertThat(fullScans()).isEmpty();
    }

    @Test
    void countErrors_findTheirHoursByIndex() {
        new CountErrors(JdbcClient.create(recorded.dataSource()), Clock.fixed(NOW, ZoneOffset.UTC))
                .of(Duration.ofDays(30));

        assertThat(recorded.statements()).hasSize(1);
        assertThat(fullScans()).isEmpty();
    }

    /** Lines of the plans that say: read every row. */
    private List<String> fullScans() {
        return recorded.fullScansOf("attempt", "request", "attempt_hour", "request_hour", "count_error_hour");
    }
}
