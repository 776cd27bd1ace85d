package io.fareway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What tests may call the gateway with. */
class TestClientsTest {

    private static final Pattern RETRYING_CLIENT =
            Pattern.compile("import [\\w.]+\\.(TestRestTemplate|RestTemplate|RestClient|WebTestClient);");

    @Test
    void pitfall16_noTestCallsWithAClientThatRetries() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
            assertThat(sources.filter(path -> path.toString().endsWith(".java"))
                            .filter(path -> RETRYING_CLIENT.matcher(read(path)).find()))
                    .as(
                            "Spring puts Apache's client beneath them, which repeats a 429 or 503 by itself: use ChatClient")
                    .isEmpty();
        }
    }

    @Test
    void retryingClient_isFound() {
        String line = "import org.springframework.boot.test.web.client." + "TestRestTemplate;";

        assertThat(RETRYING_CLIENT.matcher(line).find()).isTrue();
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
