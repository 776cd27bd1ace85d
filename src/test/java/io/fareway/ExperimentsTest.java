package io.fareway;

import static io.fareway.ErrorAssert.assertThatError;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.routing.overrides.Overrides;
import io.fareway.testing.ChatClient;
import io.fareway.testing.Replies;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Half of the sessions of tier {@code tried} go to provider two, which does not serve it otherwise. */
class ExperimentsTest extends GatewayTest {

    private static final String HEADER = "x-fareway-experiment";
    private static final String REASON = "{\"reason\": \"complaints\", \"author\": \"ann\"}";

    private final ObjectMapper json = new ObjectMapper();

    @Autowired
    private JdbcClient database;

    @Autowired
    private Overrides overrides;

    @AfterEach
    void endWhatWasOrdered() {
        overrides.active().forEach(override -> overrides.end(override.id(), "the test"));
        client.post("/admin/experiments/half/resume", REASON);
    }

    @Test
    void eachSide_goesWhereItShould() {
        HttpResponse<String> trial = ask(sessionOf("trial"));
        HttpResponse<String> control = ask(sessionOf("control"));

        assertThat(trial.headers().firstValue("x-fareway-provider")).contains("two");
        assertThat(control.headers().firstValue("x-fareway-provider")).contains("one");
        assertThat(booked(trial).notes()).containsExactly("experiment half: trial");
        assertThat(labelsOf(trial, "attempt", "request_id")).isEqualTo("half/trial");
        assertThat(labelsOf(trial, "request", "id")).isEqualTo("half/trial");
        assertThat(labelsOf(control, "request", "id")).isEqualTo("half/control");
    }

    @Test
    void session_staysOnItsSide() {
        Set<String> sides = new HashSet<>();
        String session = sessionOf("trial");

        for (int i = 0; i < 5; i++) {
            sides.add(side(ask(session)));
        }

        assertThat(sides).containsExactly("half/trial");
    }

    @Test
    void trialThatFails_isAnsweredByTheTierAndStaysItsOwn() {
        String session = sessionOf("trial");
        TWO.always(Replies.error(500, "oops"));

        HttpResponse<String> answered = ask(session);

        assertThat(answered.statusCode()).isEqualTo(200);
        assertThat(answered.headers().firstValue("x-fareway-provider")).contains("one");
        assertThat(side(answered)).isEqualTo("half/trial");
    }

    @Test
    void answerOfTheTrialThatIsSentUp_leavesTheTrialBehind() {
        String session = sessionOf("trial");
        TWO.next(Replies.text("I cannot"));

        HttpResponse<String> answered = ask(session);

        assertThat(answered.headers().firstValue("x-fareway-escalated")).contains("tried to complex");
        assertThat(answered.headers().firstValue("x-fareway-provider")).contains("three");
        assertThat(side(answered)).isEqualTo("half/trial");
    }

    @Test
    void requestThatTheTrialMayNotAnswer_takesNoPart() {
        HttpResponse<String> answered =
                client.chatTo("tried", "x-fareway-session", sessionOf("trial"), "x-fareway-ignore", "two");

        assertThat(answered.headers().firstValue("x-fareway-provider")).contains("one");
        assertThat(answered.headers().firstValue(HEADER)).isEmpty();
        assertThat(labelsOf(answered, "request", "id")).isEqualTo("/");
    }

    @Test
    void requestUnderAnOverride_takesNoPart() {
        String session = sessionOf("trial");
        client.post(
                "/admin/overrides",
                "{\"kind\":\"drain\",\"subject\":\"two\",\"reason\":\"down\",\"author\":\"ann\",\"for\":\"PT1H\"}");

        assertThat(ask(session).headers().firstValue(HEADER)).isEmpty();
    }

    @Test
    void stoppedTrial_isNotDrawnAnyMoreUntilItIsResumed() throws IOException {
        String session = sessionOf("trial");

        HttpResponse<String> stopped = client.post("/admin/experiments/half/stop", REASON);
        HttpResponse<String> whileStopped = ask(session);
        JsonNode listed = experiment();
        client.post("/admin/experiments/half/resume", REASON);

        assertThat(stopped.statusCode()).isEqualTo(200);
        assertThat(whileStopped.headers().firstValue(HEADER)).isEmpty();
        assertThat(listed.path("state").asText()).isEqualTo("stopped");
        assertThat(listed.at("/changes/0/author").asText()).isEqualTo("ann");
        assertThat(listed.at("/changes/0/reason").asText()).isEqualTo("complaints");
        assertThat(side(ask(session))).isEqualTo("half/trial");
    }

    @Test
    void mistakes_areRefusedByField() {
        assertThatError(client.post("/admin/experiments/haff/stop", REASON))
                .hasStatus(404)
                .says("did you mean \"half\"?");
        assertThatError(client.post("/admin/experiments/half/stop", "{\"author\": \"ann\"}"))
                .hasStatus(400)
                .says("'reason' is missing");
        assertThatError(client.post("/admin/experiments/half/stop", "[]")).hasStatus(400);
        assertThatError(client.post("/admin/experiments/half/stop", "{")).hasStatus(400);
    }

    @Test
    void explanation_tellsTheSide() throws IOException {
        HttpResponse<String> explained = client.post(
                "/admin/explain",
                ChatClient.chat("tried").replace("{\"model\"", "{\"user\":\"" + userOf("trial") + "\",\"model\""));

        JsonNode told = json.readTree(explained.body());

        assertThat(told.at("/notes/0").asText()).isEqualTo("experiment half: trial");
        assertThat(told.at("/candidates/0/deployment").asText()).isEqualTo("two/small");
    }

    @Test
    void figures_standInTheListAndInTheReports() throws IOException {
        HttpResponse<String> trial = ask(sessionOf("trial"));
        ask(sessionOf("control"));

        WrittenReport report = WrittenReport.ofDayOf(booked(trial).receivedAt(), client);

        assertThat(experiment().at("/trial/answered").asInt()).isPositive();
        assertThat(experiment().at("/control/failure_rate/high").asDouble()).isBetween(0.0, 1.0);
        assertThat(report.json().at("/experiments/0/name").asText()).isEqualTo("half");
        assertThat(report.html()).contains("Experiments, with 95 % intervals");
    }

    private HttpResponse<String> ask(String session) {
        return client.chatTo("tried", "x-fareway-session", session);
    }

    private static String side(HttpResponse<?> response) {
        return response.headers().firstValue(HEADER).orElse("");
    }

    /** A session that is drawn to this side. */
    private String sessionOf(String arm) {
        for (int i = 0; i < 100; i++) {
            if (side(ask("session-" + i)).equals("half/" + arm)) {
                ONE.forget();
                TWO.forget();
                return "session-" + i;
            }
        }
        throw new AssertionError("no session is drawn to " + arm);
    }

    /** A user that is drawn to this side. */
    private String userOf(String arm) {
        for (int i = 0; i < 100; i++) {
            String body = ChatClient.chat("tried").replace("{\"model\"", "{\"user\":\"user-" + i + "\",\"model\"");
            if (side(client.post("/v1/chat/completions", body)).equals("half/" + arm)) {
                return "user-" + i;
            }
        }
        throw new AssertionError("no user is drawn to " + arm);
    }

    private String labelsOf(HttpResponse<?> response, String table, String id) {
        return database.sql("select experiment || '/' || arm from " + table + " where " + id + " = ?")
                .param(booked(response).id())
                .query(String.class)
                .single();
    }

    private JsonNode experiment() throws IOException {
        return json.readTree(client.get("/admin/experiments").body()).path(0);
    }
}
