package io.fareway.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads the route files of a folder and its subfolders, in the order of their names. */
final class RouteFolder {

    private static final String SUFFIX = ".camel.yaml";
    private static final Path DEMO = Path.of("demo");

    private final Path folder;

    RouteFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads every {@code *.camel.yaml}; what begins with a dot is skipped, as mounted volumes keep copies there.
     *
     * @param demo whether the subfolder {@code demo} belongs to it
     * @throws RevisionRefusedException when the folder is missing, holds no route file or cannot be read
     */
    List<RouteFile> read(boolean demo) {
        if (!Files.isDirectory(folder)) {
            throw new RevisionRefusedException(
                    List.of(folder + ": no such folder; create it or set fareway.routes.folder"));
        }
        try (Stream<Path> paths = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            List<RouteFile> files = paths.filter(path -> belongs(folder.relativize(path), demo))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .map(this::readFile)
                    .toList();
            if (files.isEmpty()) {
                throw new RevisionRefusedException(List.of(folder + ": holds no *" + SUFFIX + " file"));
            }
            return files;
        } catch (IOException | UncheckedIOException e) {
            throw new RevisionRefusedException(List.of(folder + ": cannot be read: " + e.getMessage()), e);
        }
    }

    private static boolean belongs(Path relative, boolean demo) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        return relative.toString().endsWith(SUFFIX) && (demo || !relative.startsWith(DEMO));
    }

    private RouteFile readFile(Path path) {
        try {
            String relative = folder.relativize(path).toString().replace('\\', '/');
            return new RouteFile(folder.getFileName() + "/" + relative, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
