package io.fareway.batch.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Mistral's batch jobs over files. A job is found again by our id in its metadata.
 *
 * <p>Wire format: <a href="https://docs.mistral.ai/api/endpoint/batch">batch jobs</a>.
 */
final class MistralBatches implements RemoteBatchApi {

    private static final String JOBS = "/batch/jobs";
    private static final String MARK = "fareway_batch";
    private static final int PAGE = 100;
    private static final int PAGES = 20;

    private final BatchHttp http;

    MistralBatches(BatchHttp http) {
        this.http = http;
    }

    @Override
    public String line(String name, String path, String body) {
        return "{\"custom_id\":\"" + name + "\",\"body\":" + body + "}";
    }

    @Override
    public String stage(Submission batch) throws IOException, InterruptedException {
        return http.upload("/files", Map.of("purpose", "batch"), batch.file(), batch.id() + ".jsonl")
                .path("id")
                .asText();
    }

    @Override
    public RemoteBatch create(Submission batch) throws IOException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("input_files").add(batch.staged());
        body.put("model", batch.model());
        body.put("endpoint", "/v1" + batch.path());
        body.put("timeout_hours", batch.window().toHours());
        body.putObject("metadata").put(MARK, batch.id());
        return remote(http.post(JOBS, body, "create batch"));
    }

    @Override
    public List<RemoteBatch> find(Submission batch) throws IOException, InterruptedException {
        for (int page = 0; page < PAGES; page++) {
            JsonNode jobs = http.get(JOBS + "?page=" + page + "&page_size=" + PAGE, "list batches")
                    .path("data");
            for (JsonNode job : jobs) {
                if (job.at("/metadata/" + MARK).asText().equals(batch.id())) {
                    return List.of(remote(job));
                }
            }
            if (jobs.size() < PAGE) {
                return List.of();
            }
        }
        return List.of();
    }

    @Override
    public RemoteBatch status(String id) throws IOException, InterruptedException {
        return remote(http.get(JOBS + "/" + id, "retrieve batch"));
    }

    @Override
    public void cancel(String id) throws IOException, InterruptedException {
        http.post(JOBS + "/" + id + "/cancel", "cancel batch");
    }

    @Override
    public void results(RemoteBatch batch, Results results) throws IOException, InterruptedException {
        for (String file : batch.resultFiles()) {
            JsonLines.each(
                    http.stream("/files/" + file + "/content", "download"),
                    line -> results.take(new Result(
                            line.path("custom_id").asText(),
                            line.at("/response/status_code").asInt(0),
                            line.at("/response/body"))));
        }
    }

    private static RemoteBatch remote(JsonNode job) {
        List<String> results = new ArrayList<>();
        for (String field : List.of("output_file", "error_file")) {
            if (!job.path(field).asText("").isEmpty()) {
                results.add(job.path(field).textValue());
            }
        }
        String word = job.path("status").asText();
        boolean hasEnded =
                switch (word) {
                    case "SUCCESS", "FAILED", "TIMEOUT_EXCEEDED", "CANCELLED" -> true;
                    default -> false;
                };
        return new RemoteBatch(job.path("id").asText(), word, hasEnded, results);
    }
}
