package io.fareway.model.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** A piece of a message. */
public sealed interface Part {

    /** Words. */
    record Text(String text, List<Citation> citations, Optional<CacheMark> cache) implements Part {

        public Text {
            citations = List.copyOf(citations);
        }

        /** Plain words. */
        public Text(String text) {
            this(text, List.of(), Optional.empty());
        }
    }

    /**
     * A picture.
     *
     * @param detail {@code low}, {@code high}, {@code auto}; empty when not asked for
     */
    record Image(Source source, String detail, Optional<CacheMark> cache) implements Part {}

    /**
     * A document such as a PDF.
     *
     * @param name file name or title; empty when not given
     * @param context what the model should know about it, not to be cited; empty for none
     * @param citable whether the answer is to cite it
     */
    record Document(Source source, String name, String context, boolean citable, Optional<CacheMark> cache)
            implements Part {

        /** A document without context that need not be cited. */
        public Document(Source source, String name, Optional<CacheMark> cache) {
            this(source, name, "", false, cache);
        }
    }

    /**
     * A sound.
     *
     * @param format for example {@code wav} or {@code mp3}
     */
    record Audio(Source source, String format) implements Part {}

    /**
     * What the model thought before it spoke.
     *
     * @param text in clear; empty when only {@code sealed} came
     * @param signature proof of the provider that these are its own thoughts; empty for none
     * @param sealed thoughts that only the provider can read; empty for none
     */
    record Reasoning(String text, String signature, String sealed) implements Part {}

    /**
     * A call that the model asks for.
     *
     * @param id names the call; its result refers to it; never empty
     * @param arguments a JSON object as text, exactly as the model wrote it
     * @param signature Gemini's thought signature, to be sent back with the call; empty for none
     */
    record ToolCall(String id, String name, String arguments, String signature, Optional<CacheMark> cache)
            implements Part {

        /** A call without cache mark or signature. */
        public ToolCall(String id, String name, String arguments) {
            this(id, name, arguments, "", Optional.empty());
        }
    }

    /**
     * What a call brought.
     *
     * @param callId the call's id
     * @param name the tool's name; empty where the dialect does not repeat it
     * @param content texts, images, documents
     * @param failed whether the tool reports an error
     */
    record ToolResult(String callId, String name, List<Part> content, boolean failed, Optional<CacheMark> cache)
            implements Part {

        public ToolResult {
            content = List.copyOf(content);
        }
    }

    /** The model's words for not answering. */
    record Refusal(String text) implements Part {}

    /**
     * Something that only one dialect knows, or the vector of an embedding.
     *
     * @param type the type word of that dialect, or {@code embedding}
     */
    record Other(String type, JsonNode json) implements Part {}

    /** What it is, in words for people. */
    default String kind() {
        return switch (this) {
            case Text ignored -> "text";
            case Image ignored -> "image";
            case Document ignored -> "document";
            case Audio ignored -> "audio";
            case Reasoning ignored -> "thoughts";
            case ToolCall ignored -> "tool call";
            case ToolResult ignored -> "tool result";
            case Refusal ignored -> "refusal";
            case Other other -> other.type();
        };
    }

    /** The words of texts and refusals; empty for everything else. */
    default String words() {
        return switch (this) {
            case Text text -> text.text();
            case Refusal refusal -> refusal.text();
            case Image ignored -> "";
            case Document ignored -> "";
            case Audio ignored -> "";
            case Reasoning ignored -> "";
            case ToolCall ignored -> "";
            case ToolResult ignored -> "";
            case Other ignored -> "";
        };
    }
}
