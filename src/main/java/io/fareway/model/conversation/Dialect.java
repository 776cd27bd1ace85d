package io.fareway.model.conversation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A wire format of requests and answers, spoken by callers, by providers, or by both. */
public enum Dialect {
    /** OpenAI chat completions. */
    OPENAI_CHAT,
    /** OpenAI responses. */
    OPENAI_RESPONSES,
    /** OpenAI's legacy text completions. */
    OPENAI_COMPLETIONS,
    /** OpenAI embeddings. */
    OPENAI_EMBEDDINGS,
    /** Azure OpenAI chat completions: the deployment in the path, {@code api-version}, {@code api-key}. */
    AZURE_OPENAI,
    /** OpenAI embeddings on Azure. */
    AZURE_OPENAI_EMBEDDINGS,
    /** Anthropic messages. */
    ANTHROPIC,
    /** Anthropic messages on Google Vertex AI: the model in the path, the version in the body. */
    ANTHROPIC_VERTEX,
    /** Anthropic messages on Amazon Bedrock: InvokeModel, AWS's event-stream framing. */
    ANTHROPIC_BEDROCK,
    /** Gemini generateContent. */
    GEMINI,
    /** Gemini embedContent and batchEmbedContents. */
    GEMINI_EMBEDDINGS,
    /** Text embeddings of Google Vertex AI: predict. */
    VERTEX_EMBEDDINGS,
    /** Amazon Bedrock Converse. */
    BEDROCK,
    /** Embeddings of Titan's and Cohere's models on Amazon Bedrock: InvokeModel. */
    BEDROCK_EMBEDDINGS,
    /** Cohere chat, version 2. */
    COHERE,
    /** Cohere embed, version 2. */
    COHERE_EMBEDDINGS,
    /** Replicate predictions. */
    REPLICATE;

    /** The word in configuration, for example {@code openai-chat}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether vectors are asked for in it, and no answers. */
    public boolean isOfEmbeddings() {
        return switch (this) {
            case OPENAI_EMBEDDINGS,
                    AZURE_OPENAI_EMBEDDINGS,
                    GEMINI_EMBEDDINGS,
                    VERTEX_EMBEDDINGS,
                    BEDROCK_EMBEDDINGS,
                    COHERE_EMBEDDINGS -> true;
            default -> false;
        };
    }

    /** The dialect of that name; empty when there is none. */
    public static Optional<Dialect> of(String label) {
        return Arrays.stream(values())
                .filter(dialect -> dialect.label().equals(label))
                .findFirst();
    }
}
