package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.ledger.GatewayInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileVaultTest {

    private final Path folder;

    FileVaultTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private FileVault vault(String instance) {
        return new FileVault(new FileProperties(folder), new GatewayInstance(instance));
    }

    @Test
    void sweep_deletesWhatAnEarlierRunOfThisGatewayWasReceiving_andNothingElse() throws IOException {
        Path ofKilledRun = vault("one").newUpload();
        Path ofAnother = vault("two").newUpload();
        FileVault vault = vault("one");
        Path arriving = vault.newUpload();
        Path kept = Files.writeString(vault.path("file-1"), "{}");

        vault.sweep();

        assertThat(ofKilledRun).doesNotExist();
        assertThat(ofAnother).exists();
        assertThat(arriving).exists();
        assertThat(kept).exists();
    }

    @Test
    void take_leavesTheFileUnderItsIdOnly() throws IOException {
        FileVault vault = vault("one");
        Path uploaded = Files.writeString(vault.newUpload(), "{}\n");

        long bytes = vault.take(uploaded, "file-1");

        assertThat(bytes).isEqualTo(3);
        assertThat(folder.toFile().list()).containsExactly("file-1");
    }
}
