package io.fareway.batch.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.batch.remote.RemoteBatchApi.RefusedException;
import io.fareway.model.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls to one provider's batch API: its address, our key, its errors. */
final class BatchHttp {

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration TRANSFER_TIMEOUT = Duration.ofMinutes(15);
    private static final String BOUNDARY = "fareway-7d0c61a2f5b94b0e";

    private final HttpClient http;
    private final ObjectMapper json;
    private final Provider provider;
    private final Authorized authorized;

    /** The headers that let a call in; asked for before each call, because tokens age. */
    @FunctionalInterface
    interface Authorized {
        Map<String, String> headers() throws IOException;
    }

    BatchHttp(HttpClient http, ObjectMapper json, Provider provider, Authorized authorized) {
        this.http = http;
        this.json = json;
        this.provider = provider;
        this.authorized = authorized;
    }

    /** The same with further headers. */
    BatchHttp with(Map<String, String> headers) {
        return new BatchHttp(http, json, provider, () -> {
            Map<String, String> all = new LinkedHashMap<>(headers);
            all.putAll(authorized.headers());
            return all;
        });
    }

    JsonNode get(String path, String what) throws IOException, InterruptedException {
        return send(request(path, CALL_TIMEOUT).GET().build(), what);
    }

    /** Posts nothing. */
    JsonNode post(String path, String what) throws IOException, InterruptedException {
        return send(request(path, CALL_TIMEOUT).POST(BodyPublishers.noBody()).build(), what);
    }

    JsonNode post(String path, JsonNode body, String what) throws IOException, InterruptedException {
        return post(path, BodyPublishers.ofString(body.toString()), what);
    }

    /** Posts JSON that may be large. */
    JsonNode post(String path, BodyPublisher body, String what) throws IOException, InterruptedException {
        return send(
                request(path, TRANSFER_TIMEOUT)
                        .header("Content-Type", "application/json")
                        .POST(body)
                        .build(),
                what);
    }

    /** Posts a file as {@code multipart/form-data}, after these fields. */
    JsonNode upload(String path, Map<String, String> fields, Path file, String name)
            throws IOException, InterruptedException {
        StringBuilder head = new StringBuilder();
        fields.forEach((field, value) ->
                head.append(part(field)).append("\r\n\r\n").append(value).append("\r\n"));
        head.append(part("file"))
                .append("; filename=\"")
                .append(name)
                .append("\"\r\nContent-Type: application/jsonl\r\n\r\n");
        HttpRequest request = request(path, TRANSFER_TIMEOUT)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString(head.toString()),
                        BodyPublishers.ofFile(file),
                        BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n")))
                .build();
        return send(request, "upload");
    }

    private static String part(String name) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"";
    }

    /** The bytes at an address; the caller closes them. */
    InputStream stream(String path, String what) throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                http.send(request(path, TRANSFER_TIMEOUT).GET().build(), BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            response.body().close();
            throw failure(response.statusCode(), what);
        }
        return new StallGuard(response.body(), CALL_TIMEOUT);
    }

    private HttpRequest.Builder request(String path, Duration timeout) throws IOException {
        StringBuilder address = new StringBuilder(provider.baseUrl() + path);
        provider.access().query().forEach((name, value) -> address.append(address.indexOf("?") < 0 ? '?' : '&')
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(address.toString()))
                .timeout(timeout)
                .version(HttpClient.Version.HTTP_1_1);
        provider.headers().forEach(builder::setHeader);
        authorized.headers().forEach(builder::setHeader);
        return builder;
    }

    private JsonNode send(HttpRequest request, String what) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = whole(request, what);
        if (response.statusCode() < 200 || response.statusCode() >= 300) {
            throw failure(response.statusCode(), what);
        }
        JsonNode answer = json.readTree(response.body());
        if (answer == null || !answer.isContainerNode()) {
            throw new IOException(provider.name() + ", " + what + ": no JSON");
        }
        return answer;
    }

    /** The client's own timeout ends with the headers of an answer; its body must come in time as well. */
    private HttpResponse<byte[]> whole(HttpRequest request, String what) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> call = http.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            return call.get(request.timeout().orElse(CALL_TIMEOUT).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new IOException(provider.name() + ", " + what + ": no answer in time", late);
        } catch (ExecutionException failed) {
            throw new IOException(provider.name() + ", " + what + ": " + failed.getCause(), failed.getCause());
        } finally {
            call.cancel(true);
        }
    }

    private IOException failure(int status, String what) {
        String where = provider.name() + ", " + what;
        boolean mayPass = status == 408 || status == 409 || status == 425 || status == 429 || status >= 500;
        return mayPass ? new IOException(where + ": status " + status) : new RefusedException(status, where);
    }
}
