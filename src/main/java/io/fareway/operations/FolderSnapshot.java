package io.fareway.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the watched folders held at one moment, told by size and time of change of each file.
 *
 * @param files by path; files and folders whose name begins with a dot are left out
 */
record FolderSnapshot(Map<Path, FolderSnapshot.Stamp> files) {

    /**
     * Tells one state of a file from another.
     *
     * @param size in bytes
     * @param modified when it was last written
     */
    record Stamp(long size, FileTime modified) {}

    /**
     * Looks at the folders; one that does not exist counts as empty.
     *
     * @throws IOException when a folder cannot be listed
     */
    static FolderSnapshot of(List<Path> folders, Set<String> ignoredFiles) throws IOException {
        Map<Path, Stamp> files = new HashMap<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                add(folder, ignoredFiles, files);
            }
        }
        return new FolderSnapshot(Map.copyOf(files));
    }

    private static void add(Path folder, Set<String> ignoredFiles, Map<Path, Stamp> files) throws IOException {
        try (Stream<Path> paths = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                boolean hidden = folder.relativize(path).toString().matches("(.*[/\\\\])?\\..*");
                if (!hidden && !ignoredFiles.contains(path.getFileName().toString())) {
                    stamp(path, files);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void stamp(Path path, Map<Path, Stamp> files) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.isRegularFile()) {
                files.put(path, new Stamp(attributes.size(), attributes.lastModifiedTime()));
            }
        } catch (NoSuchFileException e) {
            files.remove(path); // deleted between listing and looking: the same as not listed
        }
    }
}
