package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.testing.Replies;
import java.net.http.HttpResponse;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A request that its budget puts off: 202, a status address, and the answer when the budget begins anew. */
class DeferredTest extends GatewayTest {

    private final ObjectMapper json = new ObjectMapper();

    @Autowired
    private DataSource dataSource;

    private JdbcClient jdbc;

    @BeforeEach
    void littleLeft() {
        jdbc = JdbcClient.create(dataSource);
        ONE.always(Replies.text("one two three four"));
        await().until(() -> ask("Hello").statusCode() == 202);
    }

    @Test
    void requestPutOff_isAnsweredWhenTheBudgetBeginsAnew() throws JsonProcessingException {
        HttpResponse<String> putOff = ask("the one to come back to");
        JsonNode deferred = json.readTree(putOff.body());

        newWindow();
        isDue(deferred.path("id").textValue());

        assertThat(putOff.statusCode()).isEqualTo(202);
        assertThat(deferred.path("status").textValue()).isEqualTo("waiting");
        await().untilAsserted(() ->
                assertThat(status(deferred).path("status").textValue()).isEqualTo("answered"));
        JsonNode answered = status(deferred);
        assertThat(answered.path("http_status").intValue()).isEqualTo(200);
        assertThat(answered.at("/response/choices/0/message/content").textValue())
                .isEqualTo("one two three four");
        assertThat(ONE.received()).anyMatch(call -> call.body().contains("the one to come back to"));
    }

    @Test
    void requestThatCannotWait_isRefused() {
        HttpResponse<String> refused = client.post(
                "/v1/chat/completions",
                """
                {"model": "patient", "max_tokens": 10, "metadata": {"answer_by": "2026-01-01T00:00:00Z"},
                 "messages": [{"role": "user", "content": "Hello"}]}
                """);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("later than this request's metadata.answer_by");
    }

    @Test
    void answerOfAnotherCaller_isNotFound() throws JsonProcessingException {
        JsonNode deferred = json.readTree(ask("Hello").body());

        HttpResponse<String> asked =
                client.get(deferred.path("status_url").textValue(), "Authorization", "Bearer beta-key-0123456789");

        assertThat(status(deferred).path("status").textValue()).isEqualTo("waiting");
        assertThat(asked.statusCode()).isEqualTo(404);
    }

    @Test
    void unknownId_isNotFound() {
        assertThat(client.get("/v1/deferred/nothing").statusCode()).isEqualTo(404);
    }

    /** As if the month were over and nothing spent yet; the gateway believes an older state for two seconds. */
    private void newWindow() {
        jdbc.sql("update budget_window set spent_pico = 0 where budget = 'patient'")
                .update();
        await().until(() -> ask("Hello").statusCode() == 200);
    }

    private void isDue(String id) {
        jdbc.sql("update deferred_request set not_before = 0 where id = ?")
                .param(id)
                .update();
    }

    private HttpResponse<String> ask(String question) {
        return client.post(
                "/v1/chat/completions",
                "{\"model\":\"patient\",\"max_tokens\":10,\"messages\":[{\"role\":\"user\",\"content\":\"" + question
                        + "\"}]}");
    }

    private JsonNode status(JsonNode deferred) throws JsonProcessingException {
        return json.readTree(client.get(deferred.path("status_url").textValue()).body());
    }
}
