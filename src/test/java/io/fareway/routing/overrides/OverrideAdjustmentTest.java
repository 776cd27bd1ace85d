package io.fareway.routing.overrides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fareway.model.CallLimits;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.Provider;
import io.fareway.model.RequestError;
import io.fareway.model.Secret;
import io.fareway.model.Settings;
import io.fareway.model.Tier;
import io.fareway.testing.Journeys;
import io.fareway.testing.MovableClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jmx.export.annotation.AnnotationMBeanExporter;
import org.sqlite.SQLiteDataSource;

/** What each kind of override does to a plan, and that it holds as long as it should, in every gateway. */
class OverrideAdjustmentTest {

    private static final Deployment A = at("a");
    private static final Deployment B = at("b");
    private static final Deployment C = at("c");
    private static final List<Deployment> PLAN = List.of(A, B, C);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-03-01T10:00:00Z"));
    private final SQLiteDataSource database = new SQLiteDataSource();
    private final Overrides overrides;

    OverrideAdjustmentTest(@TempDir Path folder) {
        database.setUrl("jdbc:sqlite:" + folder.resolve("test.db"));
        Flyway.configure().dataSource(database).load().migrate();
        overrides = gateway();
    }

    @Test
    void drain_takesAProviderOutAndNotesIt() {
        RoutingOverride drained = order(OverrideKind.DRAIN, "a", "", 0);
        Journey journey = journey("r1");

        List<Deployment> plan = adjusted(journey);

        assertThat(plan).containsExactly(B, C);
        assertThat(journey.handling().notes()).containsExactly("override " + drained.id() + " by ann: drain a");
    }

    @Test
    void force_putsADeploymentFirstAndKeepsTheOthers() {
        order(OverrideKind.FORCE, "c/m", "", 0);

        assertThat(adjusted(journey("r1"))).containsExactly(C, A, B);
    }

    @Test
    void force_holdsInItsTierOnly() {
        order(OverrideKind.FORCE, "c/m", "complex", 0);

        assertThat(adjusted(journey("r1"))).isEqualTo(PLAN);
    }

    @Test
    void cap_letsItComeFirstForItsShareOfRequests() {
        order(OverrideKind.CAP, "a/m", "", 30);

        long first = IntStream.range(0, 10_000)
                .filter(number ->
                        adjusted(journey("request-" + number)).getFirst().equals(A))
                .count();

        assertThat(first).isBetween(2_850L, 3_150L);
        assertThat(adjusted(journey("r1"))).containsExactlyInAnyOrder(A, B, C);
    }

    @Test
    void freeze_keepsTheOrderOfTheTier() {
        order(OverrideKind.FREEZE, "simple", "", 0);

        assertThat(new OverrideAdjustment(overrides).adjust(List.of(C, B, A), journey("r1")))
                .containsExactly(A, B, C);
    }

    @Test
    void drained_isNotCalledEvenWhenForced() {
        order(OverrideKind.DRAIN, "c", "", 0);
        order(OverrideKind.FORCE, "c/m", "", 0);

        assertThat(adjusted(journey("r1"))).containsExactly(A, B);
    }

    @Test
    void override_endsByItself() {
        order(OverrideKind.DRAIN, "a", "", 0);

        clock.advance(Duration.ofHours(2));

        assertThat(overrides.active()).isEmpty();
        assertThat(adjusted(journey("r1"))).isEqualTo(PLAN);
    }

    @Test
    void override_endsByHandAndOnlyOnce() {
        RoutingOverride drained = order(OverrideKind.DRAIN, "a", "", 0);
        overrides.end(drained.id(), "bob");

        RequestError again = catchThrowableOfType(RequestError.class, () -> overrides.end(drained.id(), "bob"));

        assertThat(adjusted(journey("r1"))).isEqualTo(PLAN);
        assertThat(again.status()).isEqualTo(404);
    }

    @Test
    void override_survivesARestartAndReachesOtherGateways() {
        Overrides other = gateway();
        other.active();
        RoutingOverride drained = order(OverrideKind.DRAIN, "a", "", 0);

        clock.advance(Duration.ofSeconds(2));

        assertThat(gateway().active()).containsExactly(drained);
        assertThat(other.active()).containsExactly(drained);
    }

    @Test
    void unknownSubject_isRefusedWithWhatIsKnown() {
        RequestError refusal = catchThrowableOfType(RequestError.class, () -> order(OverrideKind.DRAIN, "aa", "", 0));

        assertThat(refusal.param()).contains("subject");
        assertThat(refusal.getMessage()).contains("a, b, c");
    }

    @Test
    void missingReasonOrEnd_isRefused() {
        OverrideRequest noReason = new OverrideRequest(
                OverrideKind.DRAIN,
                "a",
                "",
                0,
                List.of(),
                " ",
                "ann",
                clock.instant().plusSeconds(60));
        OverrideRequest past =
                new OverrideRequest(OverrideKind.DRAIN, "a", "", 0, List.of(), "why", "ann", clock.instant());

        assertThat(catchThrowableOfType(RequestError.class, () -> overrides.add(noReason))
                        .param())
                .contains("reason");
        assertThat(catchThrowableOfType(RequestError.class, () -> overrides.add(past))
                        .param())
                .contains("until");
    }

    @Test
    void forcedDeploymentOfAnotherTier_isRefused() {
        RequestError refusal =
                catchThrowableOfType(RequestError.class, () -> order(OverrideKind.FORCE, "a/m", "complex", 0));

        assertThat(refusal.getMessage()).contains("does not serve tier 'complex'");
    }

    @Test
    void hawtio_drainsAndEndsByName() throws JMException {
        MBeanServer server = MBeanServerFactory.newMBeanServer();
        AnnotationMBeanExporter exporter = new AnnotationMBeanExporter();
        exporter.setServer(server);
        ObjectName name = new ObjectName("io.fareway:type=Overrides");
        exporter.registerManagedResource(new OverrideManagement(overrides, clock), name);
        String text = String.class.getName();
        String[] drain = {text, text, text, "int"};

        Object drained = server.invoke(name, "drain", new Object[] {"a", "maintenance", "carl", 30}, drain);
        List<Deployment> plan = adjusted(journey("r1"));
        Object refused = server.invoke(name, "drain", new Object[] {"aa", "maintenance", "carl", 30}, drain);
        String id = drained.toString().substring(0, 8);
        Object ended = server.invoke(name, "end", new Object[] {id, "carl"}, new String[] {text, text});

        assertThat(drained.toString()).contains("drain a, by carl until 2026-03-01T10:30:00Z: maintenance");
        assertThat(plan).containsExactly(B, C);
        assertThat(refused.toString()).startsWith("Refused: 'aa' is not known here");
        assertThat(ended.toString()).startsWith("Ended: " + id);
        assertThat(server.getAttribute(name, "Active")).isEqualTo(List.of());
    }

    @Test
    void hawtio_forcesCapsAndFreezes() {
        OverrideManagement management = new OverrideManagement(overrides, clock);

        String forced = management.force("c/m", "simple", "test", "carl", 30);
        List<Deployment> whileForced = adjusted(journey("r1"));
        management.end(forced.substring(0, 8), "carl");
        management.freezeOrder("simple", "b/m, a/m", "test", "carl", 30);
        List<Deployment> whileFrozen = adjusted(journey("r1"));
        management.capShare("b/m", 0, "test", "carl", 30);

        assertThat(whileForced).containsExactly(C, A, B);
        assertThat(whileFrozen).containsExactly(B, A, C);
        assertThat(adjusted(journey("r1"))).containsExactly(A, C, B);
        assertThat(management.getActive()).hasSize(2);
    }

    private Overrides gateway() {
        return new Overrides(new OverrideStore(database), OverrideAdjustmentTest::settings, clock);
    }

    private RoutingOverride order(OverrideKind kind, String subject, String tier, int percent) {
        Instant until = clock.instant().plus(Duration.ofHours(1));
        return overrides.add(
                new OverrideRequest(kind, subject, tier, percent, List.of(), "billing issue", "ann", until));
    }

    private List<Deployment> adjusted(Journey journey) {
        return new OverrideAdjustment(overrides).adjust(PLAN, journey);
    }

    private static Journey journey(String id) {
        return Journeys.journey(id).settings(settings()).build();
    }

    private static Deployment at(String provider) {
        return new Deployment(provider, "m", "m", 1000, "", false);
    }

    private static Provider provider(String name) {
        Duration second = Duration.ofSeconds(1);
        return new Provider(
                name,
                URI.create("http://localhost/v1"),
                Secret.NONE,
                Map.of(),
                new CallLimits(second, second, second, second, second, 1),
                false);
    }

    private static Settings settings() {
        Map<String, Deployment> deployments = new LinkedHashMap<>();
        PLAN.forEach(deployment -> deployments.put(deployment.name(), deployment));
        Map<String, Provider> providers = new LinkedHashMap<>();
        PLAN.forEach(deployment -> providers.put(deployment.provider(), provider(deployment.provider())));
        return new Settings(
                providers,
                deployments,
                Map.of(
                        "simple", new Tier("simple", "", List.of("a/m", "b/m", "c/m"), 4),
                        "complex", new Tier("complex", "", List.of("c/m"), 4)),
                Journeys.SETTINGS.classifier(),
                List.of(),
                "a/m");
    }
}
