package io.fareway.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.AwsEventStream;
import io.fareway.dialect.Frames;
import io.fareway.dialect.Losses;
import io.fareway.dialect.MalformedAnswerException;
import io.fareway.dialect.ProviderError;
import io.fareway.dialect.StreamReader;
import io.fareway.dialect.WireFormat;
import io.fareway.dialect.WireRequest;
import io.fareway.dialect.WireTarget;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.WholeAnswer;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/**
 * Bedrock's Converse as AWS speaks it. The base URL is that of the region's runtime, for example {@code
 * https://bedrock-runtime.eu-central-1.amazonaws.com}.
 *
 * <p>Wire format: <a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html">Converse</a>, <a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html">ConverseStream</a>.
 */
@Component
public class BedrockWire implements WireFormat {

    @Override
    public Dialect dialect() {
        return Dialect.BEDROCK;
    }

    @Override
    public WireRequest write(Conversation conversation, WireTarget target, Losses losses) {
        byte[] body = new ConverseRequestWriter(conversation, target, losses)
                .write()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        return new WireRequest(pathOf(target), body);
    }

    private static String pathOf(WireTarget target) {
        String model = URLEncoder.encode(target.model(), StandardCharsets.UTF_8);
        return "/model/" + model + (target.stream() ? "/converse-stream" : "/converse");
    }

    @Override
    public WholeAnswer read(JsonNode answer) throws MalformedAnswerException {
        return ConverseAnswers.read(answer);
    }

    @Override
    public StreamReader reader() {
        return new ConverseStreamReader();
    }

    @Override
    public String streamType() {
        return AwsEventStream.CONTENT_TYPE;
    }

    @Override
    public Frames frames(InputStream body) {
        return new AwsEventStream(body);
    }

    @Override
    public ProviderError error(int status, byte[] body) {
        return ConverseErrors.read(status, body);
    }
}
