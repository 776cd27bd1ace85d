package io.fareway.batch;

import java.time.Instant;
import java.util.Optional;

/**
 * Some lines of a job that one deployment gets as one batch.
 *
 * @param keyName which of our keys it belongs to
 * @param path of each of its requests, below the provider's base URL
 * @param inputFile id of the uploaded file at the provider; empty before that
 * @param remoteId id of the batch at the provider; empty before it is known
 * @param creatingAt just before the call that creates it
 * @param note how it ended, in one line
 */
record ProviderBatch(
        String id,
        String job,
        String deployment,
        String keyName,
        String path,
        State state,
        long lines,
        String inputFile,
        String remoteId,
        Instant openedAt,
        Optional<Instant> creatingAt,
        String note) {

    /** How far it is. */
    enum State {
        /** Lines are being added; nothing has left the house, so that a crash may throw it away. */
        FILLING,
        /** All its lines are on disk. */
        SEALED,
        /** The provider has its file. */
        UPLOADED,
        /** It was asked to be created; whether it is nobody knows until its id is found. */
        CREATING,
        /** The provider works on it. */
        CREATED,
        /** The provider was asked to stop. */
        CANCELLING,
        /** Every line was answered or returned. */
        ENDED
    }
}
