package io.fareway.report;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Reports from the embedded database. */
class SqliteReportsTest {

    private static Path database;

    @BeforeAll
    static void chooseFolder(@TempDir Path ledgerFolder) {
        database = ledgerFolder;
    }

    @Nested
    class Figures extends ReportFiguresContract {

        @Override
        DataSource dataSource() {
            return LedgerFile.in(database);
        }
    }

    @Nested
    class Periods extends ReportPeriodsContract {

        @Override
        DataSource dataSource() {
            return LedgerFile.in(database);
        }
    }

    @Nested
    class Pages extends ReportPagesContract {

        @Override
        DataSource dataSource() {
            return LedgerFile.in(database);
        }
    }
}
