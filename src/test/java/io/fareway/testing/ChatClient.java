package io.fareway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Calls the gateway as an application would. The JDK's client: others retry by themselves and hide what happened. */
public final class ChatClient {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;

    /** A client of the gateway on this port of this machine. */
    public ChatClient(int port) {
        this.base = "http://localhost:" + port;
    }

    /** The events of a stream, as far as they came, and whether it ended cleanly. */
    public record Events(HttpResponse<?> response, List<String> data, boolean clean) {

        /** Whether the end mark came. */
        public boolean isDone() {
            return data.contains("[DONE]");
        }
    }

    /** Body of a chat request to a model or tier. */
    public static String chat(String model) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    }

    /** Body of a streamed chat request that asks for usage. */
    public static String streamedChat(String model) {
        return chat(model)
                .replace("{\"model\"", "{\"stream\":true,\"stream_options\":{\"include_usage\":true},\"model\"");
    }

    /** Posts JSON. */
    public HttpResponse<String> post(String path, String json, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    /** Posts a chat request. */
    public HttpResponse<String> chatTo(String model, String... headers) {
        return post("/v1/chat/completions", chat(model), headers);
    }

    /** Gets a path. */
    public HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET().build());
    }

    /** Sends anything. */
    public HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Posts a streamed chat request and reads to the end, clean or not. */
    public Events stream(String model, String... headers) {
        return streamOf("/v1/chat/completions", streamedChat(model), headers);
    }

    /** Posts any request for a stream and reads to the end, clean or not. */
    public Events streamOf(String path, String json, String... headers) {
        HttpRequest request = request(path, headers)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        try {
            HttpResponse<Stream<String>> response = http.send(request, BodyHandlers.ofLines());
            List<String> data = new ArrayList<>();
            return new Events(response, data, readAll(response, data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Posts a streamed chat request and shows each data line to the observer when it arrives. */
    public List<String> streamLines(String model, Consumer<String> observer) throws IOException, InterruptedException {
        HttpRequest request = request("/v1/chat/completions")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(streamedChat(model)))
                .build();
        List<String> data = new ArrayList<>();
        try (Stream<String> lines = http.send(request, BodyHandlers.ofLines()).body()) {
            lines.filter(line -> line.startsWith("data: ")).forEach(line -> {
                observer.accept(line);
                data.add(line.substring(6));
            });
        }
        return data;
    }

    private static boolean readAll(HttpResponse<Stream<String>> response, List<String> data) {
        try (Stream<String> lines = response.body()) {
            lines.filter(line -> line.startsWith("data: "))
                    .map(line -> line.substring(6))
                    .forEach(data::add);
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base + path));
        return headers.length == 0 ? builder : builder.headers(headers);
    }
}
