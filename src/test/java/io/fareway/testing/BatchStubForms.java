package io.fareway.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.BatchApi;
import io.fareway.testing.BatchApiStub.Batch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.NoSuchElementException;

/** The addresses of each batch API, and how it tells of batches. */
final class BatchStubForms {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final BatchApi api;
    private final BatchApiStub stub;

    BatchStubForms(BatchApi api, BatchApiStub stub) {
        this.api = api;
        this.stub = stub;
    }

    /** Empty for an address that there is not. */
    String answer(String call, byte[] body) throws IOException {
        try {
            return switch (api) {
                case OPENAI, TOGETHER -> overFiles(call, body, "");
                case AZURE_OPENAI -> overFiles(call, body, "/openai");
                case MISTRAL -> mistral(call, body);
                case ANTHROPIC -> anthropic(call, body);
                case GEMINI -> gemini(call, body);
            };
        } catch (NoSuchElementException unknown) {
            return "";
        }
    }

    private String overFiles(String call, byte[] body, String root) throws IOException {
        String files = api == BatchApi.TOGETHER ? "/files/upload" : "/files";
        if (call.equals("POST " + root + files)) {
            return upload(body);
        }
        if (call.equals("POST " + root + "/chat/completions")) {
            String prompt = JSON.readTree(body).at("/messages/0/content").asText();
            stub.charge(prompt);
            return BatchStubAnswers.completion(prompt);
        }
        if (call.startsWith("GET " + root + "/files/")) {
            return stub.file(part(call, root + "/files/"));
        }
        if (call.equals("POST " + root + "/batches")) {
            JsonNode asked = JSON.readTree(body);
            Batch batch = stub.add(asked.path("input_file_id").asText(), "");
            return api == BatchApi.TOGETHER
                    ? JSON.createObjectNode().set("job", openAi(batch)).toString()
                    : openAi(batch).toString();
        }
        if (call.equals("GET " + root + "/batches")) {
            ArrayNode all = JSON.createArrayNode();
            stub.batches().forEach(batch -> all.add(openAi(batch)));
            return api == BatchApi.TOGETHER
                    ? all.toString()
                    : JSON.createObjectNode()
                            .put("has_more", false)
                            .set("data", all)
                            .toString();
        }
        Batch batch = stub.find(part(call, root + "/batches/"));
        stub.advance(batch, call.endsWith("/cancel"));
        return openAi(batch).toString();
    }

    private ObjectNode openAi(Batch batch) {
        ObjectNode json = JSON.createObjectNode();
        json.put("id", batch.id);
        json.put("input_file_id", batch.input);
        json.put("status", api == BatchApi.TOGETHER ? batch.state.toUpperCase(Locale.ROOT) : batch.state);
        json.put("output_file_id", batch.results.isEmpty() ? null : batch.resultFile());
        return json;
    }

    private String mistral(String call, byte[] body) throws IOException {
        if (call.equals("POST /files")) {
            return upload(body);
        }
        if (call.startsWith("GET /files/")) {
            return stub.file(part(call, "/files/"));
        }
        if (call.equals("POST /batch/jobs")) {
            JsonNode asked = JSON.readTree(body);
            return job(stub.add(
                            asked.at("/input_files/0").asText(),
                            asked.at("/metadata/fareway_batch").asText()))
                    .toString();
        }
        if (call.equals("GET /batch/jobs")) {
            ArrayNode all = JSON.createArrayNode();
            stub.batches().forEach(batch -> all.add(job(batch)));
            return JSON.createObjectNode().set("data", all).toString();
        }
        Batch batch = stub.find(part(call, "/batch/jobs/"));
        stub.advance(batch, call.endsWith("/cancel"));
        return job(batch).toString();
    }

    private ObjectNode job(Batch batch) {
        ObjectNode json = JSON.createObjectNode();
        json.put("id", batch.id);
        json.put(
                "status",
                switch (batch.state) {
                    case "in_progress" -> "RUNNING";
                    case "expired" -> "TIMEOUT_EXCEEDED";
                    case "cancelled" -> "CANCELLED";
                    default -> "SUCCESS";
                });
        json.putObject("metadata").put("fareway_batch", batch.mark);
        json.put("output_file", batch.results.isEmpty() ? null : batch.resultFile());
        return json;
    }

    private String anthropic(String call, byte[] body) throws IOException {
        String root = "/messages/batches";
        if (call.equals("POST " + root)) {
            return messageBatch(stub.add("", "", JSON.readTree(body).path("requests")))
                    .toString();
        }
        if (call.equals("GET " + root)) {
            ArrayNode all = JSON.createArrayNode();
            stub.batches().forEach(batch -> all.add(messageBatch(batch)));
            return JSON.createObjectNode()
                    .put("has_more", false)
                    .set("data", all)
                    .toString();
        }
        Batch batch = stub.find(part(call, root + "/"));
        if (call.endsWith("/results")) {
            StringBuilder lines = new StringBuilder();
            batch.results.forEach(line -> lines.append(line).append('\n'));
            return lines.toString();
        }
        stub.advance(batch, call.endsWith("/cancel"));
        return messageBatch(batch).toString();
    }

    private static ObjectNode messageBatch(Batch batch) {
        ObjectNode json = JSON.createObjectNode();
        json.put("id", batch.id);
        json.put("processing_status", batch.state.equals("in_progress") ? "in_progress" : "ended");
        json.put("created_at", batch.createdAt);
        json.putObject("request_counts")
                .put("processing", batch.requests.size())
                .put("succeeded", 0);
        return json;
    }

    private String gemini(String call, byte[] body) throws IOException {
        if (call.startsWith("POST /models/") && call.endsWith(":batchGenerateContent")) {
            JsonNode asked = JSON.readTree(body).path("batch");
            return operation(stub.add(
                            "", asked.path("displayName").asText(), asked.at("/inputConfig/requests/requests")))
                    .toString();
        }
        if (call.equals("GET /batches")) {
            ArrayNode all = JSON.createArrayNode();
            stub.batches().forEach(batch -> all.add(operation(batch)));
            return JSON.createObjectNode().set("operations", all).toString();
        }
        Batch batch = stub.find(part(call, "/").replace(":cancel", ""));
        stub.advance(batch, call.endsWith(":cancel"));
        return operation(batch).toString();
    }

    private static ObjectNode operation(Batch batch) {
        ObjectNode json = JSON.createObjectNode();
        json.put("name", batch.id);
        json.putObject("metadata")
                .put("displayName", batch.mark)
                .put(
                        "state",
                        "BATCH_STATE_"
                                + switch (batch.state) {
                                    case "in_progress" -> "RUNNING";
                                    case "completed" -> "SUCCEEDED";
                                    default -> batch.state.toUpperCase(Locale.ROOT);
                                });
        if (!batch.state.equals("in_progress")) {
            json.put("done", true);
            json.putObject("response").putObject("inlinedResponses").set("inlinedResponses", batch.results);
        }
        return json;
    }

    private String upload(byte[] multipart) {
        String text = new String(multipart, StandardCharsets.UTF_8);
        int start = text.indexOf("\r\n\r\n", text.indexOf("name=\"file\";")) + 4;
        return "{\"id\":\"" + stub.keep(text.substring(start, text.lastIndexOf("\r\n--"))) + "\"}";
    }

    private static String part(String call, String after) {
        String rest = call.substring(call.indexOf(after) + after.length());
        return rest.startsWith("batches/") ? rest : rest.replaceFirst("/.*", "");
    }
}
