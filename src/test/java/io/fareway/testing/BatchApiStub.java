package io.fareway.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fareway.model.BatchApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A provider with one of the batch APIs, on this machine, after their public references, which the classes of {@code
 * io.fareway.batch.remote} name. A batch is answered when it is first asked for; answers name the prompt they belong to.
 */
public final class BatchApiStub implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final BatchApi api;
    private final BatchStubAnswers answers;
    private final BatchStubForms forms;
    private final HttpServer server;
    private final Map<String, String> files = new ConcurrentHashMap<>();
    private final List<Batch> batches = new CopyOnWriteArrayList<>();
    private final Queue<String> charged = new ConcurrentLinkedQueue<>();
    private final Queue<Map<String, List<String>>> headers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private volatile boolean stuck;
    private volatile boolean losesAnswers;
    private volatile int answersBeforeEnd = Integer.MAX_VALUE;
    private volatile String refusing = "";
    private volatile String failing = "";
    private volatile String endsAs = "completed";

    /** The state of a batch in OpenAI's words; each form has its own. */
    static final class Batch {
        final String id;
        final String input;
        final String mark;
        final JsonNode requests;
        final String createdAt = Instant.now().toString();
        volatile String state = "in_progress";
        final ArrayNode results = JSON.createArrayNode();

        Batch(String id, String input, String mark, JsonNode requests) {
            this.id = id;
            this.input = input;
            this.mark = mark;
            this.requests = requests;
        }

        String resultFile() {
            return id + "-results";
        }
    }

    private BatchApiStub(BatchApi api) throws IOException {
        this.api = api;
        this.answers = new BatchStubAnswers(api);
        this.forms = new BatchStubForms(api, this);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    /** Starts on any port. */
    public static BatchApiStub start(BatchApi api) {
        try {
            return new BatchApiStub(api);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Base URL for {@code providers.yaml}. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Batches never end by themselves. */
    public void stick() {
        stuck = true;
    }

    /** Batches that are cancelled or expire have answered so many of their lines. */
    public void answersBeforeEnd(int lines) {
        answersBeforeEnd = lines;
    }

    /** Batches end because their time is over. */
    public void expire() {
        endsAs = "expired";
    }

    /** A batch is created, but the answer to the call that does so is lost. */
    public void losesAnswers() {
        losesAnswers = true;
    }

    /** Lines that hold this text fail with a status that may pass. */
    public void failLinesWith(String text) {
        failing = text;
    }

    /** Lines that hold this text are refused for good. */
    public void refuseLinesWith(String text) {
        refusing = text;
    }

    /** How many batches were created. */
    public int created() {
        return batches.size();
    }

    /** Prompts that were charged for. */
    public List<String> charged() {
        return List.copyOf(charged);
    }

    /** The requests of all batches, as they came. */
    public List<JsonNode> requests() {
        List<JsonNode> all = new ArrayList<>();
        batches.forEach(batch -> batch.requests.forEach(all::add));
        return all;
    }

    /** Whether every call has carried this header. */
    public boolean wasAlwaysSent(String name, String value) {
        return headers.stream()
                .allMatch(sent -> sent.getOrDefault(name, List.of()).contains(value));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            headers.add(Map.copyOf(exchange.getRequestHeaders()));
            String call =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            int before = batches.size();
            String answer = forms.answer(call, body);
            if (losesAnswers && batches.size() > before) {
                return; // closes without an answer
            }
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.isEmpty() ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    /** Keeps a file; its id. */
    String keep(String content) {
        String id = "file-" + numbers.incrementAndGet();
        files.put(id, content);
        return id;
    }

    String file(String id) {
        return files.getOrDefault(id, "");
    }

    List<Batch> batches() {
        return batches;
    }

    /** Notes a live call. */
    void charge(String prompt) {
        charged.add(prompt);
    }

    Batch add(String input, String mark) {
        ArrayNode requests = JSON.createArrayNode();
        files.getOrDefault(input, "").lines().forEach(line -> requests.add(BatchStubAnswers.parsed(line)));
        return add(input, mark, requests);
    }

    Batch add(String input, String mark, JsonNode requests) {
        String prefix = api == BatchApi.GEMINI ? "batches/" : "batch-";
        Batch batch = new Batch(prefix + numbers.incrementAndGet(), input, mark, requests);
        batches.add(batch);
        return batch;
    }

    Batch find(String id) {
        return batches.stream().filter(batch -> batch.id.equals(id)).findFirst().orElseThrow();
    }

    /** Goes on with a batch that somebody asks for. */
    void advance(Batch batch, boolean cancel) {
        synchronized (batch) {
            if (!batch.state.equals("in_progress") || (stuck && !cancel)) {
                return;
            }
            boolean early = cancel || endsAs.equals("expired");
            int most = early ? answersBeforeEnd : Integer.MAX_VALUE;
            for (JsonNode request : batch.requests) {
                answer(batch, request, most > batch.results.size(), cancel);
            }
            files.put(batch.resultFile(), lines(batch.results));
            batch.state = cancel ? "cancelled" : endsAs;
        }
    }

    private void answer(Batch batch, JsonNode request, boolean inTime, boolean cancel) {
        String prompt = BatchStubAnswers.prompt(request);
        String text = request.toString();
        if (!inTime) {
            if (api == BatchApi.ANTHROPIC) {
                batch.results.add(BatchStubAnswers.result(request, cancel ? "canceled" : "expired"));
            }
        } else if (!failing.isEmpty() && text.contains(failing)) {
            batch.results.add(answers.failed(request, 500, "overloaded_error", 13));
        } else if (!refusing.isEmpty() && text.contains(refusing)) {
            batch.results.add(answers.failed(request, 400, "invalid_request_error", 3));
        } else {
            charged.add(prompt);
            batch.results.add(answers.answered(request, prompt));
        }
    }

    private static String lines(ArrayNode results) {
        StringBuilder lines = new StringBuilder();
        results.forEach(line -> lines.append(line).append('\n'));
        return lines.toString();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
