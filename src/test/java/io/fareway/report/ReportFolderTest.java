package io.fareway.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {

    @Test
    void write_makesTheFolderAndReplacesTheFile(@TempDir Path parent) {
        ReportFolder folder = new ReportFolder(parent.resolve("a/b"));
        folder.write("day.csv", out -> out.write("old"));

        Path file = folder.write("day.csv", out -> out.write("new"));

        assertThat(file).hasContent("new");
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void failureOnTheWay_leavesTheEarlierFileAndNoRemains(@TempDir Path parent) throws IOException {
        ReportFolder folder = new ReportFolder(parent);
        folder.write("day.csv", out -> out.write("old"));

        assertThatThrownBy(() -> folder.write("day.csv", out -> {
                    out.write("half");
                    throw new IOException("no space left");
                }))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("check that fareway.reports.folder is writable")
                .hasRootCauseMessage("no space left");

        assertThat(parent.resolve("day.csv")).hasContent("old");
        try (var files = Files.list(parent)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void folderThatIsAFile_isNamedInTheError(@TempDir Path parent) throws IOException {
        Path file = Files.writeString(parent.resolve("reports"), "");
        ReportFolder folder = new ReportFolder(file);

        assertThatThrownBy(() -> folder.write("day.csv", out -> out.write("x")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.resolve("day.csv").toString());
    }
}
