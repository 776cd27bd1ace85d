package io.fareway.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Frame;
import io.fareway.dialect.openai.OpenAiUsage;
import io.fareway.model.Answer;
import io.fareway.model.AnswerStream;
import io.fareway.model.Attempt;
import io.fareway.model.Journey;
import io.fareway.model.Outcome;
import io.fareway.model.SentText;
import io.fareway.model.StreamRecovery;
import io.fareway.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One streamed answer while it passes through: what it said so far, and whether it is whole. Nothing is sent to the
 * client before the first content, so that a provider which accepts and then fails can still be replaced unseen.
 *
 * <p>Wire format: <a href="https://platform.openai.com/docs/api-reference/chat-streaming">OpenAI chat completion
 * chunks</a>.
 */
final class RelayedStream {

    private final ObjectMapper json;
    private final Journey journey;
    private final Attempt attempt;
    private final AnswerStream client;
    private final SentText sent;
    private final Continuation continuation;

    private final StringBuilder text = new StringBuilder();
    private final List<byte[]> heldBack = new ArrayList<>();
    private final Set<Integer> begunChoices = new HashSet<>();
    private final Set<Integer> finishedChoices = new HashSet<>();
    private Optional<Usage> usage = Optional.empty();
    private Optional<ObjectNode> lastChunk = Optional.empty();
    private Optional<JsonNode> reportedUsage = Optional.empty();
    private boolean hasContent;
    private boolean endMarkSeen;
    private boolean clientGone;

    RelayedStream(ObjectMapper json, Journey journey, Attempt attempt, AnswerStream client) {
        this.json = json;
        this.journey = journey;
        this.attempt = attempt;
        this.client = client;
        this.sent = journey.sent();
        this.continuation = new Continuation(journey, client.isOpen());
        if (journey.isPrefilling()) {
            text.append(sent.text());
        }
    }

    /**
     * Takes one event.
     *
     * @return false when nothing further is of interest: the end mark was read, or the client is gone
     * @throws ProviderFault when the event reports an error or contradicts what the client already has
     */
    boolean take(Frame event) throws ProviderFault {
        attempt.firstByteAt(System.nanoTime());
        if (event.data().equals("[DONE]")) {
            endMarkSeen = true;
            return false;
        }
        if (event.data().isEmpty()) {
            return true;
        }
        Optional<ObjectNode> chunk = parse(event.data());
        if (chunk.isPresent()) {
            take(chunk.get(), event.raw());
        }
        return !clientGone;
    }

    /** A malformed event in a good stream is skipped: whether the answer is whole is decided by its finish. */
    private Optional<ObjectNode> parse(String data) {
        try {
            return json.readTree(data) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private void take(ObjectNode chunk, byte[] raw) throws ProviderFault {
        if (chunk.path("error").isObject()) {
            throw ProviderFault.broken(attempt.httpStatus(), "the stream reported an error");
        }
        byte[] event = takeUsage(chunk) ? asEvent(chunk) : raw;
        JsonNode choices = chunk.path("choices");
        if (choices.isEmpty()) {
            return;
        }
        lastChunk = Optional.of(chunk);
        boolean content = takeChoices(choices);
        if (!content && !hasContent) {
            holdBack(event);
            return;
        }
        hasContent = true;
        send(chunk, event);
    }

    /** A client that holds the beginning of an answer must not get a second one. */
    private void holdBack(byte[] event) {
        if (!continuation.isNeeded()) {
            heldBack.add(event);
        }
    }

    /** Keeps usage for the end, where it belongs; true when the chunk was changed. */
    private boolean takeUsage(ObjectNode chunk) {
        JsonNode reported = chunk.path("usage");
        if (!reported.isObject()) {
            return false;
        }
        usage = OpenAiUsage.read(reported).or(() -> usage);
        reportedUsage = Optional.of(reported);
        chunk.putNull("usage");
        return true;
    }

    /** Notes text and finish of each choice; true when there is content or a finish. */
    private boolean takeChoices(JsonNode choices) {
        boolean content = false;
        for (JsonNode choice : choices) {
            int index = choice.path("index").asInt();
            begunChoices.add(index);
            if (choice.path("finish_reason").isTextual()) {
                finishedChoices.add(index);
                content = true;
            }
            JsonNode delta = choice.path("delta");
            String words = delta.path("content").asText("");
            if (!words.isEmpty()) {
                text.append(words);
                content = true;
            }
            content |= hasOtherContent(delta);
        }
        return content;
    }

    private static boolean hasOtherContent(JsonNode delta) {
        return !delta.path("tool_calls").isEmpty()
                || !delta.path("reasoning_content").asText("").isEmpty()
                || !delta.path("reasoning").asText("").isEmpty()
                || !delta.path("refusal").asText("").isEmpty()
                || delta.path("function_call").isObject();
    }

    private void send(ObjectNode chunk, byte[] event) throws ProviderFault {
        if (continuation.isNeeded()) {
            Optional<ObjectNode> rest = continuation.unseenPartOf(chunk, text.toString());
            if (rest.isPresent()) {
                deliver(asEvent(rest.get()));
            }
            return;
        }
        heldBack.add(event);
        if (journey.recovery() != StreamRecovery.BUFFER) {
            note(chunk);
            release();
        }
    }

    private void release() {
        client.open(JourneyHeaders.of(journey));
        heldBack.forEach(this::deliver);
        heldBack.clear();
    }

    private void note(ObjectNode chunk) {
        begin(chunk);
        for (JsonNode choice : chunk.path("choices")) {
            if (choice.path("index").asInt() != 0 || hasOtherContent(choice.path("delta"))) {
                sent.addOther();
            }
            sent.add(choice.path("delta").path("content").asText(""));
        }
    }

    private void begin(ObjectNode chunk) {
        sent.begin(chunk.path("id").asText(""), chunk.path("created").asLong());
    }

    private void deliver(byte[] event) {
        clientGone = clientGone || !client.send(event);
    }

    private byte[] asEvent(ObjectNode chunk) {
        return Frame.event(chunk.toString());
    }

    /** Whether the model has said anything: from then on tokens are owed. */
    boolean hasContent() {
        return hasContent;
    }

    /** Whether every choice that began has come to its finish. */
    boolean isFinished() {
        return !begunChoices.isEmpty() && finishedChoices.containsAll(begunChoices);
    }

    /** What this provider said so far. */
    String text() {
        return text.toString();
    }

    /** What the provider reports to have used; empty when it has not. */
    Optional<Usage> usage() {
        return usage;
    }

    /**
     * Decides how the stream ended.
     *
     * @throws ProviderFault when it was cut short
     */
    void end() throws ProviderFault {
        if (clientGone) {
            attempt.end(Outcome.CANCELLED, "the caller went away");
            return;
        }
        if (!hasContent || !(endMarkSeen || isFinished())) {
            throw ProviderFault.broken(attempt.httpStatus(), "the stream ended before the answer was whole");
        }
        continuation.requireCaughtUp(text.toString());
        lastChunk.ifPresent(this::begin);
        release();
        attempt.end(Outcome.ANSWERED, "");
        journey.answer(
                new Answer(200, "text/event-stream", usageChunk().toString().getBytes(StandardCharsets.UTF_8)));
    }

    private ObjectNode usageChunk() {
        ObjectNode chunk = lastChunk.map(ObjectNode::deepCopy).orElseGet(json::createObjectNode);
        chunk.putArray("choices");
        chunk.put("id", sent.id());
        chunk.put("created", sent.created());
        chunk.set("usage", reportedUsage.orElseGet(() -> json.valueToTree(estimatedUsage())));
        return chunk;
    }

    private Map<String, Long> estimatedUsage() {
        Usage counted = attempt.usage();
        return Map.of(
                "prompt_tokens", counted.prompt(),
                "completion_tokens", counted.answer(),
                "total_tokens", counted.total());
    }
}
