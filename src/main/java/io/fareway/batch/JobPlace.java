package io.fareway.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;

/** Where the input of a job lies and where its results go. */
interface JobPlace {

    /** Where the input lies while the job is not done. */
    Path input(Job job);

    /** The folder in which inputs of such jobs lie. */
    Path home();

    /** Whether somebody has taken the input away. */
    boolean isInputGone(Job job);

    /** A name for the results that nothing else has or gets. */
    String chooseOutput(Job job);

    /**
     * Writes the results, each file under its final name only when it is whole; may be repeated.
     *
     * @param pages results after a line, a few at a time
     */
    void deliver(Job job, LongFunction<List<LineStore.StoredResult>> pages) throws IOException;

    /** Puts the input where the inputs of done jobs lie. */
    void finish(Job job) throws IOException;

    /** Puts an input aside that cannot be read. */
    void refuse(Job job, String fault) throws IOException;

    /** Where the results are, for people. */
    String told(Job job);
}
