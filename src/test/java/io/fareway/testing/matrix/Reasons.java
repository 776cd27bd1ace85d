package io.fareway.testing.matrix;

import java.util.Map;
import java.util.Optional;

/** Why something cannot be said, by what is lost: the note to a cell of the matrix that is not full. */
final class Reasons {

    private static final String PROMPT_ONLY =
            "the open models of Replicate, one of which is tried here, take a prompt and one image;"
                    + " [others](providers.md#replicate) more";
    private static final String NO_SUCH_SETTING =
            "neither Anthropic's messages, Bedrock's Converse nor OpenAI's responses have such a setting";

    private static final Map<String, String> WHY = Map.ofEntries(
            Map.entry("seed", NO_SUCH_SETTING),
            Map.entry("frequency_penalty", NO_SUCH_SETTING),
            Map.entry("presence_penalty", NO_SUCH_SETTING),
            Map.entry(
                    "logprobs",
                    "Anthropic, Converse and Replicate tell none; those of Cohere belong to pieces of several tokens, and"
                            + " alternatives are not among them"),
            Map.entry("verbosity", "a setting of OpenAI's own models"),
            Map.entry(
                    "detail of the image",
                    "Anthropic, Converse and Replicate choose the resolution themselves; `auto` and no detail pass"),
            Map.entry(
                    "image by URL or id",
                    "Converse takes bytes, or objects of S3; the gateway fetches no address that a caller names"),
            Map.entry("document that is no plain text", "documents are texts at Cohere"),
            Map.entry("stop", "OpenAI's responses have no stop texts"),
            Map.entry("reasoning_effort", PROMPT_ONLY),
            Map.entry("tool call", PROMPT_ONLY),
            Map.entry("tool result", PROMPT_ONLY),
            Map.entry("tools", PROMPT_ONLY),
            Map.entry("more than one image", PROMPT_ONLY),
            Map.entry("document", PROMPT_ONLY),
            Map.entry("response_format", PROMPT_ONLY),
            Map.entry(
                    "top_k",
                    "neither chat completions nor responses of OpenAI have it; hosts of chat completions that do can"
                            + " [say so](configuration.md#providersyaml)"),
            Map.entry("citations of the document", "only Anthropic cites the documents of a request by their places"),
            Map.entry("context of the document", "neither OpenAI nor Gemini have a place for it beside the document"));

    private Reasons() {}

    /** The reason, without which there is no such note. */
    static String of(String lost) {
        return Optional.ofNullable(WHY.get(lost))
                .orElseThrow(() -> new AssertionError("say in Reasons why this cannot be said: " + lost));
    }
}
