package io.fareway.pricing;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;

class PriceBookSqliteTest extends PriceBookContract {

    private final Path folder;

    PriceBookSqliteTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Override
    DataSource emptyDatabase() {
        return Databases.sqlite(folder);
    }
}
