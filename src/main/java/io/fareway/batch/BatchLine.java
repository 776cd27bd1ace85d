package io.fareway.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * One request of a job.
 *
 * @param job id of the job
 * @param number its line in the file; 1 is the first
 * @param customId the caller's name for it, unique in the job
 * @param endpoint whose requests its body is one of
 * @param body the request body: the very bytes of the file
 * @param policy that the job's owner wants; empty = as the body says
 */
record BatchLine(String job, long number, String customId, LineEndpoint endpoint, byte[] body, Optional<String> policy)
        implements ParsedLine {

    /** Name of the exchange property that holds the line. */
    static final String PROPERTY = "batchLine";

    private static final JsonFactory JSON = new JsonFactory();

    /** A line whose job has no policy. */
    BatchLine(String job, long number, String customId, LineEndpoint endpoint, byte[] body) {
        this(job, number, customId, endpoint, body, Optional.empty());
    }

    /** What the job's owner says in place of headers of a request, by their names in lower case. */
    Map<String, String> headers() {
        return policy.map(wanted -> Map.of("x-fareway-policy", wanted)).orElse(Map.of());
    }

    @Override
    public Optional<String> readableId() {
        return Optional.of(customId);
    }

    /** The same with another body. */
    BatchLine withBody(byte[] other) {
        return new BatchLine(job, number, customId, endpoint, other, policy);
    }

    /** The same for a job whose owner wants this policy. */
    BatchLine withPolicy(String wanted) {
        return new BatchLine(job, number, customId, endpoint, body, Optional.of(wanted));
    }

    /** The model that its body asks for; empty when there is none, which is an error of its own later. */
    String model() {
        try (JsonParser parser = JSON.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals("model");
                boolean text = parser.nextToken() == JsonToken.VALUE_STRING;
                if (found) {
                    return text ? parser.getText() : "";
                }
                parser.skipChildren();
            }
            return "";
        } catch (IOException e) {
            return "";
        }
    }
}
