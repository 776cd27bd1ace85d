package io.fareway.batch.remote;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Gemini's batches of generateContent. The requests travel inline with the call that creates the batch, the answers with
 * the operation that it becomes. A batch is found again by our id in its display name.
 *
 * <p>Wire format: <a href="https://ai.google.dev/api/batch-api">batch API</a>.
 */
final class GeminiBatches implements RemoteBatchApi {

    private static final int PAGES = 20;

    private final BatchHttp http;

    GeminiBatches(BatchHttp http) {
        this.http = http;
    }

    @Override
    public String line(String name, String path, String body) {
        return "{\"request\":" + body + ",\"metadata\":{\"key\":\"" + name + "\"}}";
    }

    @Override
    public String stage(Submission batch) {
        return "";
    }

    @Override
    public RemoteBatch create(Submission batch) throws IOException, InterruptedException {
        String model = batch.model().contains("/") ? batch.model() : "models/" + batch.model();
        String head = "{\"batch\":{\"displayName\":" + TextNode.valueOf(batch.id())
                + ",\"inputConfig\":{\"requests\":{\"requests\":[";
        return remote(http.post(
                "/" + model + ":batchGenerateContent", InlineRequests.of(head, batch.file(), "]}}}}"), "create batch"));
    }

    @Override
    public List<RemoteBatch> find(Submission batch) throws IOException, InterruptedException {
        String token = "";
        for (int page = 0; page < PAGES; page++) {
            JsonNode list = http.get("/batches?pageSize=100" + token, "list batches");
            for (JsonNode operation : list.path("operations")) {
                if (operation.at("/metadata/displayName").asText().equals(batch.id())) {
                    return List.of(remote(operation));
                }
            }
            if (list.path("nextPageToken").asText().isEmpty()) {
                return List.of();
            }
            token = "&pageToken=" + list.path("nextPageToken").asText();
        }
        return List.of();
    }

    @Override
    public RemoteBatch status(String id) throws IOException, InterruptedException {
        try (InputStream operation = http.stream("/" + id, "retrieve batch");
                JsonParser parser = JsonLines.EXACT.createParser(operation)) {
            return status(id, parser);
        }
    }

    /** Passes the answers over: they may be large. */
    private static RemoteBatch status(String id, JsonParser parser) throws IOException {
        String word = "";
        boolean done = false;
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "metadata" -> word = state(parser.readValueAsTree());
                case "done" -> done = parser.getBooleanValue();
                default -> parser.skipChildren();
            }
        }
        return new RemoteBatch(id, word, done || isLast(word), List.of());
    }

    @Override
    public void cancel(String id) throws IOException, InterruptedException {
        http.post("/" + id + ":cancel", "cancel batch");
    }

    @Override
    public void results(RemoteBatch batch, Results results) throws IOException, InterruptedException {
        try (InputStream operation = http.stream("/" + batch.id(), "download");
                JsonParser parser = JsonLines.EXACT.createParser(operation)) {
            while (parser.nextToken() != null) {
                boolean answers = parser.currentToken() == JsonToken.START_ARRAY
                        && "inlinedResponses".equals(parser.currentName());
                while (answers && parser.nextToken() == JsonToken.START_OBJECT) {
                    results.take(result(parser.readValueAsTree()));
                }
            }
        }
    }

    private static Result result(JsonNode answer) {
        String name = answer.at("/metadata/key").asText();
        return answer.path("response").isObject()
                ? new Result(name, 200, answer.path("response"))
                : new Result(name, statusOf(answer.at("/error/code").asInt()), answer);
    }

    /**
     * The HTTP status of one of <a href="https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto">Google's
     * codes</a>.
     */
    private static int statusOf(int code) {
        return switch (code) {
            case 3, 9, 11 -> 400;
            case 5 -> 404;
            case 7 -> 403;
            case 8 -> 429;
            case 16 -> 401;
            default -> code == 0 ? 0 : 500;
        };
    }

    private static RemoteBatch remote(JsonNode operation) {
        String word = state(operation.path("metadata"));
        return new RemoteBatch(
                operation.path("name").asText(), word, operation.path("done").asBoolean() || isLast(word), List.of());
    }

    /** Without its prefix, which is {@code BATCH_STATE_} in the reference and {@code JOB_STATE_} in the SDKs. */
    private static String state(JsonNode metadata) {
        return metadata.path("state").asText().replaceFirst("^(BATCH|JOB)_STATE_", "");
    }

    private static boolean isLast(String word) {
        return switch (word) {
            case "SUCCEEDED", "FAILED", "CANCELLED", "EXPIRED" -> true;
            default -> false;
        };
    }
}
