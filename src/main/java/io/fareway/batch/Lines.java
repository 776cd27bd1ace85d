package io.fareway.batch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The lines of a job file, one at a time. */
interface Lines extends Closeable {

    /** The next line that is not blank; empty at the end of the file. */
    Optional<InputLine> next() throws IOException;

    /** Opens job files. */
    @FunctionalInterface
    interface Source {
        Lines open(Job job, Path file) throws IOException;
    }
}
