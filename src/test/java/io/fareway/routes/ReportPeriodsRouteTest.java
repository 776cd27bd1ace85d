package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quartz.CronTrigger;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;

/** 86-admin-report-periods and 92-report-jobs: weeks and months, on demand and by the clock. */
@SpringBootTest(
        classes = {RouteFileApplication.class, ReportPeriodsRouteTest.Stubs.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "camel.main.routes-include-pattern=file:routes/00-*.yaml,file:routes/86-*.yaml,file:routes/92-*.yaml",
            "fareway.reports.week-cron=0 10 0 ? * MON 2099",
            "fareway.reports.month-cron=0 15 0 1 * ? 2099",
            "fareway.reports.zone=Asia/Tokyo"
        })
class ReportPeriodsRouteTest extends ApiRouteFileTest {

    @ParameterizedTest
    @CsvSource({"week, 2026-03-01", "month, 2026-03-01", "month, yesterday"})
    void period_isOfTheDayAskedFor(String period, String day) {
        HttpResponse<String> response = client.post("/admin/reports/" + period + "?day=" + day, "");

        assertThat(events.all()).containsExactly(period + " of " + day);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.headers().map()).doesNotContainKey("day");
    }

    @Test
    void failure_isAnsweredOnce() {
        events.fail("week of today", new IllegalStateException("disk full"));

        assertThat(client.post("/admin/reports/week", "").statusCode()).isEqualTo(418);
        assertThat(events.all()).containsExactly("week of today", "respond to disk full");
    }

    @ParameterizedTest
    @CsvSource({"job-report-week, 0 10 0 ? * MON 2099, write week", "job-report-month, 0 15 0 1 * ? 2099, write month"})
    void job_writesThePeriodThatHasEnded(String route, String cron, String work) throws SchedulerException {
        QuartzEndpoint endpoint = (QuartzEndpoint) context.getRoute(route).getEndpoint();
        Scheduler scheduler = endpoint.getComponent().getScheduler();
        CronTrigger trigger = (CronTrigger) scheduler.getTrigger(endpoint.getTriggerKey());

        scheduler.triggerJob(trigger.getJobKey());

        await().untilAsserted(() -> assertThat(events.all()).containsExactly(work));
        assertThat(trigger.getCronExpression()).isEqualTo(cron);
        assertThat(trigger.getTimeZone().getID()).isEqualTo("Asia/Tokyo");
    }

    static class Stubs extends AnsweringStubs {

        @Bean
        Reports reports(Events events) {
            return new Reports(events);
        }
    }

    /** Stands in for the bean {@code reports}. */
    public static final class Reports {

        private final Events events;

        Reports(Events events) {
            this.events = events;
        }

        public String writeWeekOnDemand(@Nullable String day) {
            return written("week of ", day);
        }

        public String writeMonthOnDemand(@Nullable String day) {
            return written("month of ", day);
        }

        public void writeWeek() {
            events.note("write week");
        }

        public void writeMonth() {
            events.note("write month");
        }

        private String written(String what, @Nullable String day) {
            events.note(what + (day == null || day.isEmpty() ? "today" : day));
            return "{}";
        }
    }
}
