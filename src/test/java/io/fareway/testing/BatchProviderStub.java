package io.fareway.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A provider with OpenAI's chat completions, files and batches, on this machine. Answers name the custom_id or the prompt
 * they belong to; every line or call that a real provider would charge for is noted. Needs the JDK only: benches compile it
 * along.
 */
public final class BatchProviderStub implements AutoCloseable {

    private static final Pattern CUSTOM_ID = Pattern.compile("\"custom_id\":\"([^\"]+)\"");
    private static final Pattern PROMPT = Pattern.compile("\"content\"\\s*:\\s*\"([^\"]*)\"");
    private static final Pattern INPUT_FILE = Pattern.compile("\"input_file_id\"\\s*:\\s*\"([^\"]+)\"");

    private final HttpServer server;
    private final Map<String, String> files = new ConcurrentHashMap<>();
    private final Map<String, Batch> batches = new ConcurrentHashMap<>();
    private final Queue<String> charged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger charges = new AtomicInteger();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Duration perBatch;
    private volatile boolean stuck;
    private volatile boolean losesAnswers;
    private volatile int answersBeforeStop = Integer.MAX_VALUE;
    private volatile String failing = "";

    private static final class Batch {
        private final String id;
        private final String input;
        private final long since = System.nanoTime();
        private volatile String status = "in_progress";
        private volatile String output = "";

        Batch(String id, String input) {
            this.id = id;
            this.input = input;
        }
    }

    /**
     * Starts on a port of this machine, 0 = any.
     *
     * @param perBatch how long a batch takes
     */
    public BatchProviderStub(int port, Duration perBatch) throws IOException {
        this.perBatch = perBatch;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1", this::serve);
        server.start();
    }

    /** Starts on any port; batches are answered when they are first asked for. */
    public static BatchProviderStub start() {
        try {
            return new BatchProviderStub(0, Duration.ZERO);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Base URL for {@code providers.yaml}. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /** Batches never end by themselves. */
    public void stick() {
        stuck = true;
    }

    /** Batches that are cancelled have answered so many of their lines. */
    public void answersBeforeStop(int lines) {
        answersBeforeStop = lines;
    }

    /** A batch is created, but the answer to the call that does so is lost. */
    public void losesAnswers(boolean loses) {
        losesAnswers = loses;
    }

    /** Lines that hold this text fail inside a batch with a status that may pass. */
    public void failLinesWith(String text) {
        failing = text;
    }

    /** How many batches were created. */
    public int created() {
        return batches.size();
    }

    /** Prompts that were charged for, batch lines and live calls alike. */
    public List<String> charged() {
        return List.copyOf(charged);
    }

    /** How many calls and lines were charged for. */
    public int charges() {
        return charges.get();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String method = exchange.getRequestMethod();
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (path.equals("/v1/chat/completions")) {
                answerLive(exchange, text(body));
            } else if (path.equals("/v1/files")) {
                String id = "file-" + numbers.incrementAndGet();
                files.put(id, content(text(body)));
                json(exchange, 200, "{\"id\":\"" + id + "\",\"object\":\"file\"}");
            } else if (path.startsWith("/v1/files/")) {
                respond(
                        exchange,
                        200,
                        files.getOrDefault(path.split("/", -1)[3], "").getBytes(StandardCharsets.UTF_8));
            } else if (path.equals("/v1/batches") && method.equals("POST")) {
                create(exchange, text(body));
            } else if (path.equals("/v1/batches")) {
                json(exchange, 200, list());
            } else {
                batch(exchange, path);
            }
        }
    }

    private void create(HttpExchange exchange, String body) throws IOException {
        Matcher input = INPUT_FILE.matcher(body);
        if (!input.find()) {
            json(exchange, 400, "{}");
            return;
        }
        Batch batch = new Batch("batch-" + numbers.incrementAndGet(), input.group(1));
        batches.put(batch.id, batch);
        if (losesAnswers) {
            return; // closes without an answer
        }
        json(exchange, 200, told(batch));
    }

    private void batch(HttpExchange exchange, String path) throws IOException {
        Batch batch = batches.get(path.split("/", -1)[3]);
        if (batch == null) {
            json(exchange, 404, "{}");
            return;
        }
        synchronized (batch) {
            boolean over = System.nanoTime() - batch.since > perBatch.toNanos();
            if (path.endsWith("/cancel") && batch.status.equals("in_progress")) {
                answerLines(batch, answersBeforeStop);
                batch.status = "cancelled";
            } else if (batch.status.equals("in_progress") && over && !stuck) {
                answerLines(batch, Integer.MAX_VALUE);
                batch.status = "completed";
            }
        }
        json(exchange, 200, told(batch));
    }

    private void answerLines(Batch batch, int most) throws IOException {
        StringBuilder output = new StringBuilder();
        int answered = 0;
        BufferedReader lines = new BufferedReader(new StringReader(files.getOrDefault(batch.input, "")));
        for (String line = lines.readLine(); line != null && answered < most; line = lines.readLine()) {
            Matcher id = CUSTOM_ID.matcher(line);
            if (!id.find()) {
                continue;
            }
            boolean fails = !failing.isEmpty() && line.contains(failing);
            output.append("{\"custom_id\":\"").append(id.group(1)).append("\",\"response\":{\"status_code\":");
            if (fails) {
                output.append("500,\"body\":{\"error\":{}}},\"error\":null}\n");
                continue;
            }
            output.append("200,\"request_id\":\"r\",\"body\":")
                    .append(completion(prompt(line)))
                    .append("},\"error\":null}\n");
            charged.add(prompt(line));
            charges.incrementAndGet();
            answered++;
        }
        batch.output = "file-" + numbers.incrementAndGet();
        files.put(batch.output, output.toString());
    }

    private void answerLive(HttpExchange exchange, String body) throws IOException {
        charged.add(prompt(body));
        charges.incrementAndGet();
        json(exchange, 200, completion(prompt(body)));
    }

    private static String completion(String prompt) {
        return "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                + "\"message\":{\"role\":\"assistant\",\"content\":\"echo " + prompt
                + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":100,"
                + "\"total_tokens\":1100}}";
    }

    private static String prompt(String body) {
        Matcher prompt = PROMPT.matcher(body);
        return prompt.find() ? prompt.group(1) : "";
    }

    private String list() {
        List<String> all = new ArrayList<>();
        batches.values().forEach(batch -> all.add(told(batch)));
        return "{\"object\":\"list\",\"data\":[" + String.join(",", all) + "],\"has_more\":false}";
    }

    private static String told(Batch batch) {
        String output = batch.output.isEmpty() ? "null" : "\"" + batch.output + "\"";
        return "{\"id\":\"" + batch.id + "\",\"object\":\"batch\",\"input_file_id\":\"" + batch.input
                + "\",\"status\":\"" + batch.status + "\",\"output_file_id\":" + output + "}";
    }

    /** The file inside a multipart body: what stands between the last blank line and the closing boundary. */
    private static String content(String multipart) {
        int start = multipart.indexOf("\r\n\r\n", multipart.indexOf("name=\"file\"")) + 4;
        return multipart.substring(start, multipart.lastIndexOf("\r\n--"));
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static void json(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        respond(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
