package io.fareway.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.model.conversation.AnswerEvent;
import io.fareway.model.conversation.Citation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes output items as they arrive. Calls stay open until all are complete, since their arguments may arrive interleaved;
 * of everything else one item is open at a time.
 */
final class ItemStream {

    private final EventLog events;
    private final Map<Integer, ObjectNode> done = new TreeMap<>();
    private final Map<Integer, OpenItem.OfCall> calls = new LinkedHashMap<>();
    private Optional<OpenItem> open = Optional.empty();
    private String answerId = "";
    private int next;

    ItemStream(EventLog events) {
        this.events = events;
    }

    void answerId(String id) {
        answerId = id;
    }

    private OpenItem.OfMessage message() {
        if (open.orElse(null) instanceof OpenItem.OfMessage message) {
            return message;
        }
        return opened(new OpenItem.OfMessage(next, ItemIds.message(answerId, next), events));
    }

    private OpenItem.OfThoughts thoughts(String id) {
        if (open.orElse(null) instanceof OpenItem.OfThoughts thoughts) {
            return thoughts;
        }
        return opened(new OpenItem.OfThoughts(next, id, events));
    }

    private <T extends OpenItem> T opened(T item) {
        closeAll();
        next++;
        open = Optional.of(item);
        item.open();
        return item;
    }

    void text(String words) {
        message().text(words);
    }

    void refusal(String words) {
        message().refusal(words);
    }

    void citation(Citation citation) {
        OutputParts.citation(citation).ifPresent(written -> message().citation(written));
    }

    void logprobs(JsonNode logprobs) {
        if (open.orElse(null) instanceof OpenItem.OfMessage message) {
            message.logprobs(logprobs.path("content"));
        }
    }

    void thoughts(AnswerEvent.ReasoningDelta delta) {
        thoughts(ItemIds.reasoning(answerId, next)).add(delta.text());
    }

    /** The seal of the thoughts so far, which it ends. OpenAI's own seals hold the id under which they are valid. */
    void seal(String seal) {
        String sealedId = Json.text(ReasoningItems.forCaller("", seal, ""), "id");
        thoughts(sealedId.isEmpty() ? ItemIds.reasoning(answerId, next) : sealedId)
                .seal(seal);
        closeAll();
    }

    void callBegin(AnswerEvent.CallBegin call) {
        closeOpen();
        OpenItem.OfCall item = new OpenItem.OfCall(next, ItemIds.call(answerId, next), call.id(), call.name(), events);
        next++;
        calls.put(call.call(), item);
        item.open();
    }

    void callDelta(AnswerEvent.CallDelta call) {
        OpenItem.OfCall item = calls.get(call.call());
        if (item != null) {
            item.add(call.arguments());
        }
    }

    private void closeOpen() {
        open.ifPresent(item -> done.put(item.index(), item.close()));
        open = Optional.empty();
    }

    /** Ends everything that is open. */
    void closeAll() {
        closeOpen();
        calls.values().forEach(call -> done.put(call.index(), call.close()));
        calls.clear();
    }

    /** All items that are complete, in their order. */
    void writeTo(ArrayNode output) {
        done.values().forEach(output::add);
    }

    /** Keeps count of an item that the provider's own events write. */
    void notePassed(JsonNode event) {
        int index = event.path("output_index").asInt();
        switch (Json.text(event, "type")) {
            case "response.output_item.added" -> {
                next = Math.max(next, index + 1);
                if (Json.text(event.path("item"), "type").equals("message")) {
                    open = Optional.of(new OpenItem.OfMessage(index, Json.text(event.path("item"), "id"), events));
                }
            }
            case "response.content_part.added" -> {
                if (open.orElse(null) instanceof OpenItem.OfMessage message
                        && event.path("part") instanceof ObjectNode part) {
                    message.continuePart(part);
                }
            }
            case "response.output_text.delta", "response.refusal.delta" ->
                open.ifPresent(item -> item.text.append(Json.text(event, "delta")));
            case "response.output_item.done" -> {
                open = Optional.empty();
                if (event.path("item") instanceof ObjectNode item) {
                    done.put(index, item);
                }
            }
            default -> {} // tells nothing that a continuation needs
        }
    }
}
