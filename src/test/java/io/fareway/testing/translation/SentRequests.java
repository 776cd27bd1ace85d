package io.fareway.testing.translation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.Translations;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;

/** Reads requests as providers get them. Where callers speak a provider's format too, with the callers' reader. */
public final class SentRequests {

    private final Translations translations;

    /** With the dialects as the gateway has them. */
    public SentRequests(Translations translations) {
        this.translations = translations;
    }

    /** What this provider hears. */
    public Conversation heard(Dialect wire, byte[] body) {
        ObjectNode request = Json.parseObject(body).orElseThrow(() -> new AssertionError("no JSON was sent"));
        return switch (wire) {
            case OPENAI_CHAT, AZURE_OPENAI -> by(Dialect.OPENAI_CHAT, request);
            case OPENAI_RESPONSES -> by(Dialect.OPENAI_RESPONSES, request);
            case ANTHROPIC -> by(Dialect.ANTHROPIC, request);
            case ANTHROPIC_VERTEX, ANTHROPIC_BEDROCK -> by(Dialect.ANTHROPIC, hosted(request));
            case GEMINI -> by(Dialect.GEMINI, request);
            case BEDROCK -> ConverseRequests.read(request);
            case COHERE -> CohereRequests.read(request);
            case REPLICATE -> PredictionRequests.read(request);
            default -> throw new IllegalArgumentException(wire.label() + " carries no conversation");
        };
    }

    private Conversation by(Dialect dialect, ObjectNode request) {
        return translations
                .client(dialect)
                .read(request, "/v1beta/models/m:generateContent")
                .conversation();
    }

    /** The clouds have the model in the path and their version in the body. */
    private static ObjectNode hosted(ObjectNode request) {
        request.remove("anthropic_version");
        return request.put("model", "claude");
    }
}
