package io.fareway.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.model.RequestError;
import io.fareway.report.LedgerRows.AttemptRow;
import io.fareway.report.LedgerRows.RequestRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which time a report covers, on every database that can hold the ledger. */
abstract class ReportPeriodsContract extends WrittenReports {

    @Test
    void emptyDay_saysSo() throws IOException {
        ReportFiles files = reports("UTC", NEXT_MORNING).write();

        assertThat(files.headline().requests()).isZero();
        assertThat(files.headline().savingUsd()).isEmpty();
        assertThat(file("html")).contains("No requests in this day");
        assertThat(json().at("/total/requests").intValue()).isZero();
        assertThat(csv("total", "all")).containsEntry("requests", "0").containsEntry("cost_usd", "0");
    }

    @Test
    void dayOfAnotherZone_hasItsOwnBorders() throws IOException {
        AttemptRow attempt = AttemptRow.answered("groq", "llama", 1, 1, 2);
        ledger.add(RequestRow.of("before", "2026-03-09T18:29:59.999Z", "simple", "answered", attempt));
        ledger.add(RequestRow.of("first", "2026-03-09T18:30:00Z", "simple", "answered", attempt));
        ledger.add(RequestRow.of("last", "2026-03-10T18:29:59.999Z", "simple", "answered", attempt));
        ledger.add(RequestRow.of("after", "2026-03-10T18:30:00Z", "simple", "answered", attempt));

        ReportFiles files = reports("Asia/Kolkata", NEXT_MORNING).write(DAY);

        assertThat(files.headline().requests()).isEqualTo(2);
        assertThat(csv("hour", "00:00")).containsEntry("requests", "1");
        assertThat(csv("hour", "23:00")).containsEntry("requests", "1");
    }

    @Test
    void dayWithTwentyFiveHours_countsEachHourOnce() throws IOException {
        AttemptRow attempt = AttemptRow.answered("groq", "llama", 1, 1, 2);
        ledger.add(RequestRow.of("summer", "2025-10-26T00:30:00Z", "simple", "answered", attempt));
        ledger.add(RequestRow.of("winter", "2025-10-26T01:30:00Z", "simple", "answered", attempt));

        reports("Europe/Berlin", NEXT_MORNING).write(LocalDate.parse("2025-10-26"));

        List<Map<String, String>> hours = csv("2025-10-26").stream()
                .filter(row -> "hour".equals(row.get("section")))
                .toList();
        assertThat(hours).hasSize(25);
        assertThat(hours.stream().filter(row -> "1".equals(row.get("requests"))))
                .extracting(row -> row.get("name"))
                .containsExactly("02:00+02:00", "02:00+01:00");
    }

    @Test
    void attemptsUnderWay_areNamedAndNotCounted() throws IOException {
        ledger.addAttemptsOf(RequestRow.of(
                "open", at("23:59"), "simple", "answered", AttemptRow.answered("groq", "llama", 5, 1, 2)));

        ReportFiles files = reports("UTC", NEXT_MORNING).write();

        assertThat(files.headline().requests()).isZero();
        assertThat(json().at("/attempts_under_way").intValue()).isEqualTo(1);
        assertThat(file("html")).contains("1 attempt is still under way");
    }

    @Test
    void week_isFromMondayToSundayByDay() throws IOException {
        AttemptRow attempt = AttemptRow.answered("groq", "llama", 5, 1, 2);
        ledger.add(RequestRow.of("before", "2026-03-01T23:59:59Z", "simple", "answered", attempt));
        ledger.add(RequestRow.of("monday", "2026-03-02T00:00:00Z", "simple", "answered", attempt));
        ledger.add(RequestRow.of("sunday", "2026-03-08T23:59:59Z", "simple", "answered", attempt));
        ledger.add(RequestRow.of("after", "2026-03-09T00:00:00Z", "simple", "answered", attempt));

        ReportFiles files = reports("UTC", NEXT_MORNING).writeWeek();

        assertThat(files.period()).isEqualTo("2026-W10");
        assertThat(files.headline().requests()).isEqualTo(2);
        JsonNode root = week();
        assertThat(root.path("by_day")).hasSize(7);
        assertThat(root.at("/by_day/0/name").textValue()).isEqualTo("2026-03-02");
        assertThat(root.at("/by_day/0/requests").intValue()).isEqualTo(1);
        assertThat(root.at("/by_day/6/cost_usd").textValue()).isEqualTo("0.000000000005");
        assertThat(Files.readString(folder.resolve("2026-W10.html")))
                .contains("Monday, 2 March 2026 to Sunday, 8 March");
    }

    @Test
    void week_listsWhatTheLatestAuditFound() throws IOException {
        ledger.addAudit(Instant.parse("2026-03-02T00:05:00Z"), List.of("a/m is unused"));
        reports("UTC", NEXT_MORNING).writeWeek();
        JsonNode before = week().path("audit");
        ledger.addAudit(Instant.parse("2026-03-09T00:05:00Z"), List.of());

        reports("UTC", NEXT_MORNING).writeWeek();

        assertThat(before.findValuesAsText("finding")).containsExactly("a/m is unused");
        assertThat(week().path("audit").isArray()).isTrue();
        assertThat(week().path("audit")).isEmpty();
    }

    private JsonNode week() throws IOException {
        return new ObjectMapper().readTree(Files.readString(folder.resolve("2026-W10.json")));
    }

    @Test
    void month_hasTheDaysOfItsZone() throws IOException {
        AttemptRow attempt = AttemptRow.answered("groq", "llama", 5, 1, 2);
        ledger.add(RequestRow.of("first", "2026-02-28T23:00:00Z", "simple", "answered", attempt));
        ledger.add(RequestRow.of("summer", "2026-03-29T22:00:00Z", "simple", "answered", attempt));
        ledger.add(RequestRow.of("last", "2026-03-31T21:59:59Z", "simple", "answered", attempt));
        ledger.add(RequestRow.of("after", "2026-03-31T22:00:00Z", "simple", "answered", attempt));

        reports("Europe/Berlin", Instant.parse("2026-04-01T00:15:00Z")).writeMonth();

        JsonNode root = new ObjectMapper().readTree(Files.readString(folder.resolve("2026-03.json")));
        assertThat(root.at("/total/requests").intValue()).isEqualTo(3);
        assertThat(root.path("by_day")).hasSize(31);
        assertThat(root.at("/by_day/0/requests").intValue()).isEqualTo(1);
        assertThat(root.at("/by_day/29/requests").intValue()).isEqualTo(1);
        assertThat(root.at("/by_day/30/requests").intValue()).isEqualTo(1);
    }

    @Test
    void writeOnDemand_answersFilesAndHeadlineOfTodaySoFar() throws IOException {
        handWorkedDay();

        String answer = reports("UTC", Instant.parse("2026-03-10T14:00:00Z")).writeOnDemand(null);

        JsonNode root = new ObjectMapper().readTree(answer);
        assertThat(root.path("day").textValue()).isEqualTo("2026-03-10");
        assertThat(root.path("files")).extracting(JsonNode::textValue).allSatisfy(file -> assertThat(Path.of(file))
                .exists());
        assertThat(root.at("/headline/spend_usd").textValue()).isEqualTo("0.002420000001");
        assertThat(json().path("so_far").booleanValue()).isTrue();
    }

    @Test
    void writeOnDemand_takesADay() {
        String answer = reports("UTC", NEXT_MORNING).writeOnDemand("2026-03-01");

        assertThat(answer).contains("\"day\":\"2026-03-01\"", "\"period\":\"2026-03-01\"");
        assertThat(folder.resolve("2026-03-01.html")).exists();
    }

    @Test
    void writeOnDemand_refusesWhatIsNoDay() {
        Reports reports = reports("UTC", NEXT_MORNING);

        assertThatThrownBy(() -> reports.writeOnDemand("../etc/passwd"))
                .isInstanceOf(RequestError.class)
                .hasMessageContaining("day must be a date such as");
        assertThatThrownBy(() -> reports.writeOnDemand("2026-03-12"))
                .isInstanceOf(RequestError.class)
                .hasMessageContaining("2026-03-12 has not begun in UTC: ask for 2026-03-11 or earlier");
        assertThat(folder).isEmptyDirectory();
    }
}
