package io.fareway.batch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.springframework.stereotype.Component;

/** The bytes of the files of {@code /v1/files}, each under its id: a caller's file name never becomes a path. */
@Component
final class FileVault {

    private final Path folder;

    FileVault(FileProperties properties) {
        this.folder = properties.folder();
    }

    Path folder() {
        return folder;
    }

    /** Where the bytes of a file lie. */
    Path path(String id) {
        return folder.resolve(id);
    }

    /** A new file for bytes that are arriving. */
    Path newUpload() throws IOException {
        Files.createDirectories(folder);
        return Files.createTempFile(folder, ".upload-", ".part");
    }

    boolean contains(String id) {
        return Files.isRegularFile(path(id), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Takes a file in; returns when its bytes are on disk.
     *
     * @return their number
     */
    long take(Path uploaded, String id) throws IOException {
        Files.createDirectories(folder);
        Path part = folder.resolve("." + id + ".part");
        Files.move(uploaded, part, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(part, path(id), StandardCopyOption.ATOMIC_MOVE);
        DurableFile.syncFolder(folder);
        return Files.size(path(id));
    }

    void delete(String id) throws IOException {
        Files.deleteIfExists(path(id));
    }
}
