package io.fareway.dialect.replicate;

import java.util.Set;

/**
 * What the fields of a model's {@code input} are called, which differs by who made the model. Fields that a model does
 * not have are ignored there without a word, so that none may be sent.
 *
 * <p>Source: the API pages of the models, for example <a
 * href="https://replicate.com/meta/meta-llama-3-70b-instruct/api">Llama</a>, <a
 * href="https://replicate.com/openai/gpt-5/api">GPT</a>, <a
 * href="https://replicate.com/openai/gpt-5-structured/api">GPT with structured output</a>, <a
 * href="https://replicate.com/anthropic/claude-4-sonnet/api">Claude</a>, <a
 * href="https://replicate.com/google/gemini-2.5-flash/api">Gemini</a>.
 *
 * @param system standing instructions
 * @param image pictures: one address, or a list of them where {@code manyImages}
 * @param maxTokens the longest answer
 * @param fewestTokens the smallest figure that it takes
 * @param sampling further fields, by OpenAI's names of them
 * @param messages whether it takes a conversation instead of a prompt
 * @param jsonSchema whether the form of its answer can be prescribed
 * @param thinking how it is told to think
 */
record InputFields(
        String system,
        String image,
        boolean manyImages,
        String maxTokens,
        int fewestTokens,
        Set<String> sampling,
        boolean messages,
        boolean jsonSchema,
        ThinkingField thinking) {

    /** How a model is told to think. */
    enum ThinkingField {
        /** Not at all. */
        NONE,
        /** {@code reasoning_effort}. */
        EFFORT,
        /** {@code extended_thinking} and {@code thinking_budget_tokens}. */
        EXTENDED,
        /** {@code thinking_budget}, 0 for none. */
        BUDGET
    }

    private static final InputFields COMMON = new InputFields(
            "system_prompt",
            "image",
            false,
            "max_tokens",
            1,
            Set.of("temperature", "top_p", "top_k", "seed", "frequency_penalty", "presence_penalty", "stop"),
            false,
            false,
            ThinkingField.NONE);

    private static final InputFields GPT_4 = new InputFields(
            "system_prompt",
            "image_input",
            true,
            "max_completion_tokens",
            1,
            Set.of("temperature", "top_p", "frequency_penalty", "presence_penalty"),
            true,
            false,
            ThinkingField.NONE);

    private static final InputFields GPT = new InputFields(
            "system_prompt",
            "image_input",
            true,
            "max_completion_tokens",
            1,
            Set.of(),
            true,
            false,
            ThinkingField.EFFORT);

    private static final InputFields STRUCTURED = new InputFields(
            "instructions", "image_input", true, "max_output_tokens", 1, Set.of(), false, true, ThinkingField.EFFORT);

    private static final InputFields CLAUDE = new InputFields(
            "system_prompt", "image", false, "max_tokens", 1024, Set.of(), false, false, ThinkingField.EXTENDED);

    private static final InputFields GEMINI = new InputFields(
            "system_instruction",
            "images",
            true,
            "max_output_tokens",
            1,
            Set.of("temperature", "top_p"),
            false,
            false,
            ThinkingField.BUDGET);

    /** The fields of this model, by its maker; those of most open models where the maker has no names of its own. */
    static InputFields of(String model) {
        if (model.startsWith("openai/gpt-5-structured")) {
            return STRUCTURED;
        }
        if (model.startsWith("openai/gpt-4")) {
            return GPT_4;
        }
        if (model.startsWith("openai/gpt-oss")) {
            return COMMON;
        }
        if (model.startsWith("openai/")) {
            return GPT;
        }
        if (model.startsWith("anthropic/")) {
            return CLAUDE;
        }
        return model.startsWith("google/gemini") ? GEMINI : COMMON;
    }
}
