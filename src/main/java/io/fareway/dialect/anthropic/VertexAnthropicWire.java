package io.fareway.dialect.anthropic;

import io.fareway.dialect.WireTarget;
import io.fareway.model.conversation.Dialect;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Anthropic's messages on Google Vertex AI. The base URL ends with {@code
 * /projects/PROJECT/locations/REGION/publishers/anthropic}.
 *
 * <p>Wire format: <a href="https://platform.claude.com/docs/en/build-with-claude/claude-on-vertex-ai">Claude on Vertex
 * AI</a>.
 */
@Component
public class VertexAnthropicWire extends HostedAnthropicWire {

    VertexAnthropicWire() {
        super("vertex-2023-10-16", Set.of("model"));
    }

    @Override
    public Dialect dialect() {
        return Dialect.ANTHROPIC_VERTEX;
    }

    @Override
    String path(WireTarget target) {
        return "/models/" + target.model() + (target.stream() ? ":streamRawPredict" : ":rawPredict");
    }
}
