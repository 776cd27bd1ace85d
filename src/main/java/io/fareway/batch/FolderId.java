package io.fareway.batch;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * A name for a folder that all gateways see alike, wherever each of them has mounted it: it stands in the hidden file
 * {@code .id} inside.
 */
final class FolderId {

    private FolderId() {}

    /** The id of a folder, given to it the first time. */
    static String of(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(".id");
        if (!Files.exists(file)) {
            give(folder, file);
        }
        return Files.readString(file).strip();
    }

    /** The file appears whole; of two gateways that start together the first one names the folder. */
    private static void give(Path folder, Path file) throws IOException {
        Path written = Files.createTempFile(folder, ".id-", "");
        try {
            Files.writeString(written, UUID.randomUUID().toString());
            Files.createLink(file, written);
        } catch (FileAlreadyExistsException named) {
            Files.deleteIfExists(written); // the other one has named it
        } catch (FileSystemException | UnsupportedOperationException noLinks) {
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
    }
}
