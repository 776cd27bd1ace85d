package io.fareway.batch;

/** What the work on a job is called among claims. */
final class JobWork {

    private JobWork() {}

    /** All that only one gateway may do: counting its lines, its provider batches, its result file. */
    static String lead(String job) {
        return "lead of " + job;
    }

    /** Putting lines into provider batches; until that has ended no line is sent live. */
    static String planning(String job) {
        return "planning of " + job;
    }

    /** Its lines, a portion a part. */
    static String lines(String job) {
        return "lines of " + job;
    }

    /** Taking files out of an inbox. */
    static String inbox(String home) {
        return "inbox " + home;
    }
}
