package io.fareway.batch;

import java.io.IOException;
import java.nio.file.Path;

/** Where the input of a job lies and where its results go. */
interface JobPlace {

    /** Where the input lies while the job is not done. */
    Path input(Job job);

    /** The folder in which inputs of such jobs lie. */
    Path home();

    /** Deletes what earlier runs of this gateway were receiving when they were killed, where anything is received. */
    default void sweep() throws IOException {}

    /** Whether somebody has taken the input away. */
    boolean isInputGone(Job job);

    /** A name for the results that nothing else has or gets. */
    String chooseOutput(Job job);

    /** Lets the results be seen while their job runs; its output is chosen. */
    Growth grow(Job job);

    /** Writes the results, each file under its final name only when it is whole; may be repeated. */
    void deliver(Job job) throws IOException;

    /** Puts the input where the inputs of done jobs lie. */
    void finish(Job job) throws IOException;

    /** Puts an input aside that cannot be read. */
    void refuse(Job job, String fault) throws IOException;

    /** Where the results are, for people. */
    String told(Job job);
}
