package io.fareway;

import io.fareway.ledger.LedgerQueries;
import io.fareway.ledger.RequestRecord;
import io.fareway.model.BatchApi;
import io.fareway.model.Settings;
import io.fareway.provider.Availability;
import io.fareway.provider.DeploymentStatistics;
import io.fareway.provider.RetryBudget;
import io.fareway.testing.BatchApiStub;
import io.fareway.testing.BatchProviderStub;
import io.fareway.testing.BrokenTls;
import io.fareway.testing.ChatClient;
import io.fareway.testing.ScriptedProvider;
import io.fareway.testing.ServiceAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The whole gateway on a random port, with the routes as shipped and three stub providers of its own. All subclasses
 * share one running gateway.
 */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "fareway.settings.folder=src/test/resources/gateway",
            "fareway.reload.enabled=false",
            "fareway.deferred.cron=0/1 * * * * ?",
            "fareway.ledger.upkeep.cron=" + GatewayTest.NEVER,
            "fareway.prices.cron=" + GatewayTest.NEVER,
            "fareway.experiments.guard-cron=" + GatewayTest.NEVER,
            "fareway.key-caps.cron=" + GatewayTest.NEVER,
            "fareway.anomalies.cron=" + GatewayTest.NEVER,
            "fareway.audit.cron=" + GatewayTest.NEVER,
            "fareway.reports.cron=" + GatewayTest.NEVER,
            "fareway.reports.week-cron=" + GatewayTest.NEVER,
            "fareway.reports.month-cron=" + GatewayTest.NEVER,
            "fareway.deferred.callbacks.secret=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "fareway.deferred.callbacks.insecure=true",
            "fareway.deferred.callbacks.first-pause=20ms",
            "STUB_ONE_KEY=sk-secret-of-one",
            "STUB_AWS_KEY_ID=AKIDEXAMPLE",
            "STUB_AWS_SECRET_KEY=wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY",
            "STUB_AWS_SESSION_TOKEN=session-of-stub",
            "STUB_AZURE_SECRET=secret-of-app-1",
            "STUB_THREE_KEY=sk-first-of-three",
            "STUB_THREE_SPARE_KEY=sk-spare-of-three",
            "CALLER_ALPHA_KEY=alpha-key-0123456789",
            "fareway.queue.forget-cron=" + GatewayTest.NEVER,
            "fareway.queue.redelivery-delay=20ms",
            "fareway.queue.max-deliveries=3",
            "fareway.batch.provider-batches.poll=50ms",
            "fareway.batch.provider-batches.live-reserve=58s",
            "fareway.breaker.failures=1000",
        })
abstract class GatewayTest {

    /** What the clock starts would come between the tests of that hour or minute: they start it themselves. */
    static final String NEVER = "0 0 0 1 1 ? 2099";

    static final ScriptedProvider ONE = new ScriptedProvider();
    static final ScriptedProvider TWO = new ScriptedProvider();
    static final ScriptedProvider THREE = new ScriptedProvider();
    static final ScriptedProvider TOKENS = new ScriptedProvider();
    static final ServiceAccount ACCOUNT = new ServiceAccount();
    static final BatchProviderStub BATCHER = BatchProviderStub.start();
    static final BatchApiStub MESSAGE_BATCHER = BatchApiStub.start(BatchApi.ANTHROPIC);
    static final BatchApiStub LATE_BATCHER = BatchApiStub.start(BatchApi.OPENAI);
    static final ScriptedProvider HOOK = new ScriptedProvider();
    static final BrokenTls PLAIN_SOCKET = BrokenTls.plainSocket();
    static final BrokenTls SELF_SIGNED = BrokenTls.untrusted();

    @LocalServerPort
    private int port;

    @Autowired
    private LedgerQueries ledger;

    @Autowired
    private Availability availability;

    @Autowired
    private RetryBudget repeats;

    @Autowired
    private DeploymentStatistics statistics;

    @Autowired
    private Supplier<Settings> settings;

    ChatClient client = new ChatClient(0);

    @DynamicPropertySource
    static void stubs(DynamicPropertyRegistry registry) {
        Path folder = temporaryFolder();
        registry.add("stub.one", ONE::baseUrl);
        registry.add("stub.two", TWO::baseUrl);
        registry.add("stub.three", THREE::baseUrl);
        registry.add("stub.tokens", TOKENS::baseUrl);
        Path keyFile = written(folder.resolve("vertex.json"), ACCOUNT.keyFile(TOKENS.at("/token")));
        registry.add("stub.vertex-key-file", keyFile::toString);
        registry.add("fareway.deferred.callbacks.hosts", () -> HOOK.baseUrl().getAuthority());
        registry.add("stub.batcher", BATCHER::baseUrl);
        registry.add("stub.message-batcher", MESSAGE_BATCHER::baseUrl);
        registry.add("stub.late-batcher", LATE_BATCHER::baseUrl);
        registry.add("fareway.batch.provider-batches.folder", () -> folder.resolve("provider-batches")
                .toString());
        registry.add("stub.plain-socket", PLAIN_SOCKET::baseUrl);
        registry.add("stub.self-signed", SELF_SIGNED::baseUrl);
        registry.add("fareway.database.url", () -> "jdbc:sqlite:" + folder.resolve("fareway.db"));
        registry.add("fareway.reports.folder", () -> folder.resolve("reports").toString());
        registry.add("fareway.batch.inbox", () -> folder.resolve("inbox").toString());
        registry.add("fareway.files.folder", () -> folder.resolve("files").toString());
        registry.add("fareway.batch.outbox", () -> folder.resolve("outbox").toString());
        registry.add("fareway.queue.folder", () -> folder.resolve("queue").toString());
    }

    private static Path written(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("fareway-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void freshStubs() {
        client = new ChatClient(port);
        ONE.forget();
        TWO.forget();
        THREE.forget();
        TOKENS.forget();
        settings.get().deployments().values().forEach(availability::reset);
        settings.get().deployments().values().forEach(statistics::forget);
        settings.get().providers().keySet().forEach(repeats::refill);
    }

    /** Where the gateway listens. */
    int port() {
        return port;
    }

    /** What an SDK takes as its base URL. */
    String baseUrl() {
        return "http://localhost:" + port + "/v1";
    }

    /** What the ledger holds about the request that this response answers. */
    RequestRecord booked(HttpResponse<?> response) {
        String id = response.headers().firstValue("x-fareway-request-id").orElseThrow();
        return ledger.request(id).orElseThrow();
    }
}
