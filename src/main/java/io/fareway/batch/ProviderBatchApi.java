package io.fareway.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A provider's batch API. Every method fails with {@link RefusedException} when repeating the call would not help, and
 * with another {@link IOException} when it may.
 */
interface ProviderBatchApi {

    /** Hands a file over; returns the provider's id of it. May be repeated: a file alone costs nothing. */
    String upload(Path file, String name) throws IOException, InterruptedException;

    /** Has a batch created of an uploaded file. Must not be repeated without having looked for it. */
    Remote create(String inputFile, String ourId, String window) throws IOException, InterruptedException;

    /** The batch that was created of this file, if there is one. */
    Optional<Remote> find(String inputFile) throws IOException, InterruptedException;

    /** How far a batch is. */
    Remote status(String id) throws IOException, InterruptedException;

    /** Asks for a batch to be stopped; what was answered by then is still charged and delivered. */
    void cancel(String id) throws IOException, InterruptedException;

    /** The bytes of a result file; the caller closes it. */
    InputStream content(String file) throws IOException, InterruptedException;

    /**
     * A batch as the provider tells it.
     *
     * @param inputFile id of the file it was created of
     * @param status the provider's word
     * @param resultFiles ids of its output and error files, as far as there are any
     */
    record Remote(String id, String inputFile, String status, java.util.List<String> resultFiles) {

        /** Whether nothing will change any more. */
        boolean hasEnded() {
            return switch (status) {
                case "completed", "failed", "expired", "cancelled" -> true;
                default -> false;
            };
        }
    }

    /** The provider has said no for good: the lines have to go another way. */
    final class RefusedException extends IOException {

        RefusedException(int status, String what) {
            super(what + ": status " + status);
        }
    }
}
