package io.fareway.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.FinishReason;
import io.fareway.model.conversation.Sampling;
import io.fareway.model.conversation.Tool;
import java.math.BigDecimal;
import java.util.Optional;

/** The response object around an answer that came in another dialect: it repeats what was asked for. */
final class ResponseObject {

    private ResponseObject() {}

    /** A response under way, without output. */
    static ObjectNode of(String answerId, String model, long created, Conversation asked) {
        Sampling sampling = asked.sampling();
        ObjectNode response = Json.object();
        response.put("id", ItemIds.response(answerId));
        response.put("object", "response");
        response.put("created_at", created);
        response.put("status", "in_progress");
        response.putNull("error");
        response.putNull("incomplete_details");
        response.putNull("instructions");
        sampling.maxTokens()
                .ifPresentOrElse(
                        most -> response.put("max_output_tokens", most), () -> response.putNull("max_output_tokens"));
        response.put("model", model);
        response.putArray("output");
        response.put("parallel_tool_calls", asked.parallelToolCalls().orElse(true));
        response.putNull("previous_response_id");
        response.put("store", false);
        putOrNull(response, "temperature", sampling.temperature());
        putOrNull(response, "top_p", sampling.topP());
        response.putObject("text").set("format", ToolFields.format(asked.format()));
        ToolFields.choice(asked.toolChoice())
                .ifPresentOrElse(
                        choice -> response.set("tool_choice", choice), () -> response.put("tool_choice", "auto"));
        response.putArray("tools");
        for (Tool tool : asked.tools()) {
            if (tool instanceof Tool.Function function) {
                response.withArray("tools").add(ToolFields.function(function));
            }
        }
        response.put("truncation", "disabled");
        ObjectNode metadata = response.putObject("metadata");
        asked.metadata().forEach(metadata::put);
        return response;
    }

    private static void putOrNull(ObjectNode response, String field, Optional<BigDecimal> value) {
        value.ifPresentOrElse(number -> response.put(field, number), () -> response.putNull(field));
    }

    /** Notes how it ended; an answer that was cut short is incomplete. */
    static void end(ObjectNode response, FinishReason finish, long now) {
        String cut =
                switch (finish) {
                    case LENGTH -> "max_output_tokens";
                    case CONTENT_FILTER -> "content_filter";
                    case STOP, STOP_SEQUENCE, TOOL_CALLS, PAUSE -> "";
                };
        if (cut.isEmpty()) {
            response.put("status", "completed").put("completed_at", now);
        } else {
            response.put("status", "incomplete");
            response.putObject("incomplete_details").put("reason", cut);
        }
    }
}
