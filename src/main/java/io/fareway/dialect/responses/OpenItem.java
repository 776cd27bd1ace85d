package io.fareway.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;

/** An output item that is being written; the event that ends it repeats all of it. */
abstract sealed class OpenItem {

    private final int index;
    private final String id;
    final EventLog events;
    final StringBuilder text = new StringBuilder();

    OpenItem(int index, String id, EventLog events) {
        this.index = index;
        this.id = id;
        this.events = events;
    }

    /** Tells that it begins. */
    void open() {
        ObjectNode fields = Json.object().put("output_index", index);
        fields.set("item", begun());
        events.add("response.output_item.added", fields);
    }

    /** Tells that it ends, and returns it whole. */
    ObjectNode close() {
        closeParts();
        ObjectNode item = whole();
        ObjectNode fields = Json.object().put("output_index", index);
        fields.set("item", item);
        events.add("response.output_item.done", fields);
        return item;
    }

    /** The item as it begins. */
    abstract ObjectNode begun();

    /** The item as it ends. */
    abstract ObjectNode whole();

    /** Ends what is open inside it. */
    abstract void closeParts();

    int index() {
        return index;
    }

    String id() {
        return id;
    }

    /** What every event inside an item says. */
    ObjectNode fields() {
        return Json.object().put("item_id", id).put("output_index", index);
    }

    /** Words of the model: a text, then a refusal, or one of them. */
    static final class OfMessage extends OpenItem {

        private final ArrayNode content = JsonNodeFactory.instance.arrayNode();
        private ObjectNode part = Json.object();

        OfMessage(int index, String id, EventLog events) {
            super(index, id, events);
        }

        @Override
        ObjectNode begun() {
            return OutputParts.message(id(), "in_progress");
        }

        @Override
        ObjectNode whole() {
            ObjectNode item = OutputParts.message(id(), "completed");
            item.set("content", content);
            return item;
        }

        void text(String words) {
            part("output_text", OutputParts.text(""));
            text.append(words);
            ObjectNode delta = partFields().put("delta", words);
            delta.putArray("logprobs");
            events.add("response.output_text.delta", delta);
        }

        void refusal(String words) {
            part("refusal", OutputParts.refusal(""));
            text.append(words);
            events.add("response.refusal.delta", partFields().put("delta", words));
        }

        void citation(ObjectNode citation) {
            part("output_text", OutputParts.text(""));
            ObjectNode fields = partFields()
                    .put("annotation_index", part.withArray("annotations").size());
            fields.set("annotation", citation);
            part.withArray("annotations").add(citation);
            events.add("response.output_text.annotation.added", fields);
        }

        void logprobs(JsonNode entries) {
            if (part.has("logprobs")) {
                entries.forEach(part.withArray("logprobs")::add);
            }
        }

        private ObjectNode partFields() {
            return fields().put("content_index", content.size());
        }

        private void part(String type, ObjectNode empty) {
            if (Json.text(part, "type").equals(type)) {
                return;
            }
            closeParts();
            part = empty;
            ObjectNode fields = partFields();
            fields.set("part", empty.deepCopy());
            events.add("response.content_part.added", fields);
        }

        @Override
        void closeParts() {
            String type = Json.text(part, "type");
            if (type.isEmpty()) {
                return;
            }
            String field = type.equals("refusal") ? "refusal" : "text";
            part.put(field, text.toString());
            ObjectNode done = partFields().put(field, text.toString());
            if (part.has("logprobs")) {
                done.set("logprobs", part.path("logprobs"));
            }
            events.add("response." + type + ".done", done);
            ObjectNode fields = partFields();
            fields.set("part", part);
            events.add("response.content_part.done", fields);
            content.add(part);
            part = Json.object();
            text.setLength(0);
        }

        /** Takes over a part that the provider itself has begun. */
        void continuePart(ObjectNode begunPart) {
            part = begunPart.deepCopy();
            text.setLength(0);
        }
    }

    /** Thoughts of the model, told as a summary. */
    static final class OfThoughts extends OpenItem {

        private String seal = "";
        private boolean partOpen;

        OfThoughts(int index, String id, EventLog events) {
            super(index, id, events);
        }

        @Override
        ObjectNode begun() {
            return ReasoningItems.forCaller("", "", id());
        }

        @Override
        ObjectNode whole() {
            return ReasoningItems.forCaller(text.toString(), seal, id()).put("id", id());
        }

        void seal(String value) {
            seal = value;
        }

        void add(String words) {
            if (!partOpen) {
                partOpen = true;
                part("response.reasoning_summary_part.added", "");
            }
            text.append(words);
            events.add("response.reasoning_summary_text.delta", summaryFields().put("delta", words));
        }

        private ObjectNode summaryFields() {
            return fields().put("summary_index", 0);
        }

        private void part(String type, String words) {
            ObjectNode fields = summaryFields();
            fields.set("part", OutputParts.summary(words));
            events.add(type, fields);
        }

        @Override
        void closeParts() {
            if (partOpen) {
                events.add(
                        "response.reasoning_summary_text.done", summaryFields().put("text", text.toString()));
                part("response.reasoning_summary_part.done", text.toString());
            }
        }
    }

    /** A call that the model asks for. */
    static final class OfCall extends OpenItem {

        private final String callId;
        private final String name;

        OfCall(int index, String id, String callId, String name, EventLog events) {
            super(index, id, events);
            this.callId = callId;
            this.name = name;
        }

        @Override
        ObjectNode begun() {
            return item("").put("status", "in_progress");
        }

        @Override
        ObjectNode whole() {
            return item(text.isEmpty() ? "{}" : text.toString()).put("status", "completed");
        }

        private ObjectNode item(String arguments) {
            return Json.object()
                    .put("type", "function_call")
                    .put("id", id())
                    .put("call_id", callId)
                    .put("name", name)
                    .put("arguments", arguments);
        }

        void add(String arguments) {
            text.append(arguments);
            events.add("response.function_call_arguments.delta", fields().put("delta", arguments));
        }

        @Override
        void closeParts() {
            events.add(
                    "response.function_call_arguments.done",
                    fields().put("name", name).put("arguments", Json.text(whole(), "arguments")));
        }
    }
}
