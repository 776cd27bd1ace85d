package io.fareway.batch.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Anthropic's message batches. All requests travel with the call that creates the batch. A batch carries no mark of its
 * maker, so that it is found again by when it was created and how many requests it has; whether it really is ours its
 * results tell, because each names our batch.
 *
 * <p>Wire format: <a href="https://platform.claude.com/docs/en/api/messages/batches">message batches</a>.
 */
final class AnthropicBatches implements RemoteBatchApi {

    private static final String PATH = "/messages/batches";
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final BatchHttp http;

    AnthropicBatches(BatchHttp http) {
        this.http = http;
    }

    @Override
    public String line(String name, String path, String body) {
        return "{\"custom_id\":\"" + name + "\",\"params\":" + body + "}";
    }

    @Override
    public String stage(Submission batch) {
        return "";
    }

    @Override
    public RemoteBatch create(Submission batch) throws IOException, InterruptedException {
        return remote(http.post(PATH, InlineRequests.of("{\"requests\":[", batch.file(), "]}"), "create batch"));
    }

    @Override
    public List<RemoteBatch> find(Submission batch) throws IOException, InterruptedException {
        List<RemoteBatch> alike = new ArrayList<>();
        for (JsonNode known : http.get(PATH + "?limit=1000", "list batches").path("data")) {
            if (isLike(batch, known)) {
                alike.add(remote(known));
            }
        }
        return alike;
    }

    private static boolean isLike(Submission batch, JsonNode known) {
        long requests = 0;
        for (JsonNode count : known.path("request_counts")) {
            requests += count.asLong();
        }
        Instant created = Instant.parse(known.path("created_at").asText("1970-01-01T00:00:00Z"));
        return requests == batch.lines() && created.isAfter(batch.since().minus(CLOCKS_DIFFER));
    }

    @Override
    public RemoteBatch status(String id) throws IOException, InterruptedException {
        return remote(http.get(PATH + "/" + id, "retrieve batch"));
    }

    @Override
    public void cancel(String id) throws IOException, InterruptedException {
        http.post(PATH + "/" + id + "/cancel", "cancel batch");
    }

    @Override
    public void results(RemoteBatch batch, Results results) throws IOException, InterruptedException {
        JsonLines.each(
                http.stream(PATH + "/" + batch.id() + "/results", "download"), line -> results.take(result(line)));
    }

    private static Result result(JsonNode line) {
        String name = line.path("custom_id").asText();
        JsonNode result = line.path("result");
        return switch (result.path("type").asText()) {
            case "succeeded" -> new Result(name, 200, result.path("message"));
            case "errored" ->
                new Result(name, statusOf(result.at("/error/error/type").asText()), result.path("error"));
            default -> new Result(name, 0, result); // canceled or expired
        };
    }

    /** The status that goes with an error: <a href="https://platform.claude.com/docs/en/api/errors">errors</a>. */
    private static int statusOf(String type) {
        return switch (type) {
            case "invalid_request_error" -> 400;
            case "authentication_error" -> 401;
            case "permission_error" -> 403;
            case "not_found_error" -> 404;
            case "request_too_large" -> 413;
            case "rate_limit_error" -> 429;
            default -> 500;
        };
    }

    private static RemoteBatch remote(JsonNode batch) {
        String word = batch.path("processing_status").asText();
        return new RemoteBatch(batch.path("id").asText(), word, word.equals("ended"), List.of());
    }
}
