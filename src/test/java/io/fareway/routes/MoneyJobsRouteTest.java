package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.fareway.report.anomaly.Alarm;
import io.fareway.report.anomaly.AlarmMessage;
import io.fareway.report.anomaly.AlarmProperties;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** 95-money-jobs: alarms by the clock, delivered to a real HTTP server and to a real mailbox. */
@SpringBootTest(
        classes = {RouteFileApplication.class, MoneyJobsRouteTest.Stubs.class},
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "camel.main.routes-include-pattern=file:routes/95-*.yaml",
            "fareway.anomalies.cron=0 10 * * * ? 2099",
            "fareway.audit.cron=0 5 0 ? * MON 2099",
            "fareway.reports.zone=Asia/Tokyo"
        })
@ExtendWith(OutputCaptureExtension.class)
class MoneyJobsRouteTest extends RouteFileTest {

    private static final Alarm ALARM =
            new Alarm("The hour cost too much: price", "{\"text\":\"The hour cost too much: price\"}");
    private static final BlockingQueue<String> RECEIVED = new LinkedBlockingQueue<>();
    private static final AtomicInteger STATUS = new AtomicInteger(200);
    private static final HttpServer HOOK = hook();

    @DynamicPropertySource
    static void endpoint(DynamicPropertyRegistry registry) {
        registry.add(
                "fareway.alarms.endpoint",
                () -> "http://localhost:" + HOOK.getAddress().getPort() + "/hook/of-a-secret");
    }

    @AfterAll
    static void stopHook() {
        HOOK.stop(0);
    }

    @Test
    void alarmOfTheHour_reachesTheWebhookAsJson() throws SchedulerException, InterruptedException {
        STATUS.set(200);

        trigger("job-anomalies");

        assertThat(RECEIVED.poll(10, TimeUnit.SECONDS))
                .isEqualTo("POST application/json; charset=utf-8 " + ALARM.json());
    }

    @Test
    void alarmThatCannotBeDelivered_staysInTheLogWithTheReason(CapturedOutput log) throws InterruptedException {
        STATUS.set(503);

        template.sendBody("direct:alarm", ALARM);

        assertThat(RECEIVED.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(log)
                .contains("The hour cost too much: price")
                .contains("The alarm above reached nobody but this log")
                .contains("503")
                .doesNotContain("/hook/of-a-secret");
    }

    @Test
    void alarm_canBeAMail() throws Exception {
        GreenMail mailbox = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
        mailbox.start();
        try (CamelContext mailing = sameRoutesTo(
                "smtp://localhost:" + mailbox.getSmtp().getPort() + "?to=ops@example.com&from=fareway@example.com")) {
            mailing.createProducerTemplate().sendBody("direct:alarm", ALARM);

            assertThat(mailbox.waitForIncomingEmail(10_000, 1)).isTrue();
            MimeMessage mail = mailbox.getReceivedMessages()[0];
            assertThat(mail.getSubject()).isEqualTo("Fareway: cost out of line");
            assertThat(mail.getContentType()).startsWith("text/plain");
            assertThat(mail.getContent().toString().strip()).isEqualTo(ALARM.text());
        } finally {
            mailbox.stop();
        }
    }

    /** The routes of the file as a gateway with another endpoint would run them. */
    private CamelContext sameRoutesTo(String endpoint) throws Exception {
        CamelContext other = new DefaultCamelContext();
        Map.of(
                        "fareway.alarms.endpoint", endpoint,
                        "fareway.anomalies.cron", "0 10 * * * ? 2099",
                        "fareway.audit.cron", "0 5 0 ? * MON 2099",
                        "fareway.reports.zone", "UTC")
                .forEach(other.getPropertiesComponent()::addInitialProperty);
        other.getRegistry().bind("alarmMessage", new AlarmMessage(new AlarmProperties(endpoint)));
        other.getRegistry().bind("anomalies", new Watch());
        other.getRegistry().bind("audit", new Keeper(events));
        PluginHelper.getRoutesLoader(other)
                .loadRoutes(
                        PluginHelper.getResourceLoader(other).resolveResource("file:routes/95-money-jobs.camel.yaml"));
        other.start();
        return other;
    }

    @Test
    void audit_isKeptByTheClock() throws SchedulerException {
        trigger("job-audit");

        await().untilAsserted(() -> assertThat(events.all()).contains("keep audit"));
    }

    private void trigger(String route) throws SchedulerException {
        QuartzEndpoint endpoint = (QuartzEndpoint) context.getRoute(route).getEndpoint();
        Scheduler scheduler = endpoint.getComponent().getScheduler();
        scheduler.triggerJob(scheduler.getTrigger(endpoint.getTriggerKey()).getJobKey());
    }

    private static HttpServer hook() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/hook", exchange -> {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                RECEIVED.add(exchange.getRequestMethod() + " "
                        + exchange.getRequestHeaders().getFirst("content-type") + " " + body);
                exchange.sendResponseHeaders(STATUS.get(), -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @EnableConfigurationProperties(AlarmProperties.class)
    static class Stubs {

        @Bean
        AlarmMessage alarmMessage(AlarmProperties properties) {
            return new AlarmMessage(properties);
        }

        @Bean
        Events events() {
            return new Events();
        }

        @Bean
        Watch anomalies() {
            return new Watch();
        }

        @Bean
        Keeper audit(Events events) {
            return new Keeper(events);
        }
    }

    /** Stands in for the bean {@code anomalies}. */
    public static final class Watch {

        public List<Alarm> look() {
            return List.of(ALARM);
        }
    }

    /** Stands in for the bean {@code audit}. */
    public static final class Keeper {

        private final Events events;

        Keeper(Events events) {
            this.events = events;
        }

        public void keep() {
            events.note("keep audit");
        }
    }
}
