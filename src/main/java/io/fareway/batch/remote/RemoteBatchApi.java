package io.fareway.batch.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A provider's batch API, under one of our keys. Every method fails with {@link RefusedException} when repeating the call
 * would not help, and with another {@link IOException} when it may.
 */
public interface RemoteBatchApi {

    /**
     * One line of the file that is handed over.
     *
     * @param name what we call the request, at most 64 letters, digits and hyphens
     * @param path of the request below the provider's base URL
     * @param body of the request, JSON on one line
     */
    String line(String name, String path, String body);

    /** Hands a file over; returns the provider's id of it, empty when it travels with {@link #create}. May be repeated. */
    String stage(Submission batch) throws IOException, InterruptedException;

    /** Has a batch created. Must not be repeated without having looked for it. */
    RemoteBatch create(Submission batch) throws IOException, InterruptedException;

    /** Batches that may have been created of this submission: one at most, where the provider lets us mark ours. */
    List<RemoteBatch> find(Submission batch) throws IOException, InterruptedException;

    /** How far a batch is. */
    RemoteBatch status(String id) throws IOException, InterruptedException;

    /** Asks for a batch to be stopped; what was answered by then is still charged and delivered. */
    void cancel(String id) throws IOException, InterruptedException;

    /** Hands on what came of each request of a batch that has ended; lines that cannot be read are left out. */
    void results(RemoteBatch batch, Results results) throws IOException, InterruptedException;

    /**
     * Requests for one model that are to become one batch.
     *
     * @param id ours
     * @param file their lines
     * @param lines how many
     * @param model what the provider calls it in batches
     * @param path of each request below the provider's base URL
     * @param window by when they are to be answered
     * @param staged the provider's id of the file; empty when there is none
     * @param since not created before
     */
    record Submission(
            String id,
            Path file,
            long lines,
            String model,
            String path,
            Duration window,
            String staged,
            Instant since) {}

    /**
     * A batch as the provider tells it.
     *
     * @param word the provider's word for its state
     * @param hasEnded whether nothing will change any more
     * @param resultFiles ids of its result files, as far as it has any
     */
    record RemoteBatch(String id, String word, boolean hasEnded, List<String> resultFiles) {}

    /**
     * What came of one request.
     *
     * @param name what we called it
     * @param status HTTP status, as a call of its own would have had; 0 when it was not answered
     * @param body the answer or the error
     */
    record Result(String name, int status, JsonNode body) {}

    /** Takes results. */
    @FunctionalInterface
    interface Results {
        void take(Result result) throws IOException, InterruptedException;
    }

    /** The provider has said no for good: the requests have to go another way. */
    final class RefusedException extends IOException {

        private final int status;

        public RefusedException(int status, String what) {
            super(what + ": status " + status);
            this.status = status;
        }

        /** Whether what was asked for is not there, or no longer. */
        public boolean isGone() {
            return status == 404 || status == 410;
        }
    }
}
