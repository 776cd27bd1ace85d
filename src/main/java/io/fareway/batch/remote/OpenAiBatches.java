package io.fareway.batch.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * OpenAI's batch API and those that follow it: <a href="https://platform.openai.com/docs/api-reference/batch">batches</a>
 * over <a href="https://platform.openai.com/docs/api-reference/files">files</a>. A batch is found again by the file it was
 * created of, because each file is used once.
 */
class OpenAiBatches implements RemoteBatchApi {

    private static final int PAGES = 20;

    private final BatchHttp http;

    OpenAiBatches(BatchHttp http) {
        this.http = http;
    }

    /** Where files and batches are, below the base URL. */
    String root() {
        return "";
    }

    /** The address of a request as its line names it. */
    String url(String path) {
        return "/v1" + path;
    }

    @Override
    public String line(String name, String path, String body) {
        return "{\"custom_id\":\"" + name + "\",\"method\":\"POST\",\"url\":\"" + url(path) + "\",\"body\":" + body
                + "}";
    }

    @Override
    public String stage(Submission batch) throws IOException, InterruptedException {
        return http.upload(root() + "/files", Map.of("purpose", "batch"), batch.file(), batch.id() + ".jsonl")
                .path("id")
                .asText();
    }

    @Override
    public RemoteBatch create(Submission batch) throws IOException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("input_file_id", batch.staged());
        body.put("endpoint", url(batch.path()));
        body.put("completion_window", batch.window().toHours() + "h");
        body.putObject("metadata").put("fareway_batch", batch.id());
        return remote(http.post(root() + "/batches", body, "create batch"));
    }

    @Override
    public List<RemoteBatch> find(Submission batch) throws IOException, InterruptedException {
        String after = "";
        for (int page = 0; page < PAGES; page++) {
            JsonNode list = http.get(root() + "/batches?limit=100" + after, "list batches");
            JsonNode batches = list.isArray() ? list : list.path("data");
            for (JsonNode known : batches) {
                if (known.path("input_file_id").asText().equals(batch.staged())) {
                    return List.of(remote(known));
                }
            }
            if (!list.path("has_more").asBoolean() || batches.isEmpty()) {
                return List.of();
            }
            after = "&after=" + batches.get(batches.size() - 1).path("id").asText();
        }
        return List.of();
    }

    @Override
    public RemoteBatch status(String id) throws IOException, InterruptedException {
        return remote(http.get(root() + "/batches/" + id, "retrieve batch"));
    }

    @Override
    public void cancel(String id) throws IOException, InterruptedException {
        http.post(root() + "/batches/" + id + "/cancel", "cancel batch");
    }

    @Override
    public void results(RemoteBatch batch, Results results) throws IOException, InterruptedException {
        for (String file : batch.resultFiles()) {
            JsonLines.each(
                    http.stream(root() + "/files/" + file + "/content", "download"),
                    line -> results.take(new Result(
                            line.path("custom_id").asText(),
                            line.at("/response/status_code").asInt(0),
                            line.at("/response/body"))));
        }
    }

    private static RemoteBatch remote(JsonNode answer) {
        JsonNode batch = answer.has("job") ? answer.path("job") : answer;
        List<String> results = new ArrayList<>();
        for (String field : List.of("output_file_id", "error_file_id")) {
            if (!batch.path(field).asText("").isEmpty()) {
                results.add(batch.path(field).textValue());
            }
        }
        String word = batch.path("status").asText().toLowerCase(Locale.ROOT);
        boolean hasEnded =
                switch (word) {
                    case "completed", "failed", "expired", "cancelled" -> true;
                    default -> false;
                };
        return new RemoteBatch(batch.path("id").asText(), word, hasEnded, results);
    }
}
