package io.fareway.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.model.RequestError;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Answers {@code /v1/batches} as OpenAI's <a href="https://platform.openai.com/docs/api-reference/batch">Batch API</a>. */
public final class BatchDesk {

    private static final int USUAL_PAGE = 20;
    private static final int LARGEST_PAGE = 100;
    private static final Set<String> ENDPOINTS = new TreeSet<>(Set.of(
            LineEndpoint.CHAT_COMPLETIONS.path(),
            LineEndpoint.COMPLETIONS.path(),
            LineEndpoint.EMBEDDINGS.path(),
            LineEndpoint.RESPONSES.path()));
    private static final Pattern WINDOW = Pattern.compile("([1-9]\\d{0,3})([mhd])");

    private final ApiBatchStore batches;
    private final JobStore jobs;
    private final FileDesk files;
    private final BatchEngine engine;
    private final JobControl control;
    private final ObjectMapper json;
    private final Clock clock;

    BatchDesk(
            ApiBatchStore batches,
            JobStore jobs,
            FileDesk files,
            BatchEngine engine,
            JobControl control,
            ObjectMapper json,
            Clock clock) {
        this.batches = batches;
        this.jobs = jobs;
        this.files = files;
        this.engine = engine;
        this.control = control;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Answers {@code POST /v1/batches}; the job is recorded when it returns.
     *
     * @throws RequestError when the body is no batch, or this gateway does not work on jobs
     */
    public void create(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        JsonNode asked = read(message);
        ApiFile input = files.find(asked.path("input_file_id").asText(""), FileOwner.of(message));
        if (!input.purpose().equals(ApiFile.INPUT)) {
            throw RequestError.invalid("input_file_id", "'" + input.id() + "' was not uploaded with purpose 'batch'.");
        }
        String endpoint = asked.path("endpoint").asText("");
        if (!ENDPOINTS.contains(endpoint)) {
            throw RequestError.invalid("endpoint", "'endpoint' must be one of " + String.join(", ", ENDPOINTS) + ".");
        }
        String window = asked.path("completion_window").asText("");
        Instant now = clock.instant();
        ApiBatch batch = new ApiBatch(
                engine.newId(),
                input.owner(),
                input.id(),
                endpoint,
                window,
                metadata(asked).toString(),
                now,
                now.plus(duration(window)),
                OptionalLong.empty(),
                Optional.empty());
        batches.add(batch);
        try {
            Job job = engine.accept(batch, input.bytes());
            BatchAnswers.json(exchange, batch.asJson(job));
        } catch (RuntimeException e) {
            batches.delete(batch.id());
            throw e;
        }
    }

    private JsonNode read(Message message) throws IOException {
        byte[] body = Optional.ofNullable(message.getBody(byte[].class)).orElse(new byte[0]);
        JsonNode asked;
        try {
            asked = json.readTree(body);
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw RequestError.unreadable("The body is not valid JSON.");
        }
        if (asked == null || !asked.isObject()) {
            throw RequestError.unreadable(
                    "The body must be a JSON object with input_file_id, endpoint and completion_window.");
        }
        return asked;
    }

    private static JsonNode metadata(JsonNode asked) {
        JsonNode metadata = asked.path("metadata");
        if (metadata.isMissingNode() || metadata.isNull()) {
            return com.fasterxml.jackson.databind.node.NullNode.getInstance();
        }
        if (!metadata.isObject() || !metadata.valueStream().allMatch(JsonNode::isTextual)) {
            throw RequestError.invalid("metadata", "'metadata' must be an object of texts.");
        }
        return metadata;
    }

    private static Duration duration(String window) {
        Matcher matcher = WINDOW.matcher(window);
        if (!matcher.matches()) {
            throw RequestError.invalid(
                    "completion_window", "'completion_window' must be a duration such as '24h', '90m' or '7d'.");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /**
     * Answers {@code GET /v1/batches/{id}}.
     *
     * @throws RequestError when the caller has no such batch
     */
    public void show(Exchange exchange) {
        ApiBatch batch = find(exchange.getMessage());
        BatchAnswers.json(exchange, batch.asJson(jobs.job(batch.id())));
    }

    /**
     * Answers {@code GET /v1/batches?limit=&after=}.
     *
     * @throws RequestError when a parameter cannot be understood
     */
    public void list(Exchange exchange) {
        Message message = exchange.getMessage();
        String owner = FileOwner.of(message);
        int limit = BatchAnswers.limit(message, USUAL_PAGE, LARGEST_PAGE);
        Optional<ApiBatch> after = BatchAnswers.parameter(message, "after").map(id -> find(id, owner));
        List<ApiBatch> page = batches.page(owner, false, after, limit + 1);
        BatchAnswers.json(
                exchange,
                BatchAnswers.page(
                        page.stream()
                                .map(batch -> batch.asJson(jobs.job(batch.id())))
                                .toList(),
                        limit));
    }

    /**
     * Answers {@code POST /v1/batches/{id}/cancel}.
     *
     * @throws RequestError when the caller has no such batch, or it has ended
     */
    public void cancel(Exchange exchange) {
        ApiBatch batch = find(exchange.getMessage());
        Job cancelled = control.cancel(batch.id());
        BatchAnswers.json(exchange, batches.cancelled(batch, clock.instant()).asJson(cancelled));
    }

    private ApiBatch find(Message message) {
        return find(message.getHeader("id", "", String.class), FileOwner.of(message));
    }

    private ApiBatch find(String id, String owner) {
        return batches.find(id)
                .filter(batch -> batch.owner().equals(owner) && !batch.isOfMessages())
                .filter(batch -> jobs.find(id).isPresent())
                .orElseThrow(
                        () -> RequestError.notFound("You have no batch '" + id + "'. GET /v1/batches lists yours."));
    }
}
