package io.fareway.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fareway.dialect.JsonFields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Anthropic's messages on the clouds: the model and the wish for a stream stand in the path, the version in the body. */
abstract class HostedAnthropicWire extends MessagesWire {

    private static final String VERSION = "anthropic_version";

    private final String version;
    private final Set<String> inThePath;

    /**
     * One cloud's form.
     *
     * @param version its value of {@code anthropic_version}
     * @param inThePath fields that it refuses in the body
     */
    HostedAnthropicWire(String version, Set<String> inThePath) {
        this.version = version;
        this.inThePath = inThePath;
    }

    @Override
    final ObjectNode hosted(ObjectNode request) {
        return request.remove(inThePath).put(VERSION, version);
    }

    @Override
    final byte[] hosted(byte[] body, Map<String, String> changes) {
        Map<String, String> inTheBody = new LinkedHashMap<>(changes);
        inTheBody.put(VERSION, TextNode.valueOf(version).toString());
        inTheBody.keySet().removeAll(inThePath);
        return JsonFields.with(JsonFields.without(body, inThePath), inTheBody);
    }
}
