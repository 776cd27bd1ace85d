package io.fareway.batch;

import io.fareway.ledger.GatewayInstance;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The bytes of the files of {@code /v1/files}, each under its id: a caller's file name never becomes a path. */
@Component
final class FileVault {

    private static final String ARRIVING = ".upload-";
    private static final String SUFFIX = ".part";

    private final Path folder;
    private final String instance;
    private final String run = UUID.randomUUID().toString();

    FileVault(FileProperties properties, GatewayInstance instance) {
        this.folder = properties.folder();
        this.instance = ARRIVING + UUID.nameUUIDFromBytes(instance.id().getBytes(StandardCharsets.UTF_8)) + "-";
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
        return Files.createTempFile(folder, instance + run, SUFFIX);
    }

    /** Deletes what earlier runs of this gateway were receiving when they were killed; other gateways may use the folder. */
    void sweep() throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, instance + "*" + SUFFIX)) {
            for (Path file : left) {
                if (!String.valueOf(file.getFileName()).startsWith(instance + run)) {
                    Files.deleteIfExists(file);
                }
            }
        }
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
        Path part = newUpload();
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
