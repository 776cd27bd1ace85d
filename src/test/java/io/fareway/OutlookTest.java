package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.testing.Replies;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Forecast and audit of the running gateway. */
class OutlookTest extends GatewayTest {

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void forecast_tellsWhatIsSpent_andThatAYoungLedgerSaysNoMore() throws JsonProcessingException {
        ONE.next(Replies.text("fine"));
        client.chatTo("simple");

        JsonNode forecast = json.readTree(client.get("/admin/forecast").body());

        assertThat(new BigDecimal(forecast.at("/total/spent_usd").asText())).isPositive();
        assertThat(forecast.at("/total/forecast_usd").isNull()).isTrue();
        assertThat(forecast.at("/total/note").asText()).contains("a forecast needs 14");
    }

    @Test
    void audit_namesTheDeploymentOfUnknownPrice_withWhatToDo() throws JsonProcessingException {
        JsonNode audit = json.readTree(client.get("/admin/audit").body());

        assertThat(audit.path("findings")).anySatisfy(finding -> {
            assertThat(finding.path("kind").asText()).isEqualTo("unknown_price");
            assertThat(finding.path("subject").asText()).isEqualTo("one/mystery");
            assertThat(finding.path("advice").asText()).isEqualTo("Add a price to config/prices.yaml.");
        });
    }
}
