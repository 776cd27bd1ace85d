package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.routing.overrides.OverrideKind;
import io.fareway.routing.overrides.OverrideRequest;
import io.fareway.routing.overrides.Overrides;
import io.fareway.routing.overrides.RoutingOverride;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every answered request of tier {@code shadowed} goes to provider one, and once more to provider two. */
class ShadowsTest extends GatewayTest {

    private final ObjectMapper json = new ObjectMapper();

    @Autowired
    private JdbcClient database;

    @Autowired
    private Clock clock;

    @Autowired
    private Overrides overrides;

    @Test
    void answeredRequest_isSentOnceMoreAndBookedApart() {
        HttpResponse<String> answered = client.chatTo("shadowed");

        Map<String, Object> shadow = shadowOf(answered);

        assertThat(answered.headers().firstValue("x-fareway-provider")).contains("one");
        assertThat(shadow.get("deployment")).isEqualTo("two/small");
        assertThat(shadow.get("answered_by")).isEqualTo("one/small");
        assertThat(shadow.get("same")).isEqualTo(1);
        assertThat(shadow.get("callers_chars")).isEqualTo("Hello from the stub".length());
        assertThat(booked(answered).attempts()).hasSize(1);
        assertThat(attemptsOfKind("shadow", answered)).isEqualTo(1);
        assertThat(requestsOf(idOf(answered) + ".shadow")).isZero();
    }

    @Test
    void stream_isComparedByItsWords() {
        ONE.next(Replies.stream(List.of("one ", "two")));
        TWO.next(Replies.stream(List.of("one ", "three")));

        HttpResponse<?> answered = client.stream("shadowed").response();

        assertThat(shadowOf(answered).get("same")).isEqualTo(0);
        assertThat(shadowOf(answered).get("chars")).isEqualTo("one three".length());
        assertThat(shadowOf(answered).get("first_byte_ms")).isNotNull();
    }

    @Test
    void caller_doesNotWaitForAShadow() throws InterruptedException {
        CountDownLatch callerHasItsAnswer = new CountDownLatch(1);
        TWO.next(held(callerHasItsAnswer, Replies.text("late")));

        HttpResponse<String> answered = client.chatTo("shadowed");
        callerHasItsAnswer.countDown();

        assertThat(answered.statusCode()).isEqualTo(200);
        assertThat(shadowOf(answered).get("same")).isEqualTo(0);
    }

    @Test
    void shadowThatFails_isBookedAndNobodysTrouble() {
        TWO.always(Replies.error(500, "oops"));

        HttpResponse<String> answered = client.chatTo("shadowed");

        assertThat(answered.statusCode()).isEqualTo(200);
        assertThat(shadowOf(answered).get("answered")).isEqualTo(0);
    }

    @Test
    void requestThatForbidsTheDeployment_isNotSentOnceMore() throws IOException {
        long before = shadow().path("withheld").asLong();

        client.chatTo("shadowed", "x-fareway-ignore", "two");

        await().untilAsserted(
                        () -> assertThat(shadow().path("withheld").asLong()).isEqualTo(before + 1));
        assertThat(TWO.received()).isEmpty();
    }

    @Test
    void drainedDeployment_isNotSentAnything() throws IOException {
        long before = shadow().path("withheld").asLong();
        RoutingOverride drain = overrides.add(new OverrideRequest(
                OverrideKind.DRAIN,
                "two",
                "",
                0,
                List.of(),
                "down",
                "ann",
                clock.instant().plusSeconds(60)));

        client.chatTo("shadowed");

        await().untilAsserted(
                        () -> assertThat(shadow().path("withheld").asLong()).isEqualTo(before + 1));
        overrides.end(drain.id(), "ann");
        assertThat(TWO.received()).isEmpty();
    }

    @Test
    void figures_standInTheListAndApartInTheReports() throws IOException {
        HttpResponse<String> answered = client.chatTo("shadowed");
        shadowOf(answered);
        long at = database.sql("select at_ms from shadow_call where id = ?")
                .param(idOf(answered) + ".shadow")
                .query(Long.class)
                .single();

        WrittenReport report = WrittenReport.ofDayOf(Instant.ofEpochMilli(at), client);

        assertThat(shadow().path("calls").asLong()).isPositive();
        assertThat(shadow().at("/shadow/total_usd").asText()).isNotEqualTo("0");
        assertThat(report.json().at("/shadows/0/name").asText()).isEqualTo("second-look");
        assertThat(report.html()).contains("spend on top of everything else here");
    }

    @Test
    void callsOfAnEarlierShadowOfTheName_areNotItsOwn() throws IOException {
        HttpResponse<String> answered = client.chatTo("shadowed");
        shadowOf(answered);
        long calls = shadow().path("calls").asLong();
        database.sql("update shadow_call set at_ms = ? where id = ?")
                .params(Instant.parse("2019-12-31T12:00:00Z").toEpochMilli(), idOf(answered) + ".shadow")
                .update();

        assertThat(shadow().path("calls").asLong()).isEqualTo(calls - 1);
    }

    private static ScriptedProvider.Reply held(CountDownLatch until, ScriptedProvider.Reply reply) {
        return (received, connection) -> {
            try {
                assertThat(until.await(1, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            reply.to(received, connection);
        };
    }

    private static String idOf(HttpResponse<?> response) {
        return response.headers().firstValue("x-fareway-request-id").orElseThrow();
    }

    /** The comparison, once it is booked. */
    private Map<String, Object> shadowOf(HttpResponse<?> response) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> database.sql("select * from shadow_call where id = ?")
                                .param(idOf(response) + ".shadow")
                                .query()
                                .listOfRows(),
                        rows -> !rows.isEmpty())
                .getFirst();
    }

    private long attemptsOfKind(String kind, HttpResponse<?> response) {
        return database.sql("select count(*) from attempt where kind = ? and request_id = ? and caller = ''"
                        + " and experiment = 'second-look'")
                .params(kind, idOf(response) + ".shadow")
                .query(Long.class)
                .single();
    }

    private long requestsOf(String id) {
        return database.sql("select count(*) from request where id = ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    private JsonNode shadow() throws IOException {
        return json.readTree(client.get("/admin/shadows").body()).path(0);
    }
}
