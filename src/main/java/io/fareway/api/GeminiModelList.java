package io.fareway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Deployment;
import io.fareway.model.RequestError;
import io.fareway.model.Settings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/**
 * What may be asked for as model, in the shape of <a href="https://ai.google.dev/api/models">Google's model list</a>, on
 * one page.
 */
@Component
public class GeminiModelList {

    private static final String PATH = "/v1beta/models/";

    private final Supplier<Settings> settings;
    private final ModelNames names;

    GeminiModelList(Supplier<Settings> settings, ModelNames names) {
        this.settings = settings;
        this.names = names;
    }

    /** Answers with all names. */
    public void list(Exchange exchange) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode models = answer.putArray("models");
        names.owners().keySet().forEach(name -> models.add(entry(name)));
        write(exchange, answer);
    }

    /**
     * Answers with one of them.
     *
     * @throws RequestError when there is no such name
     */
    public void show(Exchange exchange) {
        write(exchange, entry(names.asked(exchange, PATH)));
    }

    private ObjectNode entry(String name) {
        List<Deployment> behind = behind(name);
        ObjectNode entry = JsonNodeFactory.instance
                .objectNode()
                .put("name", "models/" + name)
                .put("displayName", name);
        OptionalInt context =
                behind.stream().mapToInt(Deployment::contextTokens).max();
        context.ifPresent(tokens -> entry.put("inputTokenLimit", tokens));
        boolean embeds = !behind.isEmpty()
                && behind.stream()
                        .allMatch(deployment -> deployment.wire().format().isOfEmbeddings());
        List<String> methods = embeds
                ? List.of("embedContent", "batchEmbedContents")
                : List.of("generateContent", "streamGenerateContent", "countTokens");
        methods.forEach(entry.putArray("supportedGenerationMethods")::add);
        return entry;
    }

    /** Empty for tiers. */
    private List<Deployment> behind(String name) {
        Settings current = settings.get();
        return current.deployment(name).map(List::of).orElseGet(() -> current.serving(name));
    }

    private static void write(Exchange exchange, ObjectNode answer) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody(answer.toString().getBytes(StandardCharsets.UTF_8));
    }
}
