package io.fareway.dialect.openai;

import java.util.regex.Pattern;

/**
 * OpenAI's own models, which want two things said otherwise than other hosts of the format know them: the role {@code
 * developer}, and {@code max_completion_tokens}, without which models that think refuse a limit.
 *
 * <p>Sources: <a href="https://platform.openai.com/docs/api-reference/chat/create">create chat completion</a>, and for the
 * names of <a href="https://platform.openai.com/docs/guides/supervised-fine-tuning">fine-tuned models</a>.
 */
final class OwnModels {

    private static final Pattern NAME = Pattern.compile("(?:^|/)(?:ft:)?(?:gpt-[4-9]|chatgpt-|o[1-9](?:-|$))");

    private OwnModels() {}

    /** Whether a provider's name of a model is that of one of OpenAI's. */
    static boolean has(String model) {
        return NAME.matcher(model).find();
    }
}
