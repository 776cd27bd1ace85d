package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private Optional<String> template = Optional.empty();

    InputFilesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private List<InputLine> read(String name, byte[] content) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        JobOptions options = new JobOptions(
                JobOptions.Source.FOLDER,
                Optional.of("simple"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                template,
                JobOptions.Order.INPUT);
        Job job = new Job(
                "id",
                name,
                options,
                content.length,
                Job.State.RUNNING,
                Job.Control.RUN,
                "",
                0,
                Optional.empty(),
                Job.Counts.NONE,
                Instant.EPOCH,
                Optional.empty(),
                "");
        List<InputLine> read = new ArrayList<>();
        try (Lines lines = new InputFiles(200).open(job, file)) {
            for (Optional<InputLine> line = lines.next(); line.isPresent(); line = lines.next()) {
                read.add(line.get());
            }
        }
        return read;
    }

    private List<InputLine> read(String name, String content) throws IOException {
        return read(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode request(InputLine line) throws IOException {
        return JSON.readTree(((InputLine.Text) line).bytes());
    }

    private static String prompt(InputLine line) throws IOException {
        return request(line).at("/body/messages/0/content").asText();
    }

    private static byte[] packed(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String fault(InputLine line) {
        InputLine.Unusable unusable = (InputLine.Unusable) line;
        return unusable.number() + " " + unusable.code() + ": " + unusable.whatIsWrong();
    }

    @Test
    void text_isAPromptALine() throws IOException {
        List<InputLine> lines = read("prompts.txt", "Who was \"Ada\"?\r\n\nWas ist 1+1? 日本\n");

        assertThat(request(lines.getFirst()).path("custom_id").asText()).isEqualTo("line-1");
        assertThat(request(lines.getFirst()).at("/body/model").asText()).isEqualTo("simple");
        assertThat(prompt(lines.get(0))).isEqualTo("Who was \"Ada\"?");
        assertThat(prompt(lines.get(1))).isEqualTo("Was ist 1+1? 日本");
        assertThat(lines.get(1).number()).isEqualTo(3);
    }

    @Test
    void text_goesIntoTheTemplate() throws IOException {
        template = Optional.of("Translate: {{ line }}");

        assertThat(prompt(read("prompts.txt", "Hallo {{line}}\n").getFirst())).isEqualTo("Translate: Hallo {{line}}");
    }

    @Test
    void csv_fillsTheTemplate() throws IOException {
        template = Optional.of("Rate {{name}}: {{review}}");

        List<InputLine> rows = read(
                "reviews.csv", "id,name,review\n7,Tea,\"Good, \"\"very\"\"\nthe second line\"\n8,Milk $1 \\,bad\n");

        assertThat(rows).hasSize(2);
        assertThat(request(rows.get(0)).path("custom_id").asText()).isEqualTo("7");
        assertThat(prompt(rows.get(0))).isEqualTo("Rate Tea: Good, \"very\"\nthe second line");
        assertThat(prompt(rows.get(1))).isEqualTo("Rate Milk $1 \\: bad");
        assertThat(rows.get(1).number()).isEqualTo(4);
    }

    @Test
    void csv_withoutTemplateIsItsValues() throws IOException {
        assertThat(prompt(read("one.csv", "text\nHello\n").getFirst())).isEqualTo("Hello");
        assertThat(prompt(read("two.csv", "a;b\n1;2\n").getFirst())).isEqualTo("a: 1\nb: 2");
    }

    @Test
    void csv_badRowsAreFaultsOfTheirOwn() throws IOException {
        List<InputLine> rows = read("bad.csv", "a,b\n1\n1,2\n\"" + "x".repeat(300) + "\",2\n3,4\n\"open,5\n");

        assertThat(fault(rows.get(0))).startsWith("2 invalid_csv: has 1 fields instead of 2");
        assertThat(prompt(rows.get(1))).contains("a: 1");
        assertThat(fault(rows.get(2))).startsWith("4 invalid_csv: is longer than 200 bytes");
        assertThat(prompt(rows.get(3))).contains("a: 3");
        assertThat(fault(rows.get(4))).contains("a double quote that is never closed");
    }

    @Test
    void csv_inAnotherEncodingIsAFaultOfTheRow() throws IOException {
        byte[] content = "a\nK\u00f6ln\nx\n".getBytes(StandardCharsets.ISO_8859_1);

        List<InputLine> rows = read("latin.csv", content);

        assertThat(fault(rows.get(0))).contains("is not UTF-8");
        assertThat(prompt(rows.get(1))).isEqualTo("x");
    }

    @Test
    void template_withAnUnknownColumnMakesTheFileUnreadable() {
        template = Optional.of("{{nam}}");

        assertThatThrownBy(() -> read("x.csv", "name,review\na,b\n"))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("has no column 'nam'")
                .hasMessageContaining("name, review");
    }

    @Test
    void emptyTable_hasNoLines() throws IOException {
        assertThat(read("empty.csv", "")).isEmpty();
        assertThat(read("header.csv", "a,b\n")).isEmpty();
    }

    @Test
    void packedFiles_areUnpacked() throws IOException {
        assertThat(prompt(read("p.txt.gz", packed("Hello\n")).getFirst())).isEqualTo("Hello");
        assertThat(prompt(read("p.csv.gz", packed("text\nHello\n")).getFirst())).isEqualTo("Hello");
        assertThat(((InputLine.Text) read("p.jsonl.gz", packed("{}\n")).getFirst()).bytes())
                .asString()
                .isEqualTo("{}");
    }

    @Test
    void damagedPackedFile_isUnreadable() throws IOException {
        byte[] whole = packed("Hello ".repeat(1000));

        assertThatThrownBy(() -> read("p.txt.gz", "no gzip"))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("is not a gzip file");
        assertThatThrownBy(() -> read("p.txt.gz", Arrays.copyOf(whole, whole.length - 12)))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("damaged or incomplete");
    }

    @Test
    void format_isToldByTheName() {
        assertThat(InputFormat.of("a.JSONL.gz")).contains(InputFormat.JSONL);
        assertThat(InputFormat.of("a.xlsx")).isEmpty();
        assertThat(InputFormat.of(".csv")).isEmpty();
        assertThat(InputFormat.resultName("a.csv.gz")).isEqualTo("a.csv.jsonl");
        assertThat(InputFormat.resultName("a.jsonl.gz")).isEqualTo("a.jsonl");
    }
}
