package io.fareway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rows as RFC 4180 has them, and what keeps one from filling the memory. */
class CsvReaderTest {

    private static List<CsvReader.Row> rows(String table, int maxBytes) throws IOException {
        List<CsvReader.Row> rows = new ArrayList<>();
        try (CsvReader reader =
                new CsvReader(new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8)), maxBytes)) {
            for (Optional<CsvReader.Row> row = reader.next(); row.isPresent(); row = reader.next()) {
                rows.add(row.get());
            }
        }
        return rows;
    }

    @Test
    void quotedValues_mayHoldSeparatorsLineEndsAndQuotes() throws IOException {
        List<CsvReader.Row> rows = rows("a,b\r\n\"1,\n\"\"2\"\"\",\r\n3,4", 100);

        assertThat(rows)
                .extracting(CsvReader.Row::fields)
                .containsExactly(List.of("a", "b"), List.of("1,\n\"2\"", ""), List.of("3", "4"));
        assertThat(rows).extracting(CsvReader.Row::number).containsExactly(1L, 2L, 4L);
    }

    @Test
    void rowThatIsTooLong_keepsNothingAndTheNextIsRead() throws IOException {
        List<CsvReader.Row> rows = rows("a,b\n" + "x,".repeat(100) + "y\"\n1,2", 100);

        assertThat(rows.get(1).fields()).isEmpty();
        assertThat(rows.get(1).fault()).hasValue("is longer than 100 bytes. Shorten it.");
        assertThat(rows.get(2).fields()).containsExactly("1", "2");
    }

    @Test
    void rowOfNothingButSeparators_isRefusedBeforeItsLengthIs() throws IOException {
        List<CsvReader.Row> rows = rows(",".repeat(16_383) + "\n" + ",".repeat(16_384) + "\n1,2", 1 << 20);

        assertThat(rows.get(0).fields()).hasSize(16_384);
        assertThat(rows.get(1).fields()).isEmpty();
        assertThat(rows.get(1).fault()).hasValue("has more than 16384 values. Leave some out.");
        assertThat(rows.get(2).fields()).containsExactly("1", "2");
    }
}
