package io.fareway.batch;

/** What the work on a job asks of those who gave it its place. */
interface JobSeat {

    /** The job's priority, now. */
    int priority();

    /** Whether the job only waits for a provider, so that another one may begin in its place. */
    void idle(boolean waitsOnly);
}
