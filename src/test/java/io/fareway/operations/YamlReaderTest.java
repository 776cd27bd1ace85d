package io.fareway.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

class YamlReaderTest {

    private final SettingsProblems problems = new SettingsProblems();
    private final MockEnvironment environment = new MockEnvironment();
    private Path path = Path.of("");

    @BeforeEach
    void choosePath(@TempDir Path folder) {
        path = folder.resolve("some.yaml");
    }

    @Test
    void read_knowsTheLineOfKeysAndItems() throws IOException {
        YamlFile file = read(
                """
                # a comment
                tiers:
                  simple:
                    deployments:
                      - a/b

                      - c/d
                """);

        assertThat(file.lineOf(YamlFile.at("tiers", "simple"))).isEqualTo(3);
        assertThat(file.lineOf(YamlFile.at("tiers", "simple", "deployments").appendIndex(1)))
                .isEqualTo(7);
    }

    @Test
    void lineOf_takesTheNearestPartAroundWhatIsMissing() throws IOException {
        YamlFile file = read("a: 1\nb:\n  c: 2\n");

        assertThat(file.lineOf(YamlFile.at("b", "x", "y"))).isEqualTo(2);
        assertThat(file.lineOf(YamlFile.at("z"))).isEqualTo(1);
    }

    @Test
    void read_keepsTextThatLooksLikeOtherThings() throws IOException {
        YamlFile file = read("country: no\nday: 2026-08-01\nhex: 0x1F\nquoted: \"12\"\n");

        assertThat(file.content().toString())
                .isEqualTo("{\"country\":\"no\",\"day\":\"2026-08-01\",\"hex\":\"0x1F\",\"quoted\":\"12\"}");
    }

    @Test
    void read_knowsNumbersAndBooleansAlsoFromPlaceholders() throws IOException {
        environment.setProperty("CALLS", "12");

        YamlFile file = read("calls: ${CALLS}\nshare: 0.10\nsimulated: ${DEMO:true}\ntext: \"${CALLS}\"\n");

        assertThat(file.content().toString())
                .isEqualTo("{\"calls\":12,\"share\":0.10,\"simulated\":true,\"text\":\"12\"}");
    }

    @Test
    void read_refusesAliases() throws IOException {
        Files.writeString(path, "a: &limits {x: 1}\nb: *limits\n");

        assertThat(new YamlReader(environment, problems).read(path)).isEmpty();

        assertThat(catchThrowableOfType(InvalidSettingsException.class, problems::throwIfAny))
                .hasMessageContaining("some.yaml:1: is no YAML, Number of aliases");
    }

    private YamlFile read(String text) throws IOException {
        Files.writeString(path, text);
        return new YamlReader(environment, problems).read(path).orElseThrow();
    }
}
