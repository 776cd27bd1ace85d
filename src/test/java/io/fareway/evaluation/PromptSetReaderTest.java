package io.fareway.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.command.UsageException;
import io.fareway.model.check.AnswerCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prompt sets as people write them, and what each check lets pass. */
class PromptSetReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    PromptSetReaderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void prompt_becomesAStreamedRequestWithEverythingElseItSays() throws IOException {
        PromptSet set = read("{\"id\":\"a\",\"prompt\":\"Hi\",\"max_tokens\":5}\n\n{\"messages\":[],\"checks\":[]}\n");

        JsonNode request = JSON.readTree(set.prompts().getFirst().to("groq/x"));

        assertThat(request.toString())
                .isEqualTo("{\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"stream\":true,"
                        + "\"stream_options\":{\"include_usage\":true},\"model\":\"groq/x\"}");
        assertThat(set.prompts()).extracting(Prompt::id).containsExactly("a", "line-3");
        assertThat(set.prompts().getFirst().checks()).containsExactly(new AnswerCheck.NotEmpty());
    }

    @Test
    void fingerprint_isThatOfThePrompts() throws IOException {
        String same = read("{\"prompt\":\"Hi\"}").fingerprint();

        assertThat(read("{\"prompt\":\"Hi\"}").fingerprint()).isEqualTo(same);
        assertThat(read("{\"prompt\":\"Ho\"}").fingerprint()).isNotEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no json | set.jsonl:1: is no JSON",
                "[] | set.jsonl:1: is no JSON object",
                "{\"id\":\"a\"} | set.jsonl:1: neither \"prompt\" nor \"messages\" says what to ask",
                "{\"prompt\":\"a\",\"checks\":{}} | set.jsonl:1: \"checks\" must be a list",
                "{\"prompt\":\"a\",\"checks\":[{\"type\":\"fits\"}]} | set.jsonl:1: unknown check \"fits\": write one of exact",
                "{\"prompt\":\"a\",\"checks\":[{\"type\":\"exact\"}]} | the check \"exact\" needs \"value\", a text",
                "{\"prompt\":\"a\",\"checks\":[{\"type\":\"must-match\",\"value\":\"(\"}]} | \"(\" is no regular expression",
                "{\"prompt\":\"a\",\"checks\":[{\"type\":\"refusal\"}]} | did you mean \"refusals\"?",
                "{\"prompt\":\"a\",\"checks\":[{\"type\":\"json-schema\",\"schema\":{\"$ref\":\"http://127.0.0.1:1/s\"}}]} | cannot be used",
                "{\"prompt\":\"a\",\"checks\":[{\"type\":\"json-schema\"}]} | needs \"schema\", an object",
            })
    void mistake_isToldByLine(String line, String told) {
        assertThatThrownBy(() -> read(line)).isInstanceOf(UsageException.class).hasMessageContaining(told);
    }

    @Test
    void idThatStandsTwice_isRefused() {
        assertThatThrownBy(() -> read("{\"id\":\"a\",\"prompt\":\"b\"}\n{\"id\":\"a\",\"prompt\":\"c\"}"))
                .hasMessageContaining("set.jsonl:2: the id \"a\" stands there twice");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"type\":\"not-empty\"} ; x ; true",
                "{\"type\":\"not-empty\"} ; ' ' ; false",
                "{\"type\":\"exact\",\"value\":\"42\"} ; ' 42 ' ; true",
                "{\"type\":\"exact\",\"value\":\"42\"} ; It is 42. ; false",
                "{\"type\":\"contains\",\"value\":\"lisbon\"} ; It is Lisbon. ; true",
                "{\"type\":\"contains\",\"value\":\"a.b\"} ; axb ; false",
                "{\"type\":\"must-match\",\"value\":\"^(yes|no)\"} ; no way ; true",
                "{\"type\":\"must-match\",\"value\":\"^(yes|no)\"} ; well, no ; false",
                "{\"type\":\"refusals\",\"value\":\"as an ai\"} ; Sure ; true",
                "{\"type\":\"refusals\",\"value\":\"as an ai\"} ; As an AI, no ; false",
                "{\"type\":\"json-schema\",\"schema\":{\"required\":[\"a\"]}} ; {\"a\":1} ; true",
                "{\"type\":\"json-schema\",\"schema\":{\"required\":[\"a\"]}} ; ```json{\"a\":1}``` ; true",
                "{\"type\":\"json-schema\",\"schema\":{\"required\":[\"a\"]}} ; {\"b\":1} ; false",
                "{\"type\":\"json-schema\",\"schema\":{\"required\":[\"a\"]}} ; none ; false",
            })
    void check_letsPassWhatItShould(String check, String answer, boolean passes) throws IOException {
        List<AnswerCheck> checks = read("{\"prompt\":\"a\",\"checks\":[" + check + "]}")
                .prompts()
                .getFirst()
                .checks();

        assertThat(checks.getFirst().objection(answer).isEmpty()).isEqualTo(passes);
    }

    private PromptSet read(String text) throws IOException {
        return new PromptSetReader(JSON).read(Files.writeString(folder.resolve("set.jsonl"), text));
    }
}
