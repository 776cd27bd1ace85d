package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.ledger.AttemptRecord;
import io.fareway.ledger.RequestRecord;
import io.fareway.model.Outcome;
import io.fareway.operations.LiveRoutes;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider.Reply;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Providers that fail before they answer: what the caller sees, what the providers see, what the books hold. */
class FailoverTest extends GatewayTest {

    @Autowired
    private LiveRoutes routes;

    @Test
    void oneError_isRepeatedOnceAtTheSameDeployment() {
        ONE.next(Replies.error(500, "oops"), Replies.text("fine"));

        HttpResponse<String> response = client.chatTo("simple");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("fine");
        assertThat(ONE.received()).hasSize(2);
        assertThat(TWO.received()).isEmpty();
        assertThat(outcomes(response)).containsExactly("one/small FAILED", "one/small ANSWERED");
    }

    @Test
    void oneReset_isRepeatedOnceAtTheSameDeployment() {
        ONE.next(Replies.reset(), Replies.text("fine"));

        HttpResponse<String> response = client.chatTo("simple");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("fine");
        assertThat(ONE.received()).hasSize(2);
        assertThat(TWO.received()).isEmpty();
        assertThat(outcomes(response)).containsExactly("one/small FAILED", "one/small ANSWERED");
    }

    @Test
    void lastingErrors_goToTheNextDeploymentAfterOneRepeat() {
        ONE.always(Replies.error(503, "overloaded"));
        TWO.next(Replies.text("from two"));

        HttpResponse<String> response = client.chatTo("simple");

        assertThat(response.body()).contains("from two");
        assertThat(response.headers().firstValue("x-fareway-provider")).contains("two");
        assertThat(response.headers().firstValue("x-fareway-attempts")).contains("3");
        assertThat(ONE.received()).hasSize(2);
        assertThat(TWO.received()).hasSize(1);
        assertThat(outcomes(response)).containsExactly("one/small FAILED", "one/small FAILED", "two/small ANSWERED");
    }

    @Test
    void failedAttempts_areNoCompletions() {
        ONE.always(Replies.error(503, "overloaded"));
        TWO.next(Replies.text("from two"));

        RequestRecord request = booked(client.chatTo("simple"));

        assertThat(request.ending().orElseThrow().deployment()).isEqualTo("two/small");
        assertThat(request.attempts()).hasSize(3);
        assertThat(request.attempts().subList(0, 2)).allSatisfy(failed -> assertThat(
                        failed.ending().orElseThrow().usage().orElseThrow().answer())
                .isZero());
        assertThat(request.attempts()
                        .getLast()
                        .ending()
                        .orElseThrow()
                        .usage()
                        .orElseThrow()
                        .answer())
                .isEqualTo(2);
    }

    @Test
    void silence_isNotCalledAgain() {
        ONE.always(Replies.silence());

        HttpResponse<String> response = client.chatTo("simple");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("Hello from the stub");
        assertThat(ONE.received()).hasSize(1);
        assertThat(TWO.received()).hasSize(1);
        assertThat(outcomes(response)).containsExactly("one/small FAILED", "two/small ANSWERED");
        assertThat(booked(response).attempts().getFirst().ending().orElseThrow().error())
                .isEqualTo("no answer within 0.7 s");
    }

    @Test
    void rateLimit_sendsThisAndLaterRequestsElsewhereUntilItEnds() {
        ONE.next(Replies.rateLimited("30"));

        HttpResponse<String> first = client.chatTo("simple");
        HttpResponse<String> second = client.chatTo("simple");

        assertThat(List.of(first.statusCode(), second.statusCode())).containsOnly(200);
        assertThat(outcomes(first)).containsExactly("one/small FAILED", "two/small ANSWERED");
        assertThat(outcomes(second)).containsExactly("two/small ANSWERED");
        assertThat(ONE.received()).hasSize(1);
        assertThat(TWO.received()).hasSize(2);
    }

    @Test
    void shortRateLimit_isWaitedForWhereNobodyElseCanAnswer() {
        ONE.next(Replies.rateLimited("0.3"), Replies.text("after the pause"));

        HttpResponse<String> response = client.chatTo("one/small");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("after the pause");
        assertThat(ONE.received()).hasSize(2);
        assertThat(outcomes(response)).containsExactly("one/small FAILED", "one/small ANSWERED");
    }

    @Test
    void rateLimitWithoutEnd_isAnswered429WithAFewCallsAtMost() {
        ONE.always(Replies.json(429, "", "{\"error\":{\"message\":\"slow down\"}}"));

        HttpResponse<String> response = client.chatTo("one/small", "x-fareway-deadline-ms", "2000");

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 5L);
        assertThat(ONE.received()).hasSizeLessThanOrEqualTo(2);
        assertThat(outcomes(response)).hasSameSizeAs(ONE.received()).containsOnly("one/small FAILED");
    }

    @Test
    void refusedKey_isSetAsideWithAllItsDeployments() {
        ONE.always(Replies.error(401, "Incorrect API key provided: sk-secret-of-one"));

        HttpResponse<String> first = client.chatTo("simple");
        client.chatTo("simple");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).doesNotContain("sk-secret");
        assertThat(ONE.received()).hasSize(1);
        assertThat(outcomes(first)).containsExactly("one/small FAILED", "two/small ANSWERED");
    }

    @Test
    void everythingDown_tells503WithWhatWasTried() {
        ONE.always(Replies.error(500, "secret detail"));
        TWO.always(Replies.reset());

        HttpResponse<String> response = client.chatTo("simple");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(response.body())
                .contains("\"code\":\"providers_unavailable\"", "one/small: status 500", "two/small: connection reset")
                .doesNotContain("Exception in");
        assertThat(booked(response).ending().orElseThrow().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(outcomes(response)).containsExactly("one/small FAILED", "one/small FAILED", "two/small FAILED");
        assertThat(ONE.received()).hasSize(2);
        assertThat(TWO.received()).hasSize(1);
    }

    static Stream<Arguments> brokenAnswers() {
        return Stream.of(
                Arguments.of(
                        "200 with an error inside", Replies.json(200, "", "{\"error\":{\"message\":\"overloaded\"}}")),
                Arguments.of("200 with HTML", Replies.raw(200, "text/html", "", "<html>Bad gateway</html>")),
                Arguments.of("200 with no choices", Replies.json(200, "", "{\"choices\":[]}")),
                Arguments.of("truncated JSON", Replies.truncated()),
                Arguments.of("half a JSON", Replies.json(200, "", "{\"choices\":[{")),
                Arguments.of("a redirect", Replies.raw(302, "text/plain", "Location: http://127.0.0.1:1/\r\n", "")),
                Arguments.of("garbage instead of HTTP", (Reply)
                        (request, connection) -> connection.send("NONSENSE\r\n\r\n")),
                Arguments.of("403", Replies.error(403, "forbidden")),
                Arguments.of("404", Replies.error(404, "no such model")),
                Arguments.of("408", Replies.error(408, "timeout")),
                Arguments.of("529", Replies.error(529, "overloaded")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenAnswers")
    void brokenAnswer_neverReachesTheCaller(String name, Reply broken) {
        ONE.always(broken);
        TWO.next(Replies.text("whole"));

        HttpResponse<String> response = client.chatTo("simple");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("whole");
        RequestRecord request = booked(response);
        assertThat(request.attempts().getLast().deployment()).isEqualTo("two/small");
        assertThat(request.attempts()).hasSize(ONE.received().size() + 1);
    }

    @Test
    void brokenAnswersEverywhere_areAskedForOnceMoreBeforeGivingUp() {
        ONE.next(Replies.raw(200, "text/html", "", "<html>Bad gateway</html>"), Replies.text("whole"));
        TWO.always(Replies.json(200, "", "{\"error\":{\"message\":\"overloaded\"}}"));

        HttpResponse<String> response = client.chatTo("simple");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(outcomes(response)).containsExactly("one/small FAILED", "two/small FAILED", "one/small ANSWERED");
    }

    @Test
    void silenceEverywhere_isNotAskedForTwice() {
        ONE.always(Replies.silence());
        TWO.always(Replies.silence());

        HttpResponse<String> response = client.chatTo("simple");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(outcomes(response)).containsExactly("one/small FAILED", "two/small FAILED");
    }

    @Test
    void routeStoppedByAnOperator_isPassedOverAtOnce() throws Exception {
        RouteController operator = routes.current().getRouteController();
        operator.stopRoute("provider-one-small");

        HttpResponse<String> response;
        try {
            response = client.chatTo("small");
        } finally {
            operator.startRoute("provider-one-small");
        }

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(outcomes(response)).containsExactly("two/small ANSWERED");
        assertThat(ONE.received()).isEmpty();
    }

    @Test
    void onlyRouteStoppedByAnOperator_isTold() throws Exception {
        RouteController operator = routes.current().getRouteController();
        operator.stopRoute("provider-one-small");

        HttpResponse<String> response;
        try {
            response = client.chatTo("one/small");
        } finally {
            operator.startRoute("provider-one-small");
        }

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("one/small: not called, stopped by an operator");
    }

    @Test
    void deadline_boundsAllAttemptsTogether() {
        ONE.always(Replies.silence());
        TWO.always(Replies.silence());

        HttpResponse<String> response = client.chatTo("simple", "x-fareway-deadline-ms", "300");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(booked(response).attempts()).hasSize(1);
        assertThat(TWO.received()).isEmpty();
    }

    @Test
    void nonsensicalDeadline_isRefused() {
        HttpResponse<String> response = client.chatTo("simple", "x-fareway-deadline-ms", "soon");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("whole number of milliseconds");
    }

    private List<String> outcomes(HttpResponse<?> response) {
        return booked(response).attempts().stream().map(FailoverTest::outcome).toList();
    }

    private static String outcome(AttemptRecord attempt) {
        return attempt.deployment() + " " + attempt.ending().orElseThrow().outcome();
    }
}
