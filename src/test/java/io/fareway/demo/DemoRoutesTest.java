package io.fareway.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Starts the demo routes once for all tests that call them over HTTP. */
@CamelSpringBootTest
@SpringBootTest(
        classes = DemoTestApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.location=optional:classpath:none/",
            "camel.main.routes-include-pattern=file:routes/demo/*.camel.yaml",
            "camel.main.stream-caching-enabled=false",
            "spring.threads.virtual.enabled=true",
            "spring.mvc.async.request-timeout=15m",
            "demo.time-factor=1"
        })
abstract class DemoRoutesTest {

    static final String QUESTION = "What is the capital of France?";

    @Autowired
    GatedPacer pacer;

    @Autowired
    FaultSwitch faults;

    @Autowired
    DemoProperties properties;

    @LocalServerPort
    private int port;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    @AfterEach
    void workAgain() {
        pacer.forget();
        properties.providers().keySet().forEach(provider -> faults.arm(provider, ArmedFault.NONE));
    }

    HttpResponse<String> ask(String provider, String body) throws IOException, InterruptedException {
        return client.send(chat(provider, body), BodyHandlers.ofString());
    }

    HttpResponse<InputStream> askForStream(String provider, String body) throws IOException, InterruptedException {
        return client.send(chat(provider, body), BodyHandlers.ofInputStream());
    }

    HttpRequest chat(String provider, String body) {
        return post("/demo/" + provider + "/v1/chat/completions", body);
    }

    HttpRequest post(String path, String body) {
        return request(path)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    HttpRequest form(String body) {
        return request("/demo/demo-swift/fault")
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> setFault(String provider, String body) throws IOException, InterruptedException {
        return client.send(post("/demo/" + provider + "/fault", body), BodyHandlers.ofString());
    }

    HttpClient client() {
        return client;
    }

    JsonNode parse(String text) throws IOException {
        return json.readTree(text);
    }

    /** Chunks of a stream that ended with {@code [DONE]}. */
    List<JsonNode> chunks(String stream) throws IOException {
        List<String> events = stream.lines().filter(line -> !line.isEmpty()).toList();
        if (!events.getLast().equals("data: [DONE]")) {
            throw new AssertionError("the stream does not end with [DONE]: " + events.getLast());
        }
        List<JsonNode> chunks = new ArrayList<>();
        for (String event : events.subList(0, events.size() - 1)) {
            chunks.add(parse(event.substring("data: ".length())));
        }
        return chunks;
    }

    /** A request of one user message and further fields, such as {@code "stream": true}. */
    static String request(String content, String... fields) {
        String message = "{\"role\": \"user\", \"content\": \"" + content + "\"}";
        String more = fields.length == 0 ? "" : ", " + String.join(", ", fields);
        return "{\"model\": \"llama-3.1-8b\", \"messages\": [" + message + "]" + more + "}";
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }
}
