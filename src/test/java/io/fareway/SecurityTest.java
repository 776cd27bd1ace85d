package io.fareway;

import static io.fareway.ErrorAssert.assertThatError;
import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.testing.Jolokia;
import io.fareway.testing.RawHttp;
import jakarta.servlet.Filter;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A gateway without a management password: open to this machine, closed to everybody and every page elsewhere. */
class SecurityTest extends GatewayTest {

    private static final String CONTEXT_NAMES = "org.apache.camel:type=context,*";

    @LocalServerPort
    private int port;

    @Autowired
    @Qualifier("springSecurityFilterChain")
    private Filter security;

    private RawHttp raw = new RawHttp(0);
    private Jolokia jolokia = new Jolokia(client, Optional.empty());

    @BeforeEach
    void connect() {
        raw = new RawHttp(port);
        jolokia = new Jolokia(client, Optional.empty());
    }

    /** The form that Spring Security gives it for Spring MVC asks every handler mapping twice more for each request. */
    @Test
    void filters_askNobodyBeforehandWhoServesARequest() {
        assertThat(security.getClass().getName()).doesNotContain("WebMvcSecurityConfiguration");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/metrics", "/actuator/hawtio/index.html", "/actuator/health"})
    void management_answersThisMachine(String path) {
        assertThat(client.get(path).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/metrics",
                "/actuator/hawtio",
                "/actuator/jolokia",
                "/admin/requests/1",
                "/dashboard",
                "/dashboard/dashboard.js",
                "/demo/x/fault"
            })
    void foreignHostName_isRefused(String path) {
        for (String host : List.of("evil.example", "127.0.0.1.evil.example", "localhost.evil.example")) {
            assertThatError(raw.send("GET " + path + " HTTP/1.1", "Host: " + host))
                    .hasStatus(403)
                    .says("http://localhost");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]", "LOCALHOST:8080"})
    void ownHostName_isTaken(String host) {
        assertThat(raw.send("GET /actuator HTTP/1.1", "Host: " + host).status()).isEqualTo(200);
    }

    @Test
    void health_isOpenUnderEveryName() {
        assertThat(raw.send("GET /actuator/health/readiness HTTP/1.1", "Host: gateway.example")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//admin/requests/1",
                "/admin;x/requests/1",
                "/%61dmin/requests/1",
                "/v1/../admin/requests/1",
                "/v1/%2e%2e/admin/requests/1",
                "/v1/..%2fadmin/requests/1",
                "/actuator/health/../jolokia/version",
                "/actuator/health/..;/jolokia/version",
                "/actuator/jolokia/../jolokia/version",
                "/actuator/health/%2e%2E/jolokia/version",
                "/ADMIN/requests/1",
                "/admin./requests/1",
                "/admin\\requests/1"
            })
    void addressTricks_doNotGetRound(String path) {
        RawHttp.Answer answer = raw.send("GET " + path + " HTTP/1.1", "Host: evil.example");

        assertThatError(answer);
        assertThat(answer.status()).isIn(400, 403, 404);
    }

    @Test
    void pageOfAnotherSite_mayNotChangeAnything() {
        HttpResponse<String> byBrowser = client.post("/admin/reports", "", "Sec-Fetch-Site", "cross-site");
        HttpResponse<String> byOrigin = client.post("/admin/reports", "", "Origin", "https://evil.example");
        HttpResponse<String> byOtherPort = client.post("/admin/reports", "", "Origin", "http://localhost:1");
        HttpResponse<String> byJolokia = client.post("/actuator/jolokia", "{}", "Origin", "https://evil.example");

        for (HttpResponse<String> response : List.of(byBrowser, byOrigin, byOtherPort, byJolokia)) {
            assertThatError(response).hasStatus(403).says("other sites");
        }
    }

    @Test
    void jolokia_takesNoCommandInAnAddress() {
        String body = client.get("/actuator/jolokia/read/org.apache.camel:*").body();

        assertThat(body).contains("\"status\":403").doesNotContain("\"value\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.sun.management:type=HotSpotDiagnostic",
                "com.zaxxer.hikari:name=dataSource,type=HikariDataSource",
                "java.util.logging:type=Logging",
                "Tomcat:type=Engine"
            })
    void jolokia_hidesWhatHoldsSecrets(String bean) {
        assertThat(jolokia.read(bean).path("status").asInt()).isNotEqualTo(200);
        assertThat(jolokia.search("*:*").path("value").toString())
                .doesNotContain(bean.substring(0, bean.indexOf(':') + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SystemProperties", "InputArguments"})
    void jolokia_hidesWhatTheProcessWasStartedWith(String attribute) {
        assertThat(jolokia.read("java.lang:type=Runtime", attribute)
                        .path("status")
                        .asInt())
                .isEqualTo(403);
    }

    @Test
    void jolokia_dumpsNeitherHeapNorProperties() {
        String heap = "com.sun.management:type=HotSpotDiagnostic";
        String commands = "com.sun.management:type=DiagnosticCommand";

        assertThat(jolokia.exec(heap, "dumpHeap", "target/heap.hprof", "true")
                        .path("status")
                        .asInt())
                .isEqualTo(403);
        assertThat(jolokia.exec(commands, "vmSystemProperties").path("status").asInt())
                .isEqualTo(403);
    }

    @Test
    void jolokia_sendsToNoEndpoint() {
        String context = jolokia.search(CONTEXT_NAMES).path("value").path(0).asText();

        int status = jolokia.exec(
                        context, "sendStringBody(java.lang.String,java.lang.String)", "file:anywhere", "anything")
                .path("status")
                .asInt();

        assertThat(status).isEqualTo(403);
    }

    @Test
    void providersKey_appearsNowhereInJmxOrRoutes() {
        String context = jolokia.search(CONTEXT_NAMES).path("value").path(0).asText();

        String everything = jolokia.read("org.apache.camel:*").toString();
        String routes =
                jolokia.exec(context, "dumpRoutesAsXml(boolean)", "true").toString();

        assertThat(everything).contains("provider-one-small").doesNotContain("sk-secret-of-one");
        assertThat(routes).contains("provider-one-small").doesNotContain("sk-secret-of-one");
    }

    @Test
    void routes_declareNothingBeforeFrom() {
        String context = jolokia.search(CONTEXT_NAMES).path("value").path(0).asText();

        String routes = jolokia.exec(context, "dumpRoutesAsXml()").path("value").asText();

        assertThat(routes).contains("<route id=\"choose-tier\"").doesNotContain("<errorHandler");
    }

    @Test
    void api_carriesNoHeadersForBrowsersAndNoSession() {
        HttpResponse<String> response = client.get("/v1/models");

        assertThat(response.headers().map().keySet())
                .contains("x-content-type-options")
                .doesNotContain("x-frame-options", "x-xss-protection", "pragma", "expires", "set-cookie");
    }

    @Test
    void apiWithoutKeys_refusesAForeignHostName() {
        assertThatError(raw.send("GET /v1/models HTTP/1.1", "Host: evil.example"))
                .hasStatus(401)
                .says("key");
    }

    @Test
    void environment_isNotExposed() {
        assertThatError(client.get("/actuator/env")).hasStatus(404);
        assertThatError(client.get("/actuator/configprops")).hasStatus(404);
    }
}
