package io.fareway.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A folder in which files appear whole or not at all. */
final class ReportFolder {

    private final Path folder;

    ReportFolder(Path folder) {
        this.folder = folder;
    }

    /** Writes what goes into a file. */
    interface Content {
        void writeTo(Writer out) throws IOException;
    }

    /**
     * Writes a file under a temporary name and moves it into place.
     *
     * @throws UncheckedIOException when it cannot be written; a file of that name is then untouched
     */
    Path write(String name, Content content) {
        Path target = folder.resolve(name);
        Path temporary = folder.resolve("." + name + "." + UUID.randomUUID() + ".tmp");
        try {
            Files.createDirectories(folder);
            try (Writer out =
                    Files.newBufferedWriter(temporary, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW)) {
                content.writeTo(out);
            }
            return move(temporary, target);
        } catch (IOException e) {
            discard(temporary, e);
            throw new UncheckedIOException(
                    "cannot write " + target + ": check that fareway.reports.folder is writable and has space", e);
        } catch (RuntimeException e) {
            discard(temporary, e);
            throw e;
        }
    }

    private static Path move(Path temporary, Path target) throws IOException {
        try {
            return Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            return Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void discard(Path temporary, Exception reason) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }
}
