package io.fareway.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.RequestError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How questions to {@code /admin/costs} are understood, on every database that can hold the ledger. */
abstract class CostQuestionsContract extends AskedCosts {

    @Test
    void rowsBeyondTheLimit_areAddedUpInOne() {
        for (int i = 0; i < 5; i++) {
            answered("r" + i, "2026-03-10T01:00:00Z", "provider-" + i, 10 + i);
        }

        JsonNode rows = ask("group", "provider", "rows", "2").path("rows");

        assertThat(rows.findValuesAsText("provider")).containsExactly("provider-4", "provider-3", "(others)");
        assertThat(rows.get(2).path("cost_usd").textValue()).isEqualTo("0.000000000033");
    }

    @Test
    void filters_keepOnlyTheNamesAskedFor() {
        answered("r1", "2026-03-10T01:00:00Z", "groq", 1);
        answered("r2", "2026-03-10T01:00:00Z", "mistral", 2);
        answered("r3", "2026-03-10T01:00:00Z", "openai", 4);
        failed("r4", "2026-03-10T02:00:00Z", 8);

        assertThat(costOf(ask("provider", "groq", "provider", "openai"))).isEqualTo("0.000000000005");
        assertThat(costOf(ask("outcome", "failed"))).isEqualTo("0.000000000008");
        assertThat(costOf(ask("task", "(no task given)"))).isEqualTo("0.000000000015");
        assertThat(costOf(ask("provider", "nobody"))).isEqualTo("0");
    }

    @Test
    void userAndSession_areFilters() {
        answered("r1", "2026-03-10T01:00:00Z", "groq", 1);
        answered("r2", "2026-03-10T01:00:00Z", "groq", 2);
        jdbc.sql("update request set end_user = 'ann', session = 's-1' where id = 'r2'")
                .update();

        assertThat(costOf(ask("user", "ann"))).isEqualTo("0.000000000002");
        assertThat(costOf(ask("session", "s-1"))).isEqualTo("0.000000000002");
        assertThat(costOf(ask("session", "(no session given)"))).isEqualTo("0.000000000001");
    }

    @Test
    void period_isFromMidnightOfItsZoneUntilNow() {
        answered("late", "2026-03-09T22:59:59Z", "groq", 1);
        answered("early", "2026-03-09T23:00:00Z", "groq", 2);

        JsonNode answer = ask("zone", "Europe/Berlin");

        assertThat(costOf(answer)).isEqualTo("0.000000000002");
        assertThat(answer.path("from").textValue()).isEqualTo("2026-03-09T23:00:00Z");
        assertThat(answer.path("to").textValue()).isEqualTo("2026-03-10T12:00:00Z");
    }

    @Test
    void aDayAsEnd_isMeantWhole() {
        answered("r1", "2026-03-08T23:59:59Z", "groq", 1);
        answered("r2", "2026-03-09T00:00:00Z", "groq", 2);

        assertThat(costOf(ask("from", "2026-03-08", "to", "2026-03-08"))).isEqualTo("0.000000000001");
        assertThat(costOf(ask("from", "2026-03-08", "to", "2026-03-09T00:00:00Z")))
                .isEqualTo("0.000000000001");
    }

    @Test
    void hours_areThoseOfTheZone() {
        answered("r1", "2026-03-09T18:29:00Z", "groq", 1);
        answered("r2", "2026-03-09T18:30:00Z", "groq", 2);
        answered("r3", "2026-03-09T19:29:00Z", "groq", 4);

        JsonNode rows = ask("group", "hour", "zone", "Asia/Kolkata", "from", "2026-03-09")
                .path("rows");

        assertThat(rows.findValuesAsText("hour"))
                .containsExactly("2026-03-09T23:00:00+05:30", "2026-03-10T00:00:00+05:30");
        assertThat(rows.findValuesAsText("cost_usd")).containsExactly("0.000000000001", "0.000000000006");
    }

    @Test
    void costPerHour_standsBesideTheSameHoursBefore() {
        answered("today", "2026-03-10T11:00:00Z", "groq", 240);
        answered("yesterday", "2026-03-09T11:00:00Z", "groq", 120);
        answered("yesterday later", "2026-03-09T12:00:00Z", "groq", 999);

        JsonNode answer = ask("group", "provider");

        assertThat(answer.at("/total/cost_per_hour_usd").textValue()).isEqualTo("0.00000000002");
        assertThat(answer.at("/same_hours_before/cost_per_hour_usd").textValue())
                .isEqualTo("0.00000000001");
        assertThat(answer.at("/rows/0/before_cost_usd").textValue()).isEqualTo("0.00000000012");
    }

    @Test
    void severalDays_areComparedWithTheSameWeekdays() {
        JsonNode answer = ask("from", "2026-03-08", "to", "2026-03-09");

        assertThat(answer.at("/same_hours_before/from").textValue()).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(answer.at("/same_hours_before/to").textValue()).isEqualTo("2026-03-03T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    colour | red         | There is no parameter 'colour'. There are group, from
                    group  | colour      | 'group' must be up to 3 of provider, deployment
                    group  | hour,day    | 'group' must be up to 3 of provider, deployment
                    from   | yesterday   | 'from' must be a day such as 2026-07-01 or a moment
                    to     | 2026-13-01  | 'to' must be a day such as
                    from   | 2026-03-11  | 'from' must lie before 'to' and before now
                    from   | 2024-01-01  | 'from' must lie at most 400 days before 'to'
                    zone   | Atlantis    | 'zone' must be a time zone such as UTC or Europe/Berlin
                    rows   | 0           | 'rows' must be a whole number from 1 to 5000
                    rows   | 5001        | 'rows' must be a whole number from 1 to 5000
                    savings | perhaps    | 'savings' must be true, false or without a value
                    format | xml         | 'format' must be json or csv
                    """)
    void wrongParameter_isToldWhatIsAllowed(String name, String value, String told) {
        assertThatThrownBy(() -> costs().answer(parameters(name, value)))
                .isInstanceOfSatisfying(RequestError.class, error -> {
                    assertThat(error.status()).isEqualTo(400);
                    assertThat(error.param()).contains(name);
                })
                .hasMessageContaining(told);
    }

    @Test
    void parameterGivenTwice_isRefused() {
        assertThatThrownBy(() -> costs().answer(parameters("from", "2026-03-01", "from", "2026-03-02")))
                .isInstanceOf(RequestError.class)
                .hasMessageContaining("'from' must be given once");
    }
}
