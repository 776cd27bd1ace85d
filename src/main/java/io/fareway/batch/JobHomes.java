package io.fareway.batch;

import java.io.IOException;

/**
 * The folders of jobs by their names, see {@link FolderId}. Gateways that share a database but not these folders leave
 * each other's jobs alone.
 *
 * @param inbox of jobs that came as files
 * @param files of those that came by the API
 */
record JobHomes(String inbox, String files) {

    /** The homes of jobs on this gateway. */
    static JobHomes of(JobPlaces places) throws IOException {
        return new JobHomes(
                FolderId.of(places.folder().home()), FolderId.of(places.api().home()));
    }
}
