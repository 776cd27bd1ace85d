package io.fareway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DemoFaultTest extends DemoRoutesTest {

    private static final String STREAM = "\"stream\": true";

    @Test
    void fault500_answersAnErrorObject() throws Exception {
        setFault("demo-swift", "{\"fault\": \"500\"}");

        HttpResponse<String> response = ask("demo-swift", request(QUESTION));

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.headers().firstValue("x-fareway-simulated")).hasValue("true");
        assertThat(parse(response.body()).path("error").path("type").asText()).isEqualTo("server_error");
    }

    @Test
    void fault429_saysWhenToRetry() throws Exception {
        setFault("demo-swift", "{\"fault\": \"429\", \"retry_after_s\": 17}");

        HttpResponse<String> response = ask("demo-swift", request(QUESTION, STREAM));

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("retry-after")).hasValue("17");
        assertThat(parse(response.body()).path("error").path("code").asText()).isEqualTo("rate_limit_exceeded");
    }

    @Test
    void faultSlow_takesTenTimesAsLong() throws Exception {
        ask("demo-swift", request(QUESTION, STREAM));
        long usual = pacer.nextAskedNanos();
        pacer.forget();
        setFault("demo-swift", "{\"fault\": \"slow\"}");

        HttpResponse<String> response = ask("demo-swift", request(QUESTION, STREAM));

        assertThat(usual).isLessThanOrEqualTo(Duration.ofMillis(40).toNanos());
        assertThat(pacer.nextAskedNanos()).isGreaterThan(Duration.ofMillis(40).toNanos());
        assertThat(chunks(response.body())).isNotEmpty();
    }

    @Test
    void faultHang_staysSilentAndThenClosesTheConnection() throws Exception {
        setFault("demo-swift", "{\"fault\": \"hang\"}");
        pacer.holdAfter(0);

        CompletableFuture<HttpResponse<String>> answer =
                client().sendAsync(chat("demo-swift", request(QUESTION)), BodyHandlers.ofString());
        long silence = pacer.nextAskedNanos();
        boolean answered = answer.isDone();
        pacer.letAllPass();

        assertThat(silence).isGreaterThan(Duration.ofSeconds(60).toNanos());
        assertThat(answered).isFalse();
        assertThat(answer)
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(IOException.class);
    }

    @Test
    void faultReset_closesTheConnectionWithoutAnAnswer() throws Exception {
        setFault("demo-swift", "{\"fault\": \"reset\"}");

        assertThatIOException().isThrownBy(() -> ask("demo-swift", request(QUESTION)));
    }

    @Test
    void faultGarbage_answersNoJson() throws Exception {
        setFault("demo-swift", "{\"fault\": \"garbage\"}");

        HttpResponse<String> response = ask("demo-swift", request(QUESTION));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(() -> parse(response.body()));
    }

    @Test
    void faultGarbage_breaksAnEventOfAStream() throws Exception {
        setFault("demo-swift", "{\"fault\": \"garbage\"}");

        HttpResponse<String> response = ask("demo-swift", request(QUESTION, STREAM));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(() -> chunks(response.body()));
    }

    @Test
    void faultCut_endsAStreamWithoutDone() throws Exception {
        setFault("demo-swift", "{\"fault\": \"cut\"}");

        HttpResponse<InputStream> response = askForStream("demo-swift", request(QUESTION, STREAM));
        StringBuilder received = new StringBuilder();

        assertThatIOException().isThrownBy(() -> {
            for (int next = response.body().read();
                    next >= 0;
                    next = response.body().read()) {
                received.append((char) next);
            }
        });
        assertThat(received.toString()).contains("\"content\":").doesNotContain("[DONE]", "\"finish_reason\":\"stop\"");
    }

    @Test
    void faultCut_endsAPlainAnswerEarly() throws Exception {
        setFault("demo-swift", "{\"fault\": \"cut\"}");

        HttpResponse<InputStream> response = askForStream("demo-swift", request(QUESTION));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThatIOException().isThrownBy(() -> response.body().readAllBytes());
    }

    @Test
    void times_countsDownToOff() throws Exception {
        setFault("demo-swift", "{\"fault\": \"500\", \"times\": 2}");

        int first = ask("demo-swift", request(QUESTION)).statusCode();
        int second = ask("demo-swift", request(QUESTION)).statusCode();
        int third = ask("demo-swift", request(QUESTION)).statusCode();

        assertThat(first).isEqualTo(500);
        assertThat(second).isEqualTo(500);
        assertThat(third).isEqualTo(200);
    }

    @Test
    void times_isNotSpentOnARefusedRequest() throws Exception {
        setFault("demo-swift", "{\"fault\": \"500\", \"times\": 1}");
        ask("demo-swift", "{}");

        HttpResponse<String> response = ask("demo-swift", request(QUESTION));

        assertThat(response.statusCode()).isEqualTo(500);
    }

    @Test
    void fault_hitsNoOtherProvider() throws Exception {
        setFault("demo-swift", "{\"fault\": \"500\"}");

        HttpResponse<String> response = ask("demo-thrifty", request(QUESTION));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void off_letsTheProviderWorkAgain() throws Exception {
        setFault("demo-swift", "{\"fault\": \"500\"}");
        setFault("demo-swift", "{\"fault\": \"off\"}");

        HttpResponse<String> response = ask("demo-swift", request(QUESTION));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void show_listsTheSwitchesOfAll() throws Exception {
        setFault("demo-swift", "{\"fault\": \"429\", \"times\": 3, \"retry_after_s\": 2}");

        JsonNode providers = parse(get("/demo/demo-genius/fault").body()).path("providers");

        assertThat(providers).hasSize(4);
        assertThat(providers)
                .contains(
                        parse("{\"provider\": \"demo-swift\", \"fault\": \"429\", \"times\": 3, \"retry_after_s\": 2}"))
                .contains(parse(
                        "{\"provider\": \"demo-genius\", \"fault\": \"off\", \"times\": null, \"retry_after_s\": 5}"));
    }

    @Test
    void set_refusesAnUnknownFault() throws Exception {
        HttpResponse<String> response = setFault("demo-swift", "{\"fault\": \"flood\"}");

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = parse(response.body()).path("error");
        assertThat(error.path("param").asText()).isEqualTo("fault");
        assertThat(error.path("message").asText())
                .contains("off", "500", "429", "slow", "hang", "reset", "garbage", "cut");
    }

    @Test
    void set_refusesTimesOfZero() throws Exception {
        HttpResponse<String> response = setFault("demo-swift", "{\"fault\": \"500\", \"times\": 0}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(parse(response.body()).path("error").path("param").asText()).isEqualTo("times");
    }

    @Test
    void set_refusesAnUnknownProvider() throws Exception {
        HttpResponse<String> response = setFault("demo-nobody", "{\"fault\": \"500\"}");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(parse(response.body()).path("error").path("message").asText())
                .contains("demo-swift", "demo-thrifty", "demo-steady", "demo-genius");
    }

    @Test
    void defect_isAnErrorObjectWithoutItsCause() throws Exception {
        pacer.failAfter(0);

        HttpResponse<String> response = ask("demo-swift", request(QUESTION));

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("told to fail");
        assertThat(parse(response.body()).path("error").path("code").asText()).isEqualTo("simulation_failed");
    }

    @Test
    void defect_cutsAStreamThatHasBegun() throws Exception {
        pacer.failAfter(2);

        HttpResponse<InputStream> response = askForStream("demo-swift", request(QUESTION, STREAM));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThatIOException().isThrownBy(() -> response.body().readAllBytes());
    }
}
