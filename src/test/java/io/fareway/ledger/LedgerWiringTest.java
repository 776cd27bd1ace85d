package io.fareway.ledger;

import static io.fareway.testing.Journeys.attempt;
import static io.fareway.testing.Journeys.journey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fareway.model.Journey;
import io.fareway.report.LedgerSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The ledger as Spring puts it together. */
class LedgerWiringTest {

    private final Path parent;
    private final Path file;
    private final ApplicationContextRunner gateway;

    LedgerWiringTest(@TempDir Path folder) {
        parent = folder.resolve("data");
        file = parent.resolve("fareway.db");
        gateway = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        FlywayAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class,
                        JdbcClientAutoConfiguration.class,
                        DataSourceTransactionManagerAutoConfiguration.class,
                        TransactionAutoConfiguration.class))
                .withUserConfiguration(LedgerBeans.class)
                .withPropertyValues("fareway.database.url=jdbc:sqlite:" + file);
    }

    @Test
    void start_createsFolderAndSchemaAndTakesRows() {
        gateway.run(context -> {
            Journey journey = journey("r1").build();

            context.getBean(Ledger.class).open(attempt(journey), journey);

            assertThat(file).exists();
            assertThat(context.getBean(LedgerQueries.class).request("r1")).isPresent();
        });
    }

    @Test
    void start_booksWhatTheLastRunLeftOpen() {
        gateway.run(context -> {
            Journey journey = journey("r1").build();
            context.getBean(Ledger.class).open(attempt(journey), journey);
        });

        gateway.run(context -> assertThat(context.getBean(LedgerQueries.class)
                        .request("r1")
                        .orElseThrow()
                        .ending())
                .isPresent());
    }

    @Test
    void stop_writesWhatOtherLifecyclesLeaveBehindWhenTheyStop() {
        gateway.withBean(WebServerStandIn.class).run(context -> {
            Journey journey = journey("r1").build();
            context.getBean(Ledger.class).open(attempt(journey), journey);
        });

        gateway.run(context -> assertThat(context.getBean(LedgerQueries.class)
                        .request("last")
                        .orElseThrow()
                        .attempts()
                        .getFirst()
                        .ending())
                .isPresent());
    }

    @Test
    void start_unwritableFolderSaysWhatToDo() throws Exception {
        Files.writeString(parent, "a file where the folder should be");

        gateway.run(context -> assertThat(context)
                .getFailure()
                .hasStackTraceContaining("make it writable or set fareway.database.url"));
    }

    @Test
    void open_isRefusedWhenTooManyRowsWait() {
        gateway.withPropertyValues("fareway.ledger.queue=0").run(context -> {
            Journey journey = journey("r1").build();

            assertThatThrownBy(() -> context.getBean(Ledger.class).open(attempt(journey), journey))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("takes no new call");
        });
    }

    @Configuration(proxyBeanMethods = false)
    @ComponentScan
    @Import(LedgerSnapshot.class)
    static class LedgerBeans {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    /** Stops in the phase of Boot's web server and then still has a call to book. */
    static class WebServerStandIn implements SmartLifecycle {

        private final Ledger ledger;
        private boolean running;

        WebServerStandIn(Ledger ledger) {
            this.ledger = ledger;
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            running = false;
            Journey journey = journey("last").build();
            ledger.close(attempt(journey), journey);
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return SmartLifecycle.DEFAULT_PHASE - 2048;
        }
    }
}
