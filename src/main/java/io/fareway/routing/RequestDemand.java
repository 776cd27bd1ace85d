package io.fareway.routing;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.ChatRequest;
import io.fareway.model.Journey;
import io.fareway.model.choice.Capability;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.OutputFormat;
import io.fareway.model.conversation.Part;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** Reads from a request what it demands of whoever answers it. */
final class RequestDemand {

    private RequestDemand() {}

    static Demand of(Journey journey, Instant now) {
        ChatRequest request = journey.request();
        return new Demand(
                journey.promptTokens(),
                request.conversation().sampling().maxTokens().stream()
                        .asLongStream()
                        .findFirst(),
                capabilities(request),
                request.stream(),
                now);
    }

    private static Set<Capability> capabilities(ChatRequest request) {
        Conversation said = request.conversation();
        EnumSet<Capability> needed = EnumSet.noneOf(Capability.class);
        addIf(request.stream(), Capability.STREAMING, needed);
        addIf(!said.tools().isEmpty(), Capability.TOOLS, needed);
        addIf(said.format() instanceof OutputFormat.JsonSchema, Capability.JSON_SCHEMA, needed);
        addIf(has(Part.Image.class, said), Capability.VISION, needed);
        addIf(has(Part.Audio.class, said) || said.other().containsKey("audio"), Capability.AUDIO, needed);
        addIf(continuesAnAnswer(request.json()), Capability.PREFILL, needed);
        return needed;
    }

    private static void addIf(boolean applies, Capability capability, Set<Capability> needed) {
        if (applies) {
            needed.add(capability);
        }
    }

    private static boolean has(Class<? extends Part> kind, Conversation said) {
        return said.messages().stream()
                .anyMatch(message -> message.parts().stream().anyMatch(kind::isInstance));
    }

    /** Only where it says so: a last turn of the assistant alone may be a conversation like any other. */
    private static boolean continuesAnAnswer(JsonNode json) {
        JsonNode messages = json.path("messages");
        JsonNode last = messages.path(messages.size() - 1);
        return last.path("prefix").asBoolean()
                || json.path("continue_final_message").asBoolean();
    }
}
