package io.fareway.testing;

import static io.fareway.testing.ShapedReply.read;

import io.fareway.model.conversation.Dialect;
import io.fareway.testing.ScriptedProvider.Reply;
import java.nio.charset.StandardCharsets;

/** Answers from the files in {@code src/test/resources/replies} as providers of each wire format send them. */
public final class WireReplies {

    private WireReplies() {}

    /** Whose shape the answers of this wire format have: the first part of their files' names. */
    public static String family(Dialect wire) {
        return switch (wire) {
            case OPENAI_CHAT, AZURE_OPENAI -> "openai";
            case OPENAI_RESPONSES -> "responses";
            case ANTHROPIC, ANTHROPIC_VERTEX, ANTHROPIC_BEDROCK -> "anthropic";
            case GEMINI, BEDROCK, COHERE, REPLICATE -> wire.label();
            default -> throw new IllegalArgumentException(wire.label() + " carries no conversation");
        };
    }

    /** The answer of this name, as events where the request asks for a stream. */
    public static Reply answering(Dialect wire, String name) {
        return switch (wire) {
            case ANTHROPIC_BEDROCK -> ShapedReply.inChunks(name);
            case REPLICATE -> new PredictionReply(read(name + ".json"), read(name + ".sse"));
            default -> ShapedReply.of(name);
        };
    }

    /** A refusal; where a stream was asked for, one that reports an error in its midst. */
    public static Reply failing(Dialect wire) {
        String name = family(wire) + "-error";
        Reply refusal = Replies.json(wire == Dialect.REPLICATE ? 422 : 400, "", read(name + ".json"));
        Reply broken =
                switch (wire) {
                    case BEDROCK, ANTHROPIC_BEDROCK -> AwsEvents.reply("", streamOf(wire, name));
                    case REPLICATE -> new PredictionReply(read("replicate-text.json"), read(name + ".sse"));
                    default -> Replies.raw(200, "text/event-stream", "", read(name + ".sse"));
                };
        return (request, connection) -> {
            boolean streams = request.asksForStream() || request.line().startsWith("GET ");
            (streams ? broken : refusal).to(request, connection);
        };
    }

    /** What the stream of {@link #failing} says is wrong. */
    public static String wordsInStream(Dialect wire) {
        return switch (family(wire)) {
            case "openai" -> "The server had an error while processing your request.";
            case "responses" -> "The model failed to generate a response.";
            case "anthropic" -> "Overloaded";
            case "gemini" -> "The model is overloaded.";
            case "bedrock" -> "An error occurred while streaming the response.";
            case "cohere" -> "internal server error";
            case "replicate" -> "CUDA out of memory";
            default -> throw new IllegalArgumentException(wire.label() + " has no stream that fails");
        };
    }

    /** The bytes of a streamed answer. */
    public static byte[] streamOf(Dialect wire, String name) {
        return switch (wire) {
            case BEDROCK -> AwsEvents.ofLines(read(name + ".events"));
            case ANTHROPIC_BEDROCK -> AwsEvents.chunksOf(read(name + ".sse"));
            default -> read(name + ".sse").getBytes(StandardCharsets.UTF_8);
        };
    }
}
