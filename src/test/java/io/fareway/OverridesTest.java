package io.fareway;

import static io.fareway.ErrorAssert.assertThatError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.model.choice.Selection;
import io.fareway.routing.overrides.Overrides;
import io.fareway.testing.ChatClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** An operator's word counts from the next request on, is told in the books and in reports, and can be taken back. */
class OverridesTest extends GatewayTest {

    private final ObjectMapper json = new ObjectMapper();

    @Autowired
    private Overrides overrides;

    @AfterEach
    void endAll() {
        overrides.active().forEach(override -> overrides.end(override.id(), "the test"));
    }

    @Test
    void drainedProvider_isLeftAloneFromTheNextRequestOn() {
        HttpResponse<String> added = add("\"kind\":\"drain\",\"subject\":\"one\"");

        HttpResponse<String> answered = client.chatTo("simple");

        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(answered.headers().firstValue("x-fareway-provider")).contains("two");
        assertThat(ONE.received()).isEmpty();
        assertThat(booked(answered).notes()).singleElement().asString().contains("by ann", "drain one");
        assertThat(booked(answered).selection().orElseThrow().dropped())
                .extracting(Selection.Dropped::deployment, Selection.Dropped::rule)
                .containsExactly(tuple("one/small", "override"));
    }

    @Test
    void explanation_tellsTheOverride() throws IOException {
        add("\"kind\":\"force\",\"subject\":\"two/small\"");

        JsonNode explained = json.readTree(
                client.post("/admin/explain", ChatClient.chat("simple")).body());

        assertThat(explained.at("/candidates/0/deployment").asText()
                        + explained.at("/selection/candidates/0/deployment").asText())
                .isEqualTo("two/small");
        assertThat(explained.at("/notes/0").asText()).contains("force two/small");
    }

    @Test
    void endedOverride_countsNoMore() throws IOException {
        String id = json.readTree(add("\"kind\":\"drain\",\"subject\":\"one\"").body())
                .path("id")
                .asText();

        HttpResponse<String> ended = delete("/admin/overrides/" + id + "?author=bob");

        assertThat(ended.statusCode()).isEqualTo(200);
        assertThat(client.chatTo("simple").headers().firstValue("x-fareway-provider"))
                .contains("one");
        assertThatError(delete("/admin/overrides/" + id + "?author=bob")).hasStatus(404);
    }

    @Test
    void everyCandidateDrained_isSaidSo() {
        add("\"kind\":\"drain\",\"subject\":\"one\"");
        add("\"kind\":\"drain\",\"subject\":\"two\"");

        HttpResponse<String> refused = client.chatTo("simple");

        assertThatError(refused).hasStatus(503).says("An operator has drained");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void overrides_areListedWithAuthorReasonAndEnd() throws IOException {
        add("\"kind\":\"force\",\"subject\":\"two/small\",\"tier\":\"simple\"");

        JsonNode list = json.readTree(client.get("/admin/overrides").body());

        assertThat(list).hasSize(1);
        assertThat(list.at("/0/summary").asText()).isEqualTo("force two/small in tier simple");
        assertThat(list.at("/0/author").asText()).isEqualTo("ann");
        assertThat(list.at("/0/reason").asText()).isEqualTo("billing issue");
        assertThat(list.at("/0/until").asText()).isNotEmpty();
    }

    @Test
    void overrides_standInTheReportsOfTheirDay() throws IOException {
        add("\"kind\":\"drain\",\"subject\":\"three\"");

        WrittenReport report =
                WrittenReport.ofDayOf(overrides.active().getFirst().from(), client);

        assertThat(report.json().findValuesAsText("what")).contains("drain three");
        assertThat(report.html()).contains("billing issue");
        assertThat(report.html()).contains("Override by ann: drain three");
    }

    @Test
    void mistakes_areRefusedByField() {
        assertThatError(client.post("/admin/overrides", "{\"kind\":\"stop\"}"))
                .hasStatus(400)
                .says("drain, force, cap or freeze");
        assertThatError(client.post("/admin/overrides", "[]")).hasStatus(400).says("JSON object");
        assertThatError(client.post("/admin/overrides", "{\"kind\":\"drain\",\"subject\":\"one\",\"for\":\"2 hours\"}"))
                .hasStatus(400)
                .says("PT2H");
    }

    private HttpResponse<String> add(String fields) {
        return client.post(
                "/admin/overrides",
                "{" + fields + ",\"reason\":\"billing issue\",\"author\":\"ann\",\"for\":\"PT1H\"}");
    }

    private HttpResponse<String> delete(String path) {
        return client.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
                .DELETE()
                .build());
    }
}
