package io.fareway.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.demo.ChatCall.Form;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Thinks up the answer to a call; the same prompt always gets the same words. */
@Component("demoModel")
class SimulatedModel {

    private final Tokenizer tokenizer;
    private final PromptCache cache;
    private final Clock clock;

    SimulatedModel(Tokenizer tokenizer, PromptCache cache, Clock clock) {
        this.tokenizer = tokenizer;
        this.cache = cache;
        this.clock = clock;
    }

    /** Sets the exchange's answer. */
    public void answer(Exchange exchange) {
        DemoExchange demo = new DemoExchange(exchange);
        demo.setAnswer(answer(demo.call()));
    }

    private SimulatedAnswer answer(ChatCall call) {
        Phrases phrases = new Phrases(call.question());
        List<String> whole = tokenizer.pieces(wording(call, phrases));
        int limit = call.maxTokens().orElse(Integer.MAX_VALUE);
        List<String> said = whole.subList(0, Math.min(limit, whole.size()));
        long thought = Math.round(said.size() * call.profile().reasoningRatio());
        Optional<SimulatedAnswer.Tool> tool = tool(call.form());
        return new SimulatedAnswer(
                "chatcmpl-" + randomPart(),
                clock.instant().getEpochSecond(),
                call.model(),
                tool,
                said,
                said.size() < whole.size() ? "length" : tool.isPresent() ? "tool_calls" : "stop",
                tokenizer.count(call.messages()),
                cache.cachedTokens(call),
                (int) Math.min(thought, (long) limit - said.size()));
    }

    private static String wording(ChatCall call, Phrases phrases) {
        SchemaSample sample = new SchemaSample(phrases.subject());
        return switch (call.form()) {
            case Form.Text text -> phrases.answer();
            case Form.Json json ->
                json.schema()
                        .map(sample::of)
                        .orElseGet(() -> jsonAnswer(phrases))
                        .toString();
            case Form.ToolCall tool -> sample.of(tool.parameters()).toString();
        };
    }

    private static ObjectNode jsonAnswer(Phrases phrases) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("answer", phrases.answer())
                .put("subject", phrases.subject())
                .put("simulated", true);
    }

    private static Optional<SimulatedAnswer.Tool> tool(Form form) {
        return form instanceof Form.ToolCall call
                ? Optional.of(new SimulatedAnswer.Tool("call_" + randomPart(), call.name()))
                : Optional.empty();
    }

    private static String randomPart() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
