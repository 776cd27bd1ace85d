package io.fareway.batch;

/**
 * The places of jobs by where the jobs came from.
 *
 * @param folder of those of the inbox
 * @param api of those of {@code /v1/batches}
 */
record JobPlaces(JobPlace folder, JobPlace api) {

    JobPlace of(Job job) {
        return switch (job.options().source()) {
            case FOLDER -> folder;
            case API -> api;
        };
    }
}
