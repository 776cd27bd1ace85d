package io.fareway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.api.DeploymentControl;
import io.fareway.model.CallLimits;
import io.fareway.model.Deployment;
import io.fareway.model.Provider;
import io.fareway.model.Secret;
import io.fareway.model.Settings;
import io.fareway.provider.HealthProbes;
import io.fareway.provider.RetryBudget;
import io.fareway.testing.CallingBeans;
import io.fareway.testing.Journeys;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jmx.export.annotation.AnnotationMBeanExporter;

/** The breakers as Hawtio finds them in JMX. */
class DeploymentManagementTest {

    private static final Deployment SMALL = new Deployment("groq", "small", "small", 1000, "", false);

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final ObjectName name;

    DeploymentManagementTest() throws JMException {
        this.name = new ObjectName("io.fareway:type=Deployments");
        AnnotationMBeanExporter exporter = new AnnotationMBeanExporter();
        exporter.setServer(server);
        exporter.afterPropertiesSet();
        try (AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext(Beans.class)) {
            exporter.registerManagedResource(beans.getBean(DeploymentManagement.class), name);
        }
    }

    @Test
    void breakers_areListedByDeployment() throws JMException {
        assertThat(server.getAttribute(name, "Breakers")).isEqualTo(Map.of("groq/small", "closed"));
    }

    @Test
    void openCloseReset_operateTheBreaker() throws JMException {
        assertThat(invoke("open", "groq/small")).contains("\"breaker\":\"forced_open\"");
        assertThat(invoke("close", "groq/small")).contains("\"breaker\":\"closed\"");
        assertThat(invoke("open", "groq/small")).contains("\"breaker\":\"forced_open\"");
        assertThat(invoke("reset", "groq/small")).contains("\"breaker\":\"closed\"");
    }

    @Test
    void unknownName_isToldWithWhereToLook() throws JMException {
        assertThat(invoke("open", "groq/smal")).contains("no active deployment 'groq/smal'");
    }

    private String invoke(String operation, String deployment) throws JMException {
        return (String)
                server.invoke(name, operation, new Object[] {deployment}, new String[] {String.class.getName()});
    }

    @Import({HealthProbes.class, RetryBudget.class, DeploymentControl.class, DeploymentManagement.class})
    static class Beans extends CallingBeans {

        @Bean
        Supplier<Settings> settings() {
            Duration limit = Duration.ofSeconds(1);
            Provider groq = new Provider(
                    "groq",
                    URI.create("http://localhost/v1"),
                    Secret.NONE,
                    Map.of(),
                    new CallLimits(limit, limit, limit, limit, limit, 1),
                    false);
            Settings settings = new Settings(
                    Map.of("groq", groq),
                    Map.of(SMALL.name(), SMALL),
                    Map.of(),
                    Journeys.SETTINGS.classifier(),
                    List.of(),
                    SMALL.name());
            return () -> settings;
        }
    }
}
