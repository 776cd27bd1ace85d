package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider;
import java.net.http.HttpResponse;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    void requestThatAGoneGatewayHadTaken_isTriedAgain() throws JsonProcessingException {
        JsonNode deferred = json.readTree(ask("left behind").body());

        newWindow();
        jdbc.sql("update deferred_request set state = 'running', instance = 'gone', not_before = 0 where id = ?")
                .param(deferred.path("id").textValue())
                .update();

        await().untilAsserted(() ->
                assertThat(status(deferred).path("status").textValue()).isEqualTo("answered"));
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/messages | {'model':'patient','max_tokens':10,'stream':true,'messages':[{'role':'user','content':'Hi'}]} | /response/content/0/text",
                "/v1/responses | {'model':'patient','max_output_tokens':10,'input':'Hi'} | /response/output/0/content/0/text",
                "/v1beta/models/patient:streamGenerateContent?alt=sse | {'contents':[{'role':'user','parts':[{'text':'Hi'}]}],'generationConfig':{'maxOutputTokens':10}} | /response/candidates/0/content/parts/0/text",
            })
    void requestOfAnyDialect_isPutOff_andAnsweredInIt(String address, String body, String text)
            throws JsonProcessingException {
        HttpResponse<String> putOff = client.post(address, body.replace('\'', '"'));
        JsonNode deferred = json.readTree(putOff.body());

        newWindow();
        isDue(deferred.path("id").textValue());

        assertThat(putOff.statusCode()).isEqualTo(202);
        await().untilAsserted(() ->
                assertThat(status(deferred).path("status").textValue()).isEqualTo("answered"));
        assertThat(status(deferred).at(text).textValue()).isEqualTo("one two three four");
    }

    @Test
    void requestThatCanWait_isPutOff_andItsEndIsToldSignedUntilSomebodyListens() throws JsonProcessingException {
        HOOK.forget();
        HOOK.next(Replies.error(503, "later"));
        HOOK.always(Replies.json(200, "", "{}"));

        HttpResponse<String> putOff = client.post(
                "/v1/chat/completions",
                "{\"model\":\"simple\",\"messages\":[{\"role\":\"user\",\"content\":\"no hurry\"}]}",
                "x-fareway-deadline",
                "24h",
                "x-fareway-callback",
                HOOK.baseUrl() + "/ends");
        JsonNode deferred = json.readTree(putOff.body());

        assertThat(putOff.statusCode()).isEqualTo(202);
        assertThat(deferred.path("reason").textValue()).isEqualTo("its answer can wait for 24h");
        await().untilAsserted(() -> assertThat(HOOK.received()).hasSize(2));
        ScriptedProvider.Received told = HOOK.received().getLast();
        JsonNode body = json.readTree(told.body());
        assertThat(body.path("id").textValue()).isEqualTo(deferred.path("id").textValue());
        assertThat(body.at("/response/choices/0/message/content").textValue()).isEqualTo("one two three four");
        assertThat(told.headers())
                .containsEntry("webhook-id", deferred.path("id").textValue());
        assertThat(told.headers().get("webhook-signature")).startsWith("v1,");
    }

    @Test
    void requestPutOff_keepsItsLimits() throws JsonProcessingException {
        HttpResponse<String> putOff = client.post(
                "/v1/chat/completions",
                "{\"model\":\"simple\",\"messages\":[{\"role\":\"user\",\"content\":\"only two\"}]}",
                "x-fareway-deadline",
                "24h",
                "x-fareway-only",
                "two");
        JsonNode deferred = json.readTree(putOff.body());

        await().untilAsserted(() ->
                assertThat(status(deferred).path("status").textValue()).isEqualTo("answered"));
        assertThat(ONE.received()).noneMatch(call -> call.body().contains("only two"));
    }

    @Test
    void callbackElsewhere_isRefused() {
        HttpResponse<String> refused = client.post(
                "/v1/chat/completions",
                "{\"model\":\"simple\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
                "x-fareway-deadline",
                "24h",
                "x-fareway-callback",
                "http://169.254.169.254/latest/meta-data");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("fareway.deferred.callbacks.hosts");
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
