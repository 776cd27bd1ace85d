package io.fareway.dialect;

import io.fareway.dialect.anthropic.AnthropicClient;
import io.fareway.dialect.anthropic.AnthropicWire;
import io.fareway.dialect.bedrock.BedrockWire;
import io.fareway.dialect.gemini.GeminiClient;
import io.fareway.dialect.gemini.GeminiWire;
import io.fareway.dialect.openai.OpenAiChatClient;
import io.fareway.dialect.openai.OpenAiChatWire;

/** A caller's dialect and the wire format of the provider who answers. */
public enum Pair {
    OPENAI_TO_OPENAI(new OpenAiChatClient(), new OpenAiChatWire(), "gpt-5"),
    OPENAI_TO_ANTHROPIC(new OpenAiChatClient(), new AnthropicWire(), "claude-opus-5"),
    OPENAI_TO_GEMINI(new OpenAiChatClient(), new GeminiWire(), "gemini-2.5-flash"),
    OPENAI_TO_BEDROCK(new OpenAiChatClient(), new BedrockWire(), "anthropic.claude-opus-5"),
    ANTHROPIC_TO_ANTHROPIC(new AnthropicClient(), new AnthropicWire(), "claude-opus-5"),
    ANTHROPIC_TO_OPENAI(new AnthropicClient(), new OpenAiChatWire(), "gpt-5"),
    GEMINI_TO_OPENAI(new GeminiClient(), new OpenAiChatWire(), "gpt-5");

    final ClientDialect caller;
    final WireFormat wire;
    final String model;

    Pair(ClientDialect caller, WireFormat wire, String model) {
        this.caller = caller;
        this.wire = wire;
        this.model = model;
    }
}
