package io.fareway.dialect.anthropic;

import io.fareway.dialect.AwsEventStream;
import io.fareway.dialect.Frames;
import io.fareway.dialect.WireTarget;
import io.fareway.model.conversation.Dialect;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Anthropic's messages on Amazon Bedrock. The base URL is that of the region's runtime, for example {@code
 * https://bedrock-runtime.eu-central-1.amazonaws.com}.
 *
 * <p>Wire format: <a
 * href="https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages.html">Claude's
 * messages</a> in <a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html">InvokeModel</a> and <a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModelWithResponseStream.html">
 * InvokeModelWithResponseStream</a>.
 */
@Component
public class BedrockAnthropicWire extends HostedAnthropicWire {

    BedrockAnthropicWire() {
        super("bedrock-2023-05-31", Set.of("model", "stream"));
    }

    @Override
    public Dialect dialect() {
        return Dialect.ANTHROPIC_BEDROCK;
    }

    @Override
    String path(WireTarget target) {
        String model = URLEncoder.encode(target.model(), StandardCharsets.UTF_8);
        return "/model/" + model + (target.stream() ? "/invoke-with-response-stream" : "/invoke");
    }

    @Override
    public String streamType() {
        return AwsEventStream.CONTENT_TYPE;
    }

    @Override
    public Frames frames(InputStream body) {
        return new ChunkFrames(new AwsEventStream(body));
    }
}
