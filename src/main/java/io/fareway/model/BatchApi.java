package io.fareway.model;

import io.fareway.model.conversation.Dialect;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The batch APIs of providers that are spoken here, each with the bounds that its reference names. */
public enum BatchApi {
    /**
     * OpenAI's batches over files, also at Groq, DashScope and others: <a
     * href="https://platform.openai.com/docs/guides/batch">guide</a>.
     */
    OPENAI(50_000, 190),
    /**
     * The same at Azure, where a model needs a deployment of its own for batches: <a
     * href="https://learn.microsoft.com/azure/ai-services/openai/how-to/batch">guide</a>.
     */
    AZURE_OPENAI(100_000, 190),
    /** Message batches: <a href="https://platform.claude.com/docs/en/build-with-claude/batch-processing">guide</a>. */
    ANTHROPIC(100_000, 250),
    /** Batches of generateContent, handed over inline: <a href="https://ai.google.dev/gemini-api/docs/batch-api">guide</a>. */
    GEMINI(10_000, 19),
    /** Batch jobs: <a href="https://docs.mistral.ai/capabilities/batch">guide</a>. */
    MISTRAL(100_000, 450),
    /** Together's own form of OpenAI's: <a href="https://docs.together.ai/docs/inference/batch/overview">guide</a>. */
    TOGETHER(50_000, 95);

    private static final Duration WINDOW = Duration.ofHours(24);
    private static final Duration USUAL = Duration.ofHours(1);

    private final int mostLines;
    private final int mostMegabytes;

    BatchApi(int mostLines, int mostMegabytes) {
        this.mostLines = mostLines;
        this.mostMegabytes = mostMegabytes;
    }

    /** The word in configuration, for example {@code azure-openai}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The API of that name; empty when there is none. */
    public static Optional<BatchApi> of(String label) {
        return Arrays.stream(values()).filter(api -> api.label().equals(label)).findFirst();
    }

    /** Whether it takes requests of this wire format. */
    public boolean takes(Dialect wireFormat) {
        return switch (this) {
            case OPENAI ->
                wireFormat == Dialect.OPENAI_CHAT
                        || wireFormat == Dialect.OPENAI_RESPONSES
                        || wireFormat == Dialect.OPENAI_EMBEDDINGS;
            case AZURE_OPENAI -> wireFormat == Dialect.AZURE_OPENAI;
            case ANTHROPIC -> wireFormat == Dialect.ANTHROPIC;
            case GEMINI -> wireFormat == Dialect.GEMINI;
            case MISTRAL -> wireFormat == Dialect.OPENAI_CHAT || wireFormat == Dialect.OPENAI_EMBEDDINGS;
            case TOGETHER -> wireFormat == Dialect.OPENAI_CHAT;
        };
    }

    /** The usual offer of a provider that has this API. */
    public BatchOffer offer() {
        return new BatchOffer(this, mostLines, mostMegabytes, WINDOW, USUAL, Map.of());
    }
}
