package io.fareway.operations;

import static io.fareway.operations.RevisionGateway.answering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RevisionStartTest {

    private final RevisionGateway.FakeSource source = new RevisionGateway.FakeSource();

    @Test
    void start_invalidFirstRevisionEndsWithTheListOfProblems(@TempDir Path folder, CapturedOutput output) {
        String invalid = answering("greeting", "/greeting", "one").replace("description:", "descriptoin:");

        assertThatThrownBy(() -> RevisionGateway.start(folder, source, invalid))
                .hasRootCauseInstanceOf(InvalidRoutesException.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("routes/10-first.camel.yaml:3: `descriptoin` is not known here; did you mean `description`?")
                .doesNotContain("\tat ");
        assertThat(source.closed).hasValue(1);
    }

    @Test
    void start_missingFolderIsNamed(@TempDir Path folder, CapturedOutput output) {
        assertThatThrownBy(() -> RevisionGateway.start(
                        folder, source, "", "--fareway.routes.folder=" + folder.resolve("nowhere")))
                .hasRootCauseInstanceOf(RevisionRefusedException.class);

        assertThat(output).contains("nowhere: no such folder");
    }

    @Test
    void start_demoRoutesOnlyInDemoMode(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("routes/demo"));
        Files.writeString(folder.resolve("routes/demo/one.camel.yaml"), answering("demo", "/demo", "simulated"));
        try (RevisionGateway gateway =
                RevisionGateway.start(folder, source, answering("greeting", "/greeting", "one"))) {
            int withoutDemo = gateway.get("/demo").statusCode();
            source.demo = true;

            gateway.routes().deploy();

            assertThat(withoutDemo).isEqualTo(404);
            assertThat(gateway.get("/demo").body()).isEqualTo("simulated");
        }
    }

    @Test
    void stop_closesTheContentsOfTheLiveRevision(@TempDir Path folder) throws Exception {
        RevisionGateway gateway = RevisionGateway.start(folder, source, answering("greeting", "/greeting", "one"));

        gateway.close();

        assertThat(source.closed).hasValue(1);
    }
}
