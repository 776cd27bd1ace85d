package io.fareway.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.RequestError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;

/** What the desks of files and batches have in common: parameters in, JSON out. */
final class BatchAnswers {

    private BatchAnswers() {}

    /** Answers with this JSON. */
    static void json(Exchange exchange, JsonNode json) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Answers with these bytes as they are read, and closes them then. */
    static void stream(Exchange exchange, String contentType, InputStream bytes) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                try {
                    bytes.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, contentType);
        message.setBody(bytes);
    }

    /** A parameter of the address; empty when absent or blank. */
    static Optional<String> parameter(Message message, String name) {
        return Optional.of(message.getHeader(name, "", String.class)).filter(value -> !value.isBlank());
    }

    /**
     * The parameter {@code limit}.
     *
     * @throws RequestError when it is no number from 1 to the largest
     */
    static int limit(Message message, int usual, int largest) {
        Optional<String> asked = parameter(message, "limit");
        if (asked.isEmpty()) {
            return usual;
        }
        if (!asked.get().matches("\\d{1,5}")
                || Integer.parseInt(asked.get()) < 1
                || Integer.parseInt(asked.get()) > largest) {
            throw RequestError.invalid("limit", "'limit' must be a whole number from 1 to " + largest + ".");
        }
        return Integer.parseInt(asked.get());
    }

    /** OpenAI's list object. */
    static ObjectNode page(List<ObjectNode> itemsAndOneMore, int limit) {
        List<ObjectNode> items = itemsAndOneMore.stream().limit(limit).toList();
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.put("object", "list");
        page.putArray("data").addAll(items);
        page.set("first_id", id(items.stream().findFirst()));
        page.set("last_id", id(items.isEmpty() ? Optional.empty() : Optional.of(items.getLast())));
        page.put("has_more", itemsAndOneMore.size() > limit);
        return page;
    }

    private static JsonNode id(Optional<ObjectNode> item) {
        return item.map(found -> found.path("id")).orElse(NullNode.getInstance());
    }
}
