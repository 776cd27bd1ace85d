package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.testing.Replies;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators see of the ledger beyond sums. */
class LedgerViewTest extends GatewayTest {

    private final ObjectMapper json = new ObjectMapper();
    private final JdbcClient database;
    private final Clock clock;

    @Autowired
    LedgerViewTest(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Test
    void request_showsWhatEachPartCostAndThatItIsBilled() throws IOException {
        ONE.always(Replies.text("Hello"));
        HttpResponse<String> answered = client.post(
                "/v1/chat/completions",
                "{\"model\": \"simple\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}");
        String id = answered.headers().firstValue("x-fareway-request-id").orElseThrow();

        JsonNode attempt =
                json.readTree(client.get("/admin/requests/" + id).body()).at("/attempts/0");

        assertThat(attempt.path("billing").textValue()).isEqualTo("billed");
        assertThat(attempt.path("kind").textValue()).isEqualTo("call");
        BigDecimal parts = new BigDecimal(attempt.at("/cost_parts_usd/input").textValue())
                .add(new BigDecimal(attempt.at("/cost_parts_usd/output").textValue()));
        assertThat(parts).isEqualByComparingTo(attempt.path("cost_usd").textValue());
    }

    @Test
    void estimates_tellBiasAndErrorByModel() throws IOException {
        Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.HOURS);
        database.sql("insert into count_error_hour values (?, 'somebody', 'some-model', 4, 1000, 950, 70, 0, 0, 0, 0)")
                .param(hour.toEpochMilli())
                .update();

        JsonNode models = json.readTree(client.get("/admin/estimates").body()).path("models");

        assertThat(models).anySatisfy(model -> {
            assertThat(model.path("model").textValue()).isEqualTo("some-model");
            assertThat(model.at("/prompt/bias_percent").decimalValue()).isEqualByComparingTo("-5");
            assertThat(model.at("/prompt/error_percent").decimalValue()).isEqualByComparingTo("7");
            assertThat(model.at("/answer/compared").intValue()).isZero();
        });
    }
}
