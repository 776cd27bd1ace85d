package io.fareway.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.check.AnswerCheck;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One prompt of a set.
 *
 * @param id unique in the set
 * @param body a streamed OpenAI chat request without a model
 * @param checks that its answer has to pass
 */
record Prompt(String id, ObjectNode body, List<AnswerCheck> checks) {

    Prompt {
        checks = List.copyOf(checks);
    }

    /** The request to a model. */
    byte[] to(String model) {
        return body.deepCopy().put("model", model).toString().getBytes(StandardCharsets.UTF_8);
    }
}
