package io.fareway.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Provider;
import io.fareway.model.ProviderKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * OpenAI's batch API and those that follow it: <a href="https://platform.openai.com/docs/api-reference/batch">batches</a>
 * over <a href="https://platform.openai.com/docs/api-reference/files">files</a>. A batch is found again by the file it was
 * created of, because each file is used once.
 */
final class OpenAiBatchApi implements ProviderBatchApi {

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration TRANSFER_TIMEOUT = Duration.ofMinutes(15);
    private static final String BOUNDARY = "fareway-7d0c61a2f5b94b0e";
    private static final int PAGES = 20;

    private final HttpClient http;
    private final ObjectMapper json;
    private final Provider provider;
    private final ProviderKey key;

    OpenAiBatchApi(HttpClient http, ObjectMapper json, Provider provider, ProviderKey key) {
        this.http = http;
        this.json = json;
        this.provider = provider;
        this.key = key;
    }

    @Override
    public String upload(Path file, String name) throws IOException, InterruptedException {
        String head = part("purpose") + "\r\n\r\nbatch\r\n" + part("file") + "; filename=\"" + name
                + "\"\r\nContent-Type: application/jsonl\r\n\r\n";
        HttpRequest request = request("/files", TRANSFER_TIMEOUT)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString(head),
                        BodyPublishers.ofFile(file),
                        BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n")))
                .build();
        return send(request, "upload").path("id").asText();
    }

    private static String part(String name) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"";
    }

    @Override
    public Remote create(String inputFile, String ourId, String window) throws IOException, InterruptedException {
        ObjectNode body = json.createObjectNode();
        body.put("input_file_id", inputFile);
        body.put("endpoint", LineEndpoint.CHAT_COMPLETIONS.path());
        body.put("completion_window", window);
        body.putObject("metadata").put("fareway_batch", ourId);
        HttpRequest request = request("/batches", CALL_TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        return remote(send(request, "create batch"));
    }

    @Override
    public Optional<Remote> find(String inputFile) throws IOException, InterruptedException {
        String after = "";
        for (int page = 0; page < PAGES; page++) {
            JsonNode list = get("/batches?limit=100" + after, "list batches");
            for (JsonNode batch : list.path("data")) {
                if (batch.path("input_file_id").asText().equals(inputFile)) {
                    return Optional.of(remote(batch));
                }
            }
            if (!list.path("has_more").asBoolean() || list.path("data").isEmpty()) {
                return Optional.empty();
            }
            after = "&after="
                    + list.path("data")
                            .get(list.path("data").size() - 1)
                            .path("id")
                            .asText();
        }
        return Optional.empty();
    }

    @Override
    public Remote status(String id) throws IOException, InterruptedException {
        return remote(get("/batches/" + id, "retrieve batch"));
    }

    @Override
    public void cancel(String id) throws IOException, InterruptedException {
        send(
                request("/batches/" + id + "/cancel", CALL_TIMEOUT)
                        .POST(BodyPublishers.noBody())
                        .build(),
                "cancel batch");
    }

    @Override
    public InputStream content(String file) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http.send(
                request("/files/" + file + "/content", TRANSFER_TIMEOUT).GET().build(), BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            response.body().close();
            throw failure(response.statusCode(), "download");
        }
        return response.body();
    }

    private JsonNode get(String path, String what) throws IOException, InterruptedException {
        return send(request(path, CALL_TIMEOUT).GET().build(), what);
    }

    private HttpRequest.Builder request(String path, Duration timeout) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(provider.baseUrl() + path))
                .timeout(timeout)
                .version(HttpClient.Version.HTTP_1_1);
        provider.headers().forEach(builder::header);
        if (key.secret().isPresent()) {
            builder.header("Authorization", "Bearer " + key.secret().value());
        }
        return builder;
    }

    private JsonNode send(HttpRequest request, String what) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() < 200 || response.statusCode() >= 300) {
            throw failure(response.statusCode(), what);
        }
        JsonNode answer = json.readTree(new String(response.body(), StandardCharsets.UTF_8));
        if (answer == null || !answer.isObject()) {
            throw new IOException(what + ": no JSON object");
        }
        return answer;
    }

    private IOException failure(int status, String what) {
        String where = provider.name() + ", " + what;
        boolean mayPass = status == 408 || status == 409 || status == 425 || status == 429 || status >= 500;
        return mayPass ? new IOException(where + ": status " + status) : new RefusedException(status, where);
    }

    private static Remote remote(JsonNode batch) {
        List<String> results = new ArrayList<>();
        for (String field : List.of("output_file_id", "error_file_id")) {
            if (batch.path(field).isTextual() && !batch.path(field).textValue().isEmpty()) {
                results.add(batch.path(field).textValue());
            }
        }
        return new Remote(
                batch.path("id").asText(),
                batch.path("input_file_id").asText(),
                batch.path("status").asText(),
                results);
    }
}
