package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.Billing;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider.Received;
import io.fareway.testing.ScriptedProvider.Reply;
import io.fareway.testing.ServiceAccount;
import io.fareway.testing.ShapedReply;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Providers that take a token instead of a key. Token servers answer in the shapes of <a
 * href="https://developers.google.com/identity/protocols/oauth2/service-account#httprest">Google</a> and <a
 * href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow">Microsoft Entra</a>.
 */
class CloudTokensTest extends GatewayTest {

    /** Ends at once, so that no test sees the token of another. */
    private static Reply token(String token) {
        return token(token, 0);
    }

    private static Reply token(String token, int seconds) {
        return Replies.json(
                200,
                "",
                "{\"token_type\":\"Bearer\",\"expires_in\":" + seconds + ",\"access_token\":\"" + token + "\"}");
    }

    private static String field(String form, String name) {
        for (String pair : form.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    @Test
    void geminiOnVertex_isCalledInItsRegionWithATokenOfTheServiceAccount() {
        TOKENS.next(token("ya29.one"));
        ONE.next(ShapedReply.of("gemini-text"));

        HttpResponse<String> response = client.chatTo("vertex/flash");

        Received asked = TOKENS.received().getFirst();
        JsonNode claims = ACCOUNT.claimsIn(field(asked.body(), "assertion"));
        Received called = ONE.received().getFirst();
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(field(asked.body(), "grant_type")).isEqualTo("urn:ietf:params:oauth:grant-type:jwt-bearer");
        assertThat(claims.path("iss").asText()).isEqualTo(ServiceAccount.EMAIL);
        assertThat(claims.path("scope").asText()).isEqualTo("https://www.googleapis.com/auth/cloud-platform");
        assertThat(claims.path("aud").asText()).isEqualTo("https://oauth2.googleapis.com/token");
        assertThat(called.line())
                .isEqualTo("POST /v1/projects/p1/locations/europe-west1/publishers/google/models/"
                        + "gemini-2.5-flash:generateContent HTTP/1.1");
        assertThat(called.headers())
                .containsEntry("authorization", "Bearer ya29.one")
                .doesNotContainKey("x-goog-api-key");
    }

    @Test
    void anthropicOnVertex_isCalledWithAToken() {
        TOKENS.next(token("ya29.two"));
        ONE.next(ShapedReply.of("anthropic-text"));

        client.chatTo("vertex-anthropic/opus");

        Received called = ONE.received().getFirst();
        assertThat(called.line())
                .isEqualTo("POST /v1/projects/p1/locations/europe-west1/publishers/anthropic/models/"
                        + "claude-opus-5:rawPredict HTTP/1.1");
        assertThat(called.headers()).containsEntry("authorization", "Bearer ya29.two");
    }

    @Test
    void azure_isCalledWithATokenOfTheApplication() {
        TOKENS.next(token("eyJ0.one"));

        HttpResponse<String> response = client.chatTo("azure/gpt");

        Received asked = TOKENS.received().getFirst();
        Received called = ONE.received().getFirst();
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(asked.line()).isEqualTo("POST /v1/tenant/oauth2/v2.0/token HTTP/1.1");
        assertThat(field(asked.body(), "grant_type")).isEqualTo("client_credentials");
        assertThat(field(asked.body(), "client_id")).isEqualTo("app-1");
        assertThat(field(asked.body(), "client_secret")).isEqualTo("secret-of-app-1");
        assertThat(field(asked.body(), "scope")).isEqualTo("https://cognitiveservices.azure.com/.default");
        assertThat(called.line())
                .isEqualTo("POST /v1/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21 HTTP/1.1");
        assertThat(called.headers())
                .containsEntry("authorization", "Bearer eyJ0.one")
                .doesNotContainKey("api-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"azure/gpt", "vertex/flash"})
    void tokenThatHasEnded_isRenewed(String deployment) {
        TOKENS.next(token("first"), token("second"));
        ONE.always(ShapedReply.of(deployment.startsWith("vertex") ? "gemini-text" : "openai-text"));

        client.chatTo(deployment);
        client.chatTo(deployment);

        assertThat(ONE.received())
                .extracting(call -> call.headers().get("authorization"))
                .containsExactly("Bearer first", "Bearer second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kept-azure/kept", "kept-vertex/kept"})
    void manyCallsAtOnce_shareOneToken(String deployment) throws Exception {
        TOKENS.always(token("shared", 3600));
        ONE.always(ShapedReply.of(deployment.contains("vertex") ? "gemini-text" : "openai-text"));
        List<Future<HttpResponse<String>>> calls = new ArrayList<>();

        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                calls.add(callers.submit(() -> client.chatTo(deployment)));
            }
        }

        for (Future<HttpResponse<String>> call : calls) {
            assertThat(call.get().statusCode()).isEqualTo(200);
        }
        assertThat(TOKENS.received()).hasSize(1);
        assertThat(ONE.received()).hasSize(20).allSatisfy(call -> assertThat(call.headers())
                .containsEntry("authorization", "Bearer shared"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt", "flash"})
    void tokenServerThatFails_isReasonToAskTheNextCandidate(String model) {
        TOKENS.always(Replies.json(503, "", "{\"error\":\"temporarily_unavailable\"}"));

        HttpResponse<String> response = client.chatTo(model);

        var attempts = booked(response).attempts();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("x-fareway-provider")).hasValue("two");
        assertThat(attempts.getFirst().ending().orElseThrow().billing()).contains(Billing.NOT_SENT);
        assertThat(ONE.received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"azure/gpt, 401, invalid_client", "vertex/flash, 400, invalid_grant"})
    void refusedCredentials_areOursToMendAndNeverTheCallers(String deployment, int status, String error) {
        TOKENS.always(Replies.json(
                status, "", "{\"error\":\"" + error + "\",\"error_description\":\"AADSTS7000215: Invalid secret\"}"));

        HttpResponse<String> response = client.chatTo(deployment);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body())
                .contains("no access token: status " + status + " " + error)
                .doesNotContain("AADSTS", "secret-of-app-1", "PRIVATE KEY");
    }

    @Test
    void tokenThatWasWithdrawn_isReplacedWithinTheRequest() {
        TOKENS.next(token("withdrawn", 3600), token("new"));
        ONE.next(ShapedReply.of("openai-text"), Replies.error(401, "token revoked"), ShapedReply.of("openai-text"));

        client.chatTo("azure/gpt");
        HttpResponse<String> response = client.chatTo("azure/gpt");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(booked(response).attempts()).hasSize(2);
        assertThat(ONE.received())
                .extracting(call -> call.headers().get("authorization"))
                .containsExactly("Bearer withdrawn", "Bearer withdrawn", "Bearer new");
    }

    @Test
    void newTokenThatTheProviderRefuses_isOursToMend() {
        TOKENS.always(token("without-a-role"));
        ONE.always(Replies.error(401, "the principal lacks the required data action"));

        HttpResponse<String> response = client.chatTo("azure/gpt");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(ONE.received()).hasSize(1);
    }
}
