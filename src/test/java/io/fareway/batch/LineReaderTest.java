package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    private static List<String> read(String content, int maxBytes) throws IOException {
        List<String> lines = new ArrayList<>();
        try (LineReader reader =
                new LineReader(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), maxBytes)) {
            for (Optional<InputLine> line = reader.next(); line.isPresent(); line = reader.next()) {
                lines.add(describe(line.get()));
            }
        }
        return lines;
    }

    private static String describe(InputLine line) {
        return switch (line) {
            case InputLine.Text text -> text.number() + ":" + new String(text.bytes(), StandardCharsets.UTF_8).strip();
            case InputLine.TooLong tooLong -> tooLong.number() + " too long for " + tooLong.maxBytes();
            case InputLine.Unusable unusable -> unusable.code();
        };
    }

    @Test
    void next_givesLinesWithTheirNumbers() throws IOException {
        assertThat(read("one\ntwo\nthree", 10)).containsExactly("1:one", "2:two", "3:three");
    }

    @Test
    void next_countsBlankLinesButDoesNotGiveThem() throws IOException {
        assertThat(read("\n  \none\r\n\r\n\ttwo\n\n", 10)).containsExactly("3:one", "5:two");
    }

    @Test
    void next_givesNothingOfAnEmptyFile() throws IOException {
        assertThat(read("", 10)).isEmpty();
    }

    @Test
    void next_skipsAByteOrderMark() throws IOException {
        assertThat(read("\uFEFFone\n", 10)).containsExactly("1:one");
    }

    @Test
    void next_goesOnAfterALineThatIsTooLong() throws IOException {
        assertThat(read("12345\n123456\n1", 5)).containsExactly("1:12345", "2 too long for 5", "3:1");
    }

    @Test
    void next_doesNotCountTheLineEndAsLength() throws IOException {
        assertThat(read("12345\r\n12345\n", 5)).containsExactly("1:12345", "2:12345");
    }
}
