package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void supportTriage_hasGoodLinesOnly() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("samples/support-triage.jsonl"));

        List<ParsedLine> parsed = lines.stream()
                .map(line ->
                        new LineParser().parse("job", new InputLine.Text(1, line.getBytes(StandardCharsets.UTF_8))))
                .toList();

        assertThat(parsed).hasSize(37).allSatisfy(line -> assertThat(line).isInstanceOf(BatchLine.class));
        assertThat(parsed).extracting(ParsedLine::readableId).doesNotHaveDuplicates();
    }
}
