package io.fareway.testing.translation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.Json;
import io.fareway.model.conversation.Dialect;
import java.util.List;

/** What SDKs of a dialect need of every answer: fields that they read without asking, and the order of a stream. */
interface ExpectedForm {

    /** A plain answer. */
    void checkWhole(JsonNode answer);

    /**
     * A stream that ended well.
     *
     * @param events its payloads, end marks left out
     * @param body all of it
     */
    void checkStream(List<? extends JsonNode> events, String body);

    /** An answer with an error status: an object {@code error} with a message, whatever the dialect. */
    default void checkError(JsonNode body) {
        assertThat(Json.text(body.path("error"), "message")).as(body.toString()).isNotEmpty();
    }

    /** The event of an error inside a stream, which SDKs of the dialect raise. */
    default void checkErrorEvent(JsonNode event) {
        checkError(event);
    }

    /** The form of this dialect. */
    static ExpectedForm of(Dialect caller) {
        return switch (caller) {
            case OPENAI_CHAT -> new Chunks("chat.completion", "chat.completion.chunk");
            case OPENAI_COMPLETIONS -> new Chunks("text_completion", "text_completion");
            case OPENAI_RESPONSES -> new Responses();
            case ANTHROPIC -> new Messages();
            case GEMINI -> new Pieces();
            default -> throw new IllegalArgumentException("no caller speaks " + caller.label());
        };
    }

    /** Chat completions, and legacy completions: the usage chunk comes last, without choices, then the end mark. */
    record Chunks(String whole, String chunk) implements ExpectedForm {

        @Override
        public void checkWhole(JsonNode answer) {
            checkHead(answer, whole);
            assertThat(answer.path("choices")).isNotEmpty().allSatisfy(choice -> assertThat(
                            Json.text(choice, "finish_reason"))
                    .isNotEmpty());
            assertThat(answer.path("usage").path("total_tokens").asInt()).isPositive();
        }

        @Override
        public void checkStream(List<? extends JsonNode> events, String body) {
            assertThat(events).allSatisfy(event -> checkHead(event, chunk));
            assertThat(events.getLast().path("choices")).isEmpty();
            assertThat(events.getLast().path("usage").path("total_tokens").asInt())
                    .isPositive();
            assertThat(events.subList(0, events.size() - 1)).allSatisfy(event -> {
                assertThat(event.path("choices")).isNotEmpty();
                assertThat(event.path("usage").isObject()).isFalse();
            });
            assertThat(body).endsWith("data: [DONE]\n\n");
        }

        private static void checkHead(JsonNode answer, String object) {
            assertThat(Json.text(answer, "id")).isNotEmpty();
            assertThat(Json.text(answer, "object")).isEqualTo(object);
            assertThat(answer.path("created").asLong()).isPositive();
            assertThat(Json.text(answer, "model")).as("model").isNotEmpty();
        }
    }

    /** OpenAI responses: events are numbered without a gap, and the last repeats everything. */
    record Responses() implements ExpectedForm {

        @Override
        public void checkWhole(JsonNode answer) {
            assertThat(Json.text(answer, "id")).isNotEmpty();
            assertThat(Json.text(answer, "object")).isEqualTo("response");
            assertThat(Json.text(answer, "status")).isEqualTo("completed");
            assertThat(answer.path("created_at").asLong()).isPositive();
            assertThat(Json.text(answer, "model")).as("model").isNotEmpty();
            assertThat(answer.path("output")).isNotEmpty().allSatisfy(item -> assertThat(Json.text(item, "type"))
                    .isNotEmpty());
            assertThat(answer.path("usage").path("total_tokens").asInt()).isPositive();
        }

        @Override
        public void checkStream(List<? extends JsonNode> events, String body) {
            for (int i = 0; i < events.size(); i++) {
                assertThat(events.get(i).path("sequence_number").asInt(-1)).isEqualTo(i);
                assertThat(body).contains("event: " + Json.text(events.get(i), "type") + "\n");
            }
            assertThat(Json.text(events.getFirst(), "type")).isEqualTo("response.created");
            assertThat(Json.text(events.getLast(), "type")).isEqualTo("response.completed");
            checkWhole(events.getLast().path("response"));
        }

        @Override
        public void checkErrorEvent(JsonNode event) {
            checkError(event);
            assertThat(Json.text(event, "type")).isEqualTo("error");
            assertThat(Json.text(event, "message")).isNotEmpty();
        }
    }

    /** Anthropic messages: blocks open and close one after the other between the start and the end of the message. */
    record Messages() implements ExpectedForm {

        @Override
        public void checkWhole(JsonNode answer) {
            checkHead(answer);
            assertThat(Json.text(answer, "stop_reason")).isNotEmpty();
            assertThat(answer.has("stop_sequence")).isTrue();
            assertThat(answer.path("content")).isNotEmpty();
            assertThat(answer.path("usage").path("output_tokens").asInt()).isPositive();
        }

        @Override
        public void checkStream(List<? extends JsonNode> events, String body) {
            assertThat(Json.text(events.getFirst(), "type")).isEqualTo("message_start");
            checkHead(events.getFirst().path("message"));
            int open = -1;
            int next = 0;
            for (JsonNode event : events) {
                String type = Json.text(event, "type");
                assertThat(body).contains("event: " + type + "\n");
                switch (type) {
                    case "content_block_start" -> {
                        assertThat(open).isEqualTo(-1);
                        open = event.path("index").asInt();
                        assertThat(open).isEqualTo(next++);
                    }
                    case "content_block_delta" ->
                        assertThat(event.path("index").asInt()).isEqualTo(open);
                    case "content_block_stop" -> open = -1;
                    default -> {} // stands between blocks, or is a ping
                }
            }
            assertThat(open).isEqualTo(-1);
            JsonNode end = events.get(events.size() - 2);
            assertThat(Json.text(end.path("delta"), "stop_reason")).isNotEmpty();
            assertThat(end.path("usage").path("output_tokens").asInt()).isPositive();
            assertThat(Json.text(events.getLast(), "type")).isEqualTo("message_stop");
        }

        @Override
        public void checkError(JsonNode body) {
            ExpectedForm.super.checkError(body);
            assertThat(Json.text(body, "type")).isEqualTo("error");
            assertThat(Json.text(body.path("error"), "type")).isNotEmpty();
        }

        private static void checkHead(JsonNode message) {
            assertThat(Json.text(message, "id")).isNotEmpty();
            assertThat(Json.text(message, "type")).isEqualTo("message");
            assertThat(Json.text(message, "role")).isEqualTo("assistant");
            assertThat(Json.text(message, "model")).as("model").isNotEmpty();
            assertThat(message.path("usage").has("input_tokens")).isTrue();
        }
    }

    /** Gemini: every piece is an answer of its own, the last says why it ended and what was used. */
    record Pieces() implements ExpectedForm {

        @Override
        public void checkWhole(JsonNode answer) {
            checkHead(answer);
            JsonNode candidate = answer.path("candidates").path(0);
            assertThat(Json.text(candidate, "finishReason")).isNotEmpty();
            assertThat(Json.text(candidate.path("content"), "role")).isEqualTo("model");
            assertThat(answer.path("usageMetadata").path("totalTokenCount").asInt())
                    .isPositive();
        }

        @Override
        public void checkStream(List<? extends JsonNode> events, String body) {
            assertThat(events).allSatisfy(Pieces::checkHead);
            checkWhole(events.getLast());
        }

        @Override
        public void checkError(JsonNode body) {
            ExpectedForm.super.checkError(body);
            assertThat(body.path("error").path("code").asInt()).isGreaterThanOrEqualTo(400);
            assertThat(Json.text(body.path("error"), "status")).isNotEmpty();
        }

        private static void checkHead(JsonNode piece) {
            assertThat(Json.text(piece, "responseId")).isNotEmpty();
            assertThat(Json.text(piece, "modelVersion")).as("modelVersion").isNotEmpty();
            assertThat(piece.path("candidates").path(0).path("content").isObject())
                    .isTrue();
        }
    }
}
