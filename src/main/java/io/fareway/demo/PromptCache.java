package io.fareway.demo;

import io.fareway.demo.ChatCall.Message;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Remembers the last prompt of each provider and model, as OpenAI's prompt caching does for prefixes of 1,024 tokens and
 * more in steps of 128 (<a href="https://platform.openai.com/docs/guides/prompt-caching">guide</a>).
 */
@Component("demoPromptCache")
class PromptCache {

    private static final int LEAST = 1024;
    private static final int STEP = 128;
    private static final int MODELS_REMEMBERED = 100;

    private final Tokenizer tokenizer;
    private final ConcurrentMap<String, int[]> lastPrompts = new ConcurrentHashMap<>();

    PromptCache(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** Tokens of this prompt that the provider has just seen; then remembers this prompt instead. */
    int cachedTokens(ChatCall call) {
        String place = call.provider() + " " + call.model();
        if (lastPrompts.size() >= MODELS_REMEMBERED && !lastPrompts.containsKey(place)) {
            return 0;
        }
        String text = call.messages().stream().map(Message::text).collect(Collectors.joining("\n"));
        int[] prompt = tokenizer.tokens(text);
        int[] last = lastPrompts.put(place, prompt);
        if (last == null) {
            return 0;
        }
        int difference = Arrays.mismatch(last, prompt);
        int common = difference < 0 ? prompt.length : difference;
        return common < LEAST ? 0 : common / STEP * STEP;
    }
}
