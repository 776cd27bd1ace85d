package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.LocalDate;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quartz.CronTrigger;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;

/** 90-jobs, 91-ledger-upkeep and 94-experiments: what the clock starts. The jobs are triggered, and their time never comes. */
@SpringBootTest(
        classes = {RouteFileApplication.class, JobsRouteTest.Stubs.class},
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "camel.main.routes-include-pattern=file:routes/90-*.yaml,file:routes/91-*.yaml,file:routes/94-*.yaml",
            "fareway.experiments.guard-cron=0 * * * * ? 2099",
            "fareway.reports.cron=0 5 0 * * ? 2099",
            "fareway.reports.zone=Asia/Tokyo",
            "fareway.prices.cron=0 15 3 * * ? 2099",
            "fareway.key-caps.cron=0 0 4 * * ? 2099",
            "fareway.ledger.upkeep.cron=0 7 * * * ? 2099"
        })
class JobsRouteTest extends RouteFileTest {

    @ParameterizedTest
    @CsvSource({"job-report, write", "job-price-refresh, refresh", "experiment-guard, look", "job-key-caps, read caps"})
    void job_beginsItsWorkOnce(String route, String work) throws SchedulerException {
        trigger(route);

        await().untilAsserted(() ->
                assertThat(events.all()).singleElement().asString().startsWith(work));
    }

    @Test
    void jobLedgerUpkeep_keepsTheLedgerThenBooksFees() throws SchedulerException {
        trigger("job-ledger-upkeep");

        await().untilAsserted(() -> assertThat(events.all()).containsExactly("add up", "keep", "book"));
    }

    @Test
    void jobReport_isOfTheDayThatHasEnded() throws SchedulerException {
        trigger("job-report");

        await().untilAsserted(() -> assertThat(events.all()).containsExactly("write"));
    }

    @ParameterizedTest
    @CsvSource({
        "job-report, 0 5 0 * * ? 2099, Asia/Tokyo",
        "job-price-refresh, 0 15 3 * * ? 2099, UTC",
        "job-ledger-upkeep, 0 7 * * * ? 2099, UTC",
        "experiment-guard, 0 * * * * ? 2099, UTC",
        "job-key-caps, 0 0 4 * * ? 2099, UTC"
    })
    void job_runsAtTheTimesOfTheSettings(String route, String cron, String zone) throws SchedulerException {
        CronTrigger trigger =
                (CronTrigger) scheduler(route).getTrigger(endpoint(route).getTriggerKey());

        assertThat(trigger.getCronExpression()).isEqualTo(cron);
        assertThat(trigger.getTimeZone().getID()).isEqualTo(zone);
    }

    @ParameterizedTest
    @CsvSource({"job-report", "job-price-refresh", "job-ledger-upkeep", "experiment-guard", "job-key-caps"})
    void job_doesNotBeginWhileTheLastRunIsUnderWay(String route) throws SchedulerException {
        assertThat(scheduler(route).getJobDetail(jobKey(route)).isConcurrentExecutionDisallowed())
                .isTrue();
    }

    @Test
    void job_thatFailsRunsAgainTheNextTime() throws SchedulerException {
        events.fail("refresh", new IllegalStateException("feed is down"));
        trigger("job-price-refresh");
        await().untilAsserted(() -> assertThat(events.all()).containsExactly("refresh"));

        trigger("job-price-refresh");

        await().untilAsserted(() -> assertThat(events.all()).containsExactly("refresh", "refresh"));
    }

    private void trigger(String route) throws SchedulerException {
        scheduler(route).triggerJob(jobKey(route));
    }

    private JobKey jobKey(String route) throws SchedulerException {
        return scheduler(route).getTrigger(endpoint(route).getTriggerKey()).getJobKey();
    }

    private Scheduler scheduler(String route) {
        return endpoint(route).getComponent().getScheduler();
    }

    private QuartzEndpoint endpoint(String route) {
        return (QuartzEndpoint) context.getRoute(route).getEndpoint();
    }

    static class Stubs {

        @Bean
        Events events() {
            return new Events();
        }

        @Bean
        Reports reports(Events events) {
            return new Reports(events);
        }

        @Bean
        Prices priceRefresh(Events events) {
            return new Prices(events);
        }

        @Bean
        Caps keyCaps(Events events) {
            return new Caps(events);
        }

        @Bean
        Fees monthlyFees(Events events) {
            return new Fees(events);
        }

        @Bean
        Guard experimentGuard(Events events) {
            return new Guard(events);
        }

        @Bean
        Cells cellUpkeep(Events events) {
            return new Cells(events);
        }

        @Bean
        Upkeep ledgerUpkeep(Events events) {
            return new Upkeep(events);
        }
    }

    /** Stands in for the bean {@code reports}, whose method for a given day has the same name. */
    public static final class Reports {

        private final Events events;

        Reports(Events events) {
            this.events = events;
        }

        public void write() {
            events.note("write");
        }

        public void write(@Nullable LocalDate day) {
            events.note("write " + day);
        }
    }

    /** Stands in for the bean {@code cellUpkeep}. */
    public static final class Cells {

        private final Events events;

        Cells(Events events) {
            this.events = events;
        }

        public void run() {
            events.note("add up");
        }
    }

    /** Stands in for the bean {@code priceRefresh}. */
    public static final class Prices {

        private final Events events;

        Prices(Events events) {
            this.events = events;
        }

        public void refresh() {
            events.note("refresh");
        }
    }

    /** Stands in for the bean {@code experimentGuard}. */
    public static final class Guard {

        private final Events events;

        Guard(Events events) {
            this.events = events;
        }

        public void look() {
            events.note("look");
        }
    }

    /** Stands in for the bean {@code keyCaps}. */
    public static final class Caps {

        private final Events events;

        Caps(Events events) {
            this.events = events;
        }

        public void refresh() {
            events.note("read caps");
        }
    }

    /** Stands in for the bean {@code ledgerUpkeep}. */
    public static final class Upkeep {

        private final Events events;

        Upkeep(Events events) {
            this.events = events;
        }

        public void run() {
            events.note("keep");
        }
    }

    /** Stands in for the bean {@code monthlyFees}. */
    public static final class Fees {

        private final Events events;

        Fees(Events events) {
            this.events = events;
        }

        public void book() {
            events.note("book");
        }
    }
}
