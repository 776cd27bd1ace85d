package io.fareway;

import static io.fareway.ErrorAssert.assertThatError;
import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.testing.Jolokia;
import io.fareway.testing.RawHttp;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** A gateway with a management password and keys for callers. */
@TestPropertySource(
        properties = {
            "fareway.management.password=open sesame",
            "fareway.admission.keys=first-key, second-key",
            "LOCAL_WITHOUT_KEY=false",
            "server.tomcat.connection-timeout=300ms",
        })
class SecurityWithPasswordTest extends GatewayTest {

    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("operator:open sesame".getBytes(StandardCharsets.UTF_8));

    @LocalServerPort
    private int port;

    private RawHttp raw = new RawHttp(0);

    @BeforeEach
    void connect() {
        raw = new RawHttp(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/requests/1",
                "/actuator",
                "/actuator/metrics",
                "/actuator/hawtio",
                "/actuator/jolokia",
                "/dashboard",
                "/dashboard/dashboard.js"
            })
    void management_asksForTheLogin(String path) {
        RawHttp.Answer answer = raw.send("GET " + path + " HTTP/1.1", "Accept: application/json");

        assertThatError(answer).hasStatus(401).says("Log in");
        assertThat(answer.header("www-authenticate"))
                .hasValueSatisfying(how -> assertThat(how).startsWith("Basic"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/metrics", "/actuator/hawtio/index.html", "/dashboard"})
    void management_answersWhoLogsIn(String path) {
        assertThat(raw.send("GET " + path + " HTTP/1.1", "Authorization: " + BASIC)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void wrongPassword_isRefused() {
        String wrong = Base64.getEncoder().encodeToString("operator:open".getBytes(StandardCharsets.UTF_8));

        assertThat(raw.send("GET /actuator HTTP/1.1", "Authorization: Basic " + wrong)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void browser_isSentToTheLoginPage() {
        RawHttp.Answer answer = raw.send("GET /actuator/hawtio HTTP/1.1", "Accept: text/html");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/login"));
        assertThat(answer.header("set-cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie).contains("HttpOnly", "SameSite=Strict"));
    }

    @Test
    void scriptOfThePage_isToldPlainlyThatALoginIsMissing() {
        RawHttp.Answer answer =
                raw.send("GET /admin/jobs HTTP/1.1", "Accept: application/json", "X-Requested-With: XMLHttpRequest");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("www-authenticate")).isEmpty();
    }

    @Test
    void jolokia_readsAndRunsNothingForStrangers() {
        Jolokia stranger = new Jolokia(client, Optional.empty());
        Jolokia operator = new Jolokia(client, Optional.of(BASIC));

        assertThat(operator.read("java.lang:type=Memory").path("status").asInt())
                .isEqualTo(200);
        assertThat(stranger.read("java.lang:type=Memory")
                        .path("error")
                        .path("code")
                        .asText())
                .isEqualTo("invalid_api_key");
        assertThat(stranger.exec("java.lang:type=Memory", "gc")
                        .path("error")
                        .path("code")
                        .asText())
                .isEqualTo("invalid_api_key");
    }

    @Test
    void health_isOpen() {
        assertThat(client.get("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(client.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    }

    @Test
    void api_asksForAKey() {
        HttpResponse<String> response = client.chatTo("auto");

        assertThatError(response).hasStatus(401).hasCode("invalid_api_key").says("Authorization: Bearer");
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(ONE.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer ", "Bearer first-ke", "Basic Zmlyc3Qta2V5", "first-key"})
    void unknownKey_isRefused(String authorization) {
        assertThatError(client.chatTo("auto", "Authorization", authorization))
                .hasStatus(401)
                .hasCode("invalid_api_key");
    }

    @Test
    void eachKey_letsIn() {
        assertThat(client.chatTo("auto", "Authorization", "Bearer first-key").statusCode())
                .isEqualTo(200);
        assertThat(client.chatTo("auto", "Authorization", "Bearer second-key").statusCode())
                .isEqualTo(200);
    }

    @Test
    void managementPassword_isNoKeyOfTheApi() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/chat/completions"))
                .header("Authorization", BASIC)
                .POST(BodyPublishers.ofString("{}"))
                .build();

        assertThatError(client.send(request)).hasStatus(401);
    }

    @Test
    void bodyThatStalls_isToldSo() {
        String head = "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Authorization: Bearer first-key\r\nContent-Length: 100\r\n\r\n{\"model\":";

        RawHttp.Answer answer = raw.send(out -> out.write(head.getBytes(StandardCharsets.US_ASCII)));

        assertThatError(answer).hasStatus(408).hasCode("request_timeout");
    }
}
