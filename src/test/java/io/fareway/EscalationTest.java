package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.ledger.AttemptRecord;
import io.fareway.ledger.RequestRecord;
import io.fareway.model.Outcome;
import io.fareway.testing.ChatClient;
import io.fareway.testing.Replies;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers that fail a check of their tier: who answers instead, and what is booked. */
class EscalationTest extends GatewayTest {

    private static final String SCHEMA = ChatClient.chat("checked")
            .replace(
                    "{\"model\"",
                    "{\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":{\"type\":\"object\","
                            + "\"required\":[\"age\"],\"properties\":{\"age\":{\"type\":\"integer\"}}}}},\"model\"");

    @Test
    void refusal_goesOneTierUp_andBothAttemptsAreBooked() {
        ONE.next(Replies.text("Sorry, I can't help with that"));
        THREE.next(Replies.text("Here you are"));

        HttpResponse<String> response = client.chatTo("checked");

        assertThat(response.body()).contains("Here you are");
        assertThat(header(response, "x-fareway-escalated")).isEqualTo("checked to complex");
        assertThat(header(response, "x-fareway-provider")).isEqualTo("three");
        assertThat(header(response, "x-fareway-tier")).isEqualTo("complex");
        RequestRecord booked = booked(response);
        assertThat(booked.attempts()).extracting(AttemptRecord::check).containsExactly("refusals", "");
        BigDecimal sum = booked.attempts().stream()
                .map(attempt -> attempt.ending().orElseThrow().costUsd().orElseThrow())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(new BigDecimal(header(response, "x-fareway-cost-usd"))).isEqualByComparingTo(sum);
        assertThat(booked.notes()).containsExactly("answer of one/small (tier checked) failed its check refusals");
    }

    @Test
    void answerThatDepartsFromItsSchema_goesOneTierUp() {
        ONE.next(Replies.text("{\"age\":\"old\"}"));
        THREE.next(Replies.text("{\"age\":7}"));

        HttpResponse<String> response = client.post("/v1/chat/completions", SCHEMA);

        assertThat(header(response, "x-fareway-provider")).isEqualTo("three");
        assertThat(booked(response).attempts().getFirst().check()).isEqualTo("json-schema at $.age");
    }

    @Test
    void goodAnswer_stays() {
        ONE.next(Replies.text("Fine"));

        HttpResponse<String> response = client.chatTo("checked");

        assertThat(header(response, "x-fareway-check")).isEqualTo("passed");
        assertThat(response.headers().firstValue("x-fareway-escalated")).isEmpty();
        assertThat(booked(response).attempts()).extracting(AttemptRecord::check).containsExactly("passed");
    }

    @Test
    void firstAnswer_standsWhereNobodyAboveCanAnswer() {
        ONE.next(Replies.text("I cannot help"));
        THREE.next(Replies.error(400, "not that"));

        HttpResponse<String> response = client.chatTo("checked");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("I cannot help");
        assertThat(header(response, "x-fareway-check")).isEqualTo("failed: refusals");
        assertThat(header(response, "x-fareway-escalated")).isEqualTo("checked to complex, in vain");
        assertThat(header(response, "x-fareway-provider")).isEqualTo("one");
        assertThat(header(response, "x-fareway-tier")).isEqualTo("checked");
        assertThat(booked(response).ending().orElseThrow().outcome()).isEqualTo(Outcome.ANSWERED);
    }

    @Test
    void hardLimits_holdAboveToo() {
        ONE.next(Replies.text("I cannot help"));

        HttpResponse<String> response = client.chatTo("checked", "x-fareway-ignore", "two,three");

        assertThat(response.body()).contains("I cannot help");
        assertThat(THREE.received()).isEmpty();
        assertThat(TWO.received()).isEmpty();
    }

    @Test
    void stream_isCheckedAtItsEnd_andTheResultIsOnlyRecorded() {
        ONE.next(Replies.stream(List.of("I ", "cannot ", "help")));

        ChatClient.Events events = client.stream("checked");

        assertThat(events.isDone()).isTrue();
        assertThat(booked(events.response()).attempts())
                .extracting(AttemptRecord::check)
                .containsExactly("refusals");
        assertThat(THREE.received()).isEmpty();
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
