package io.fareway.ledger;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The default database, in a file. */
class SqliteLedgerUpkeepTest extends LedgerUpkeepContract {

    private final Path folder;

    SqliteLedgerUpkeepTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Override
    DatabaseProperties emptyDatabase() {
        return LedgerFixture.properties("jdbc:sqlite:" + folder.resolve("fareway.db"), "");
    }
}
