package io.fareway.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Costs from the embedded database. */
class SqliteCostsTest {

    private static Path folder;

    @BeforeAll
    static void chooseFolder(@TempDir Path ledgerFolder) {
        folder = ledgerFolder;
    }

    @Nested
    class Figures extends CostFiguresContract {

        @Override
        DataSource dataSource() {
            return LedgerFile.in(folder);
        }
    }

    @Nested
    class Questions extends CostQuestionsContract {

        @Override
        DataSource dataSource() {
            return LedgerFile.in(folder);
        }
    }

    @ParameterizedTest
    @MethodSource("questions")
    void everyQuestion_isAnsweredByAnIndex(Cells cells) {
        JdbcClient jdbc = JdbcClient.create(LedgerFile.in(folder));
        new LedgerRows(LedgerFile.in(folder));

        for (String sql : List.of(cells.ofRequests(), cells.ofAttempts())) {
            List<String> plan = jdbc.sql("explain query plan " + sql)
                    .params(Map.of("from", 1, "to", 2, "base", 1, "slot", 900_000))
                    .params(cells.parameters())
                    .query((row, number) -> row.getString("detail"))
                    .list();

            assertThat(plan).noneMatch(step -> step.startsWith("SCAN"));
            assertThat(plan).anyMatch(step -> step.startsWith("SEARCH r USING"));
        }
    }

    private static Stream<Cells> questions() {
        return Stream.concat(
                Stream.of(new Cells(List.of(), true, Map.of()), new Cells(Dimension.REPORTED, true, Map.of())),
                Stream.of(Dimension.values())
                        .map(dimension ->
                                new Cells(List.of(dimension), false, Map.of(dimension, Set.of("one", "two")))));
    }

    @Test
    void oneSession_isFoundByItsOwnIndex() {
        new LedgerRows(LedgerFile.in(folder));
        Cells cells = new Cells(List.of(), false, Map.of(Dimension.SESSION, Set.of("s-1")));

        List<String> plan = JdbcClient.create(LedgerFile.in(folder))
                .sql("explain query plan " + cells.ofAttempts())
                .params(Map.of("from", 1, "to", 2))
                .params(cells.parameters())
                .query((row, number) -> row.getString("detail"))
                .list();

        assertThat(plan).anyMatch(step -> step.contains("request_by_session"));
    }
}
